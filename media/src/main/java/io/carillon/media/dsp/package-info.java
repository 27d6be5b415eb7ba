/** Signal processing on 16-bit mono PCM: rate conversion, levels, gain. */
package io.carillon.media.dsp;
