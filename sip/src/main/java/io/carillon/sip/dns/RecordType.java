package io.carillon.sip.dns;

import io.netty.handler.codec.dns.DnsRecordType;

/** The kinds of records that lead to a SIP server. */
enum RecordType {
  A(DnsRecordType.A),
  AAAA(DnsRecordType.AAAA),
  SRV(DnsRecordType.SRV),
  NAPTR(DnsRecordType.NAPTR);

  private final DnsRecordType wire;

  RecordType(DnsRecordType wire) {
    this.wire = wire;
  }

  DnsRecordType wire() {
    return wire;
  }
}
