package io.carillon.cli.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scenario of sipp: calls, presses keys by SIP INFO, both kinds of it in turn, and hangs up. */
final class InfoKeys {
  private static final String IN_CALL =
      """
      %1$s [next_url] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      From: <sip:info@[local_ip]>;tag=[pid]r[call_number]
      [last_To:]
      Call-ID: [call_id]
      CSeq: %2$d %1$s
      Max-Forwards: 70
      """;
  private static final String INVITE =
      """
      INVITE sip:[service]@meet.chime.in SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      From: <sip:info@[local_ip]>;tag=[pid]r[call_number]
      To: <sip:[service]@meet.chime.in>
      Call-ID: [call_id]
      CSeq: 1 INVITE
      Contact: <sip:info@[local_ip]:[local_port];transport=[transport]>
      Max-Forwards: 70
      Content-Type: application/sdp
      Content-Length: [len]

      v=0
      o=room 1 1 IN IP4 [local_ip]
      s=-
      c=IN IP4 [media_ip]
      t=0 0
      m=audio [media_port] RTP/AVP 0
      a=rtpmap:0 PCMU/8000
      """;
  private static final String NO_BODY = "Content-Length: 0\n\n";
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private InfoKeys() {}

  /** Writes the scenario that presses these keys. */
  static Path write(Path folder, String keys) {
    StringBuilder xml = new StringBuilder(XML + "<scenario name=\"info\">\n");
    send(xml, INVITE);
    xml.append("<recv response=\"100\" optional=\"true\"/>\n");
    xml.append("<recv response=\"200\" rrs=\"true\"/>\n");
    send(xml, IN_CALL.formatted("ACK", 1) + NO_BODY);
    for (int i = 0; i < keys.length(); i++) {
      String body = i % 2 == 0 ? "Signal=%c\nDuration=160\n" : "%c\n";
      send(
          xml,
          IN_CALL.formatted("INFO", 2 + i)
              + "Content-Type: application/"
              + (i % 2 == 0 ? "dtmf-relay" : "dtmf")
              + "\nContent-Length: [len]\n\n"
              + body.formatted(keys.charAt(i)));
      xml.append("<recv response=\"200\"/>\n<pause milliseconds=\"100\"/>\n");
    }
    xml.append("<pause milliseconds=\"3000\"/>\n");
    send(xml, IN_CALL.formatted("BYE", 2 + keys.length()) + NO_BODY);
    xml.append("<recv response=\"200\"/>\n</scenario>\n");
    try {
      return Files.writeString(folder.resolve("info.xml"), xml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(StringBuilder xml, String message) {
    xml.append("<send><![CDATA[\n").append(message).append("]]></send>\n");
  }
}
