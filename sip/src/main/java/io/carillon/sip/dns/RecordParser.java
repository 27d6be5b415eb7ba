package io.carillon.sip.dns;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads the data of records; hostile data gives nothing. */
final class RecordParser {
  private RecordParser() {}

  /** What the record says; empty when it cannot be read. */
  static Optional<ResourceRecord> parse(RecordType type, DnsRawRecord raw) {
    ByteBuf data = raw.content().duplicate();
    try {
      return switch (type) {
        case A -> host(data, 4);
        case AAAA -> host(data, 16);
        case SRV -> srv(data);
        case NAPTR -> naptr(data);
      };
    } catch (IndexOutOfBoundsException | DecoderException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The name a CNAME record leads to. */
  static Optional<String> alias(DnsRawRecord raw) {
    try {
      return name(raw.content().duplicate());
    } catch (IndexOutOfBoundsException | DecoderException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** How long a SOA record lets "there is none" hold, in seconds (RFC 2308 5). */
  static Optional<Long> negativeSeconds(DnsRawRecord soa) {
    ByteBuf data = soa.content();
    if (data.readableBytes() < 20) {
      return Optional.empty();
    }
    long minimum = data.getUnsignedInt(data.writerIndex() - 4);
    return Optional.of(Math.min(minimum, soa.timeToLive()));
  }

  private static Optional<ResourceRecord> host(ByteBuf data, int length) {
    if (data.readableBytes() != length) {
      return Optional.empty();
    }
    byte[] bytes = new byte[length];
    data.readBytes(bytes);
    try {
      InetAddress address = InetAddress.getByAddress(bytes);
      return NumericHost.isHost(address)
          ? Optional.of(new ResourceRecord.Host(address))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static Optional<ResourceRecord> srv(ByteBuf data) {
    int priority = data.readUnsignedShort();
    int weight = data.readUnsignedShort();
    int port = data.readUnsignedShort();
    return name(data)
        .filter(target -> target.isEmpty() || port > 0)
        .map(target -> new ResourceRecord.Srv(priority, weight, port, target));
  }

  private static Optional<ResourceRecord> naptr(ByteBuf data) {
    int order = data.readUnsignedShort();
    int preference = data.readUnsignedShort();
    String flags = text(data).toLowerCase(Locale.ROOT);
    String service = text(data).toLowerCase(Locale.ROOT);
    boolean rewrites = !text(data).isEmpty();
    return name(data)
        .map(
            replacement ->
                new ResourceRecord.Naptr(order, preference, flags, service, rewrites, replacement));
  }

  /** A character-string of RFC 1035 3.3. */
  private static String text(ByteBuf data) {
    int length = data.readUnsignedByte();
    return data.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
  }

  private static Optional<String> name(ByteBuf data) {
    if (!data.isReadable()) {
      return Optional.empty();
    }
    return DnsName.of(DefaultDnsRecordDecoder.decodeName(data));
  }
}
