/** From packets as they arrive to samples at the pace of the mixer's tick. */
package io.carillon.media.jitter;
