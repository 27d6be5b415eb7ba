/** RTCP on the wire: reading and writing compound packets, NTP time, round trips and intervals. */
package io.carillon.media.rtcp;
