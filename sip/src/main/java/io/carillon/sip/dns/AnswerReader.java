package io.carillon.sip.dns;

import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the response to a question: follows aliases inside it, leaves out what was not asked. */
final class AnswerReader {
  static final long NEGATIVE_SECONDS = 30; // without a SOA record
  private static final int MAX_ALIASES = 8;

  /** What a response comes to. */
  sealed interface Reading {
    record Done(DnsAnswer answer) implements Reading {}

    /** The response ends at an alias: ask for that name. */
    record AskFor(String name, long seconds) implements Reading {}
  }

  private final Question question;
  private final DnsResponse response;
  private final int limit;

  /**
   * @param limit no more records of a section are read
   */
  AnswerReader(Question question, DnsResponse response, int limit) {
    this.question = question;
    this.response = response;
    this.limit = limit;
  }

  Reading read() {
    DnsResponseCode code = response.code();
    boolean noSuchName = DnsResponseCode.NXDOMAIN.equals(code);
    if (!noSuchName && !DnsResponseCode.NOERROR.equals(code)) {
      return failed("the DNS server says " + code);
    }
    if (response.isTruncated()) {
      return failed("the answer is too long and the DNS server cannot be reached over TCP");
    }
    List<DnsRawRecord> records = section(DnsSection.ANSWER);
    Set<String> seen = new HashSet<>();
    long seconds = Long.MAX_VALUE;
    String at = question.name();
    RecordType type = question.type();
    while (seen.add(at) && seen.size() <= MAX_ALIASES) {
      List<DnsRawRecord> here = named(records, at, type.wire());
      List<ResourceRecord> said =
          here.stream().map(r -> RecordParser.parse(type, r)).flatMap(Optional::stream).toList();
      if (!said.isEmpty()) {
        long shortest = here.stream().mapToLong(DnsRecord::timeToLive).min().orElse(0);
        return new Reading.Done(new DnsAnswer.Found(said, Math.min(seconds, shortest)));
      }
      if (!here.isEmpty()) {
        return failed("the records cannot be read");
      }
      List<DnsRawRecord> aliases = named(records, at, DnsRecordType.CNAME);
      if (aliases.isEmpty()) {
        return noSuchName || at.equals(question.name())
            ? new Reading.Done(new DnsAnswer.Missing(noSuchName, negativeSeconds()))
            : new Reading.AskFor(at, seconds);
      }
      Optional<String> next = RecordParser.alias(aliases.getFirst()).filter(n -> !n.isEmpty());
      if (next.isEmpty()) {
        return failed("an alias cannot be read");
      }
      seconds = Math.min(seconds, aliases.getFirst().timeToLive());
      at = next.get();
    }
    return failed("aliases go round in circles");
  }

  private static Reading failed(String why) {
    return new Reading.Done(new DnsAnswer.Failed(false, why));
  }

  private List<DnsRawRecord> section(DnsSection section) {
    List<DnsRawRecord> records = new ArrayList<>();
    for (int i = 0; i < Math.min(limit, response.count(section)); i++) {
      DnsRecord record = response.recordAt(section, i);
      if (record instanceof DnsRawRecord raw && raw.dnsClass() == DnsRecord.CLASS_IN) {
        records.add(raw);
      }
    }
    return records;
  }

  private static List<DnsRawRecord> named(
      List<DnsRawRecord> records, String name, DnsRecordType type) {
    return records.stream()
        .filter(record -> record.type().equals(type))
        .filter(record -> DnsName.of(record.name()).filter(name::equals).isPresent())
        .toList();
  }

  private long negativeSeconds() {
    return section(DnsSection.AUTHORITY).stream()
        .filter(record -> record.type().equals(DnsRecordType.SOA))
        .map(RecordParser::negativeSeconds)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(NEGATIVE_SECONDS);
  }
}
