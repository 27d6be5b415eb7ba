package io.carillon.sip.dns;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A DNS server on 127.0.0.1 over UDP and TCP whose zone and manners a test sets. */
final class TestDns implements AutoCloseable {
  static final int NOERROR = 0;
  static final int SERVFAIL = 2;
  static final int NXDOMAIN = 3;

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Map<Question, List<Rr>> zone = new ConcurrentHashMap<>();
  final List<Question> asked = new CopyOnWriteArrayList<>();
  final List<Question> askedOverTcp = new CopyOnWriteArrayList<>();

  /** What goes out for a query over UDP: none, one or many datagrams. */
  volatile Function<Query, List<byte[]>> overUdp = query -> List.of(reply(query).bytes());

  TestDns() {
    try {
      tcp = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
      udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serveUdp);
    Thread.ofVirtual().start(this::serveTcp);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) udp.getLocalSocketAddress();
  }

  /** Puts records for a question into the zone. */
  TestDns zone(String name, RecordType type, Rr... records) {
    zone.put(new Question(name, type), List.of(records));
    return this;
  }

  /** One record. */
  record Rr(String name, int type, int ttl, byte[] data) {}

  static Rr a(String name, String address) {
    return new Rr(name, 1, 60, ip(address));
  }

  static Rr aaaa(String name, String address) {
    return new Rr(name, 28, 60, ip(address));
  }

  private static byte[] ip(String address) {
    return NumericHost.parse(address).orElseThrow().getAddress();
  }

  static Rr srv(String name, int priority, int weight, int port, String target) {
    return new Rr(
        name,
        33,
        60,
        bytes(
            out -> {
              out.writeShort(priority);
              out.writeShort(weight);
              out.writeShort(port);
              name(out, target);
            }));
  }

  static Rr naptr(String name, int order, int preference, String service, String replacement) {
    return naptr(name, order, preference, "s", service, "", replacement);
  }

  static Rr naptr(
      String name,
      int order,
      int preference,
      String flags,
      String service,
      String regexp,
      String replacement) {
    return new Rr(
        name,
        35,
        60,
        bytes(
            out -> {
              out.writeShort(order);
              out.writeShort(preference);
              for (String text : List.of(flags, service, regexp)) {
                out.writeByte(text.length());
                out.writeBytes(text);
              }
              name(out, replacement);
            }));
  }

  static Rr cname(String name, String target) {
    return new Rr(name, 5, 60, bytes(out -> name(out, target)));
  }

  static Rr soa(String name, int minimum) {
    return new Rr(
        name,
        6,
        minimum,
        bytes(
            out -> {
              name(out, "ns." + name);
              name(out, "admin." + name);
              for (int value : new int[] {1, 2, 3, 4, minimum}) {
                out.writeInt(value);
              }
            }));
  }

  /** A question as it came. */
  record Query(int id, Question question, byte[] wire) {}

  /** An answer before it is written. */
  record Reply(
      int id, Question question, int code, boolean truncated, List<Rr> answer, List<Rr> authority) {
    Reply withId(int other) {
      return new Reply(other, question, code, truncated, answer, authority);
    }

    Reply cut() {
      return new Reply(id, question, code, true, List.of(), List.of());
    }

    Reply saying(int other) {
      return new Reply(id, question, other, false, List.of(), List.of());
    }

    Reply withAuthority(Rr... records) {
      return new Reply(id, question, code, truncated, answer, List.of(records));
    }

    Reply withAnswer(Rr... records) {
      return new Reply(id, question, NOERROR, truncated, List.of(records), authority);
    }

    Reply to(Question other) {
      return new Reply(id, other, code, truncated, answer, authority);
    }

    byte[] bytes() {
      return TestDns.bytes(
          out -> {
            out.writeShort(id);
            out.writeShort(0x8180 | (truncated ? 0x0200 : 0) | code);
            out.writeShort(1);
            out.writeShort(answer.size());
            out.writeShort(authority.size());
            out.writeShort(0);
            name(out, question.name());
            out.writeShort(question.type().wire().intValue());
            out.writeShort(1);
            for (List<Rr> section : List.of(answer, authority)) {
              for (Rr record : section) {
                name(out, record.name());
                out.writeShort(record.type());
                out.writeShort(1);
                out.writeInt(record.ttl());
                out.writeShort(record.data().length);
                out.write(record.data());
              }
            }
          });
    }
  }

  /** What the zone says: NXDOMAIN for a name it has nothing of. */
  Reply reply(Query query) {
    List<Rr> found = zone.getOrDefault(query.question(), List.of());
    boolean known = zone.keySet().stream().anyMatch(q -> q.name().equals(query.question().name()));
    return new Reply(
        query.id(), query.question(), known ? NOERROR : NXDOMAIN, false, found, List.of());
  }

  private void serveUdp() {
    byte[] buffer = new byte[4096];
    while (!udp.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        udp.receive(packet);
        Query query = query(Arrays.copyOf(buffer, packet.getLength()));
        asked.add(query.question());
        for (byte[] reply : overUdp.apply(query)) {
          udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        // closed, or an ICMP error of a client that has gone
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try (Socket client = tcp.accept()) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        byte[] wire = new byte[in.readUnsignedShort()];
        in.readFully(wire);
        Query query = query(wire);
        askedOverTcp.add(query.question());
        byte[] reply = reply(query).bytes();
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        out.writeShort(reply.length);
        out.write(reply);
        out.flush();
        in.read(); // until the client closes
      } catch (IOException e) {
        // closed
      }
    }
  }

  private static Query query(byte[] wire) {
    ByteBuffer in = ByteBuffer.wrap(wire);
    int id = in.getShort(0) & 0xffff;
    in.position(12);
    StringBuilder name = new StringBuilder();
    for (int length = in.get(); length > 0; length = in.get()) {
      byte[] label = new byte[length];
      in.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
    }
    int code = in.getShort() & 0xffff;
    RecordType type =
        Arrays.stream(RecordType.values())
            .filter(t -> t.wire().intValue() == code)
            .findFirst()
            .orElseThrow();
    return new Query(id, new Question(name.toString(), type), wire);
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void name(DataOutputStream out, String name) throws IOException {
    for (String label : name.split("\\.")) {
      if (!label.isEmpty()) {
        out.writeByte(label.length());
        out.writeBytes(label);
      }
    }
    out.writeByte(0);
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
