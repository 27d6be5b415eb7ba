/** From a leg's decoded audio to fragments in a stream sink, without ever delaying the leg. */
package io.carillon.media.stream;
