/** Control of media channels (ITU-T H.245): its messages, and what they mean for audio. */
package io.carillon.h323.h245;
