package io.carillon.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DefaultDnsResponse;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsSection;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a record holds: something readable or nothing. */
class RecordParserFuzzTest {

  static Stream<Arguments> seeds() {
    return Stream.of(
            TestDns.srv("a.test", 1, 2, 5060, "host.a.test"),
            TestDns.naptr("a.test", 1, 2, "SIP+D2U", "_sip._udp.a.test"),
            TestDns.a("a.test", "192.0.2.1"),
            TestDns.soa("a.test", 60))
        .map(record -> Arguments.of((Object) record.data()));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "30s")
  void anyDataIsReadOrLeft(byte[] data) {
    check(data);
  }

  @Test
  void dataCutAnywhereIsReadOrLeft() {
    byte[] naptr = TestDns.naptr("a.test", 1, 2, "SIP+D2U", "_sip._udp.a.test").data();
    byte[] srv = TestDns.srv("a.test", 1, 2, 5060, "host.a.test").data();
    for (byte[] data : new byte[][] {naptr, srv}) {
      for (int length = 0; length < data.length; length++) {
        check(Arrays.copyOf(data, length));
      }
    }
    assertThat(RecordParser.parse(RecordType.SRV, raw(DnsRecordType.SRV, Arrays.copyOf(srv, 10))))
        .isEmpty();
  }

  private static DefaultDnsRawRecord raw(DnsRecordType type, byte[] data) {
    return new DefaultDnsRawRecord("a.test", type, 60, Unpooled.wrappedBuffer(data));
  }

  private static void check(byte[] data) {
    for (RecordType type : RecordType.values()) {
      RecordParser.parse(type, raw(type.wire(), data))
          .ifPresent(
              record -> {
                if (record instanceof ResourceRecord.Srv srv && !srv.target().isEmpty()) {
                  assertThat(DnsName.of(srv.target())).contains(srv.target());
                }
              });
      DefaultDnsResponse response = new DefaultDnsResponse(1);
      response.addRecord(DnsSection.ANSWER, raw(type.wire(), data));
      response.addRecord(DnsSection.ANSWER, raw(DnsRecordType.CNAME, data));
      response.addRecord(DnsSection.AUTHORITY, raw(DnsRecordType.SOA, data));
      assertThat(new AnswerReader(new Question("a.test", type), response, 64).read()).isNotNull();
      response.release();
    }
  }
}
