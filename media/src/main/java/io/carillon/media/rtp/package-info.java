/** RTP on the wire: header access, telling packets apart, and statistics of what arrives. */
package io.carillon.media.rtp;
