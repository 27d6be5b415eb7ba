/**
 * Where requests to a SIP URI go (RFC 3263, RFC 7984): NAPTR, SRV and address records, their order,
 * their cache, and the walk over the candidates; not composed into calls yet, the back-to-back user
 * agent of the voice connectors will do that.
 */
package io.carillon.sip.dns;
