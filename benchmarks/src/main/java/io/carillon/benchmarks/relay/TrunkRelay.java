package io.carillon.benchmarks.relay;

import io.carillon.benchmarks.calls.CarillonTrunk;
import io.carillon.benchmarks.calls.Parties;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A {@code carillon serve} with a voice connector. Its calls are SIP calls over UDP: a carrier
 * dials, the customer's PBX answers at once.
 */
final class TrunkRelay implements Relay {
  private static final String CARRIER = "127.0.0.6";
  private static final String PBX = "127.0.0.7";
  private static final int PATIENCE_MILLIS = 20_000;

  private final DatagramSocket carrier = new DatagramSocket(0, InetAddress.getByName(CARRIER));
  private final AnsweringParty pbx = new AnsweringParty(InetAddress.getByName(PBX));
  private final CarillonTrunk trunk;
  private final InetSocketAddress server;
  private final List<Call> calls = new ArrayList<>();

  private record Call(String id, String from, String to, String target) {}

  /**
   * @param folder for its data and log
   */
  TrunkRelay(Path folder) throws IOException {
    carrier.setSoTimeout(PATIENCE_MILLIS);
    pbx.start();
    trunk =
        new CarillonTrunk(
            new Parties(CARRIER, PBX, pbx.port()),
            Files.createDirectories(folder.resolve("trunk")),
            List.of("media.ports=10000-29999"));
    String[] address = trunk.address().split(":");
    server = new InetSocketAddress(address[0], Integer.parseInt(address[1]));
  }

  @Override
  public String name() {
    return "carillon serve";
  }

  @Override
  public long pid() {
    return trunk.pid();
  }

  @Override
  public Ends call(InetSocketAddress one, byte[] key, InetSocketAddress other) throws IOException {
    String id = UUID.randomUUID().toString();
    String uri = "sip:" + trunk.user() + "@" + trunk.address();
    String from = "<sip:+12065550199@" + CARRIER + ">;tag=" + id.substring(0, 8);
    pbx.answerWith(PhoneSdp.of(other, null));
    send("INVITE", uri, id, from, "<" + uri + ">", 1, PhoneSdp.of(one, key));
    SipMessage answer = answer("INVITE", id);
    String contact = answer.header("Contact");
    String target = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
    Call call = new Call(id, from, answer.header("To"), target);
    send("ACK", target, id, from, call.to, 1, "");
    calls.add(call);
    return new Ends(
        PhoneSdp.address(answer.body()),
        key == null ? null : PhoneSdp.key(answer.body()),
        PhoneSdp.address(pbx.offered()));
  }

  private void send(
      String method, String uri, String id, String from, String to, int sequence, String sdp)
      throws IOException {
    String local = CARRIER + ":" + carrier.getLocalPort();
    SipMessage.send(
        carrier,
        server,
        method + " " + uri + " SIP/2.0",
        List.of(
            "Via: SIP/2.0/UDP " + local + ";branch=z9hG4bK" + UUID.randomUUID(),
            "Max-Forwards: 70",
            "From: " + from,
            "To: " + to,
            "Call-ID: " + id,
            "CSeq: " + sequence + " " + method,
            "Contact: <sip:carrier@" + local + ">"),
        sdp);
  }

  /** The final response, which must be 200. */
  private SipMessage answer(String method, String id) throws IOException {
    while (true) {
      SipMessage message = SipMessage.receive(carrier);
      if (message.status() < 200
          || !message.header("Call-ID").equals(id)
          || !message.header("CSeq").endsWith(method)) {
        continue;
      }
      if (message.status() >= 300) {
        throw new IOException(method + " was answered by " + message.start());
      }
      return message;
    }
  }

  @Override
  public void hangUp() throws IOException {
    for (Call call : calls) {
      send("BYE", call.target, call.id, call.from, call.to, 2, "");
      answer("BYE", call.id);
    }
    calls.clear();
  }

  @Override
  public void close() {
    carrier.close();
    trunk.close();
    pbx.close();
  }
}
