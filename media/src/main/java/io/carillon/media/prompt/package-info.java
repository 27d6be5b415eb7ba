/** Recorded sounds: read once, kept at every sample rate and encoded for every codec that asks. */
package io.carillon.media.prompt;
