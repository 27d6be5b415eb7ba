/** Call signalling (ITU-T H.225.0): the messages that user-to-user elements carry. */
package io.carillon.h323.h225;
