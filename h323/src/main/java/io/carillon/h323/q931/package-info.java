/** Q.931 messages as H.225.0 uses them, and the TPKT frames (RFC 1006) that carry them over TCP. */
package io.carillon.h323.q931;
