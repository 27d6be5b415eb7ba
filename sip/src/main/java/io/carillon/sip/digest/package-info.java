/**
 * Digest authentication (RFC 7616, RFC 8760): answers to challenges of others, and challenges of
 * our own; the latter are not composed into calls yet, the back-to-back user agent of the voice
 * connectors will do that.
 */
package io.carillon.sip.digest;
