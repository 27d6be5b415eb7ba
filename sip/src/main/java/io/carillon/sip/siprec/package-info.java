/**
 * Recording sessions of the Session Recording Protocol (RFC 7866): what is one, its metadata (RFC
 * 7865) and the answer to its streams.
 */
package io.carillon.sip.siprec;
