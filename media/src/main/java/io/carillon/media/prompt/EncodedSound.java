package io.carillon.media.prompt;

/**
 * A sound cut into packets of one format. Immutable, shared by all legs that hear it.
 *
 * @param packets payloads, not to be changed
 * @param bytes of all of them
 */
record EncodedSound(byte[][] packets, int bytes) {}
