/**
 * Recording sessions of the Session Recording Protocol (RFC 7866): what is one, its metadata (RFC
 * 7865) and the answer to its streams. Not composed into calls yet: an INVITE with {@code Require:
 * siprec} is still refused with 420.
 */
package io.carillon.sip.siprec;
