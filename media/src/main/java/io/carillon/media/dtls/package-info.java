/** Keys for SRTP from DTLS handshakes (RFC 5764) that run beside the event loops. */
package io.carillon.media.dtls;
