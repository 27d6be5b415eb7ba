/** Session descriptions (RFC 8866) and what an offer and its answer mean for audio (RFC 3264). */
package io.carillon.sip.sdp;
