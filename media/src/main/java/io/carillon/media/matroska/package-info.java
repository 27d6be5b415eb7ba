/** Matroska fragments of linear PCM, as Kinesis Video Streams takes them. */
package io.carillon.media.matroska;
