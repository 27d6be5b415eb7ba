/** Speech codecs behind one pair of interfaces: PCMU, PCMA, G.722, Opus, and comfort noise. */
package io.carillon.media.codec;
