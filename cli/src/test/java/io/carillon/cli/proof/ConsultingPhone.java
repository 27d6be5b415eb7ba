package io.carillon.cli.proof;

import io.carillon.cli.peers.SippScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A scenario of SIPp with two dialogs: a phone that is called, holds that call, calls somebody else
 * and sends the first to the second (RFC 5359 2.5), either when that one has answered or already
 * while it rings (RFC 5589 7.6).
 *
 * <p>Keys to be given with -key: {@code number} as its own user, {@code outside} as the second
 * callee, {@code host} of the request-URI, {@code rtp} and {@code rtp2} as the ports where RTP of
 * the two calls is wanted.
 */
final class ConsultingPhone {
  /** SIPp takes what has this in front of its Call-ID for another dialog of the same call. */
  private static final String SECOND = "consult///[call_id]";

  private final StringBuilder steps = new StringBuilder();
  private final Set<String> variables = new LinkedHashSet<>();
  private int cseq = 100;

  private ConsultingPhone() {}

  /** One that waits for the answer before it transfers. */
  static ConsultingPhone attended() {
    return new ConsultingPhone()
        .isCalled()
        .holds()
        .calls()
        .isAnswered()
        .pause(3000)
        .transfers()
        .isReleased();
  }

  /** One that transfers while the second phone rings. */
  static ConsultingPhone semiAttended() {
    return new ConsultingPhone().isCalled().holds().calls().transfers().isAnswered().isReleased();
  }

  private ConsultingPhone isCalled() {
    receive(
        "request=\"INVITE\"",
        header("From", ".*", "caller") + header("Contact", "sip:[^>;]*(;[a-z=]*)*", "contact"));
    respond("180 Ringing", "", "");
    respond("200 OK", " retrans=\"500\"", SippScript.sdp("sendrecv"));
    receive("request=\"ACK\"", "");
    return pause(1500);
  }

  private void respond(String status, String again, String sdp) {
    steps.append("<send").append(again).append("><![CDATA[\nSIP/2.0 ").append(status);
    steps.append("\n[last_Via:]\n[last_From:]\n[last_To:];tag=[pid]A[call_number]\n");
    steps.append("[last_Call-ID:]\n[last_CSeq:]\n");
    end("", sdp);
  }

  /** Answers a request within one of the two calls. */
  private void reply(String next) {
    steps.append("<send").append(next).append("><![CDATA[\nSIP/2.0 200 OK\n[last_Via:]\n");
    steps.append("[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\n");
    end("", "");
  }

  private ConsultingPhone holds() {
    String sdp = SippScript.sdp("sendonly").replace("sipp 1 [call_number]", "sipp 1 98");
    request("INVITE", "", sdp);
    passOver100();
    receive("response=\"200\"", body("a=recvonly", "held"));
    send("ACK [$contact]", "A", "To:[$caller]", "[call_id]", cseq + " ACK", "", "");
    return this;
  }

  /** A request in the first call. */
  private void request(String method, String header, String sdp) {
    cseq++;
    String number = cseq + " " + method;
    send(method + " [$contact]", "A", "To:[$caller]", "[call_id]", number, header, sdp);
  }

  /** The second call, until it rings. */
  private ConsultingPhone calls() {
    String sdp = SippScript.sdp("sendrecv").replace("[rtp]", "[rtp2]");
    String uri = "sip:[outside]@[host]";
    send("INVITE " + uri, "B", "To: <" + uri + ">", SECOND, "1 INVITE", "", sdp);
    passOver100();
    receive("response=\"180\"", header("To", "tag=(.*)", "whole,tag"));
    return this;
  }

  private ConsultingPhone isAnswered() {
    receive(
        "response=\"200\"",
        header("To", ".*", "second") + header("Contact", "sip:[^>;]*(;[a-z=]*)*", "place"));
    send("ACK [$place]", "B", "To:[$second]", SECOND, "1 ACK", "", "");
    return this;
  }

  private ConsultingPhone transfers() {
    String replaces =
        SECOND.replace("/", "%2F") + "%3Bto-tag%3D[$tag]%3Bfrom-tag%3D[pid]B[call_number]";
    request("REFER", "Refer-To: <sip:[outside]@[host]?Replaces=" + replaces + ">\n", "");
    receive("response=\"202\"", "");
    receive("request=\"NOTIFY\"", body("SIP/2.0 100", "trying"));
    reply("");
    return this;
  }

  /** Both calls end; that of the second may, before it is told that the transfer is done. */
  private ConsultingPhone isReleased() {
    steps.append("<recv request=\"BYE\" optional=\"true\" next=\"1\"/>\n");
    isTold();
    receive("request=\"BYE\"", "");
    reply(" next=\"2\"");
    steps.append("<label id=\"1\"/>\n");
    reply("");
    isTold();
    steps.append("<label id=\"2\"/>\n");
    receive("request=\"BYE\"", "");
    reply("");
    return this;
  }

  private void isTold() {
    receive("request=\"NOTIFY\"", body("SIP/2.0 200", "done"));
    reply("");
  }

  private ConsultingPhone pause(int millis) {
    steps.append("<pause milliseconds=\"").append(millis).append("\"/>\n");
    return this;
  }

  private void passOver100() {
    steps.append("<recv response=\"100\" optional=\"true\"/>\n");
  }

  private void receive(String what, String actions) {
    steps.append("<recv ").append(what).append('>');
    if (!actions.isEmpty()) {
      steps.append("<action>").append(actions).append("</action>");
    }
    steps.append("</recv>\n");
  }

  private String header(String header, String regexp, String names) {
    return ereg(regexp, "search_in=\"hdr\" header=\"" + header + ":\"", names);
  }

  private String body(String regexp, String name) {
    return ereg(regexp, "search_in=\"body\"", name);
  }

  private String ereg(String regexp, String where, String names) {
    variables.addAll(List.of(names.split(",")));
    return "<ereg regexp=\"%s\" %s check_it=\"true\" assign_to=\"%s\"/>"
        .formatted(regexp.replace(">", "&gt;"), where, names);
  }

  /**
   * @param dialog A or B, in the tag
   */
  private void send(
      String line, String dialog, String to, String id, String number, String header, String sdp) {
    steps.append(line.startsWith("ACK") ? "<send>" : "<send retrans=\"500\">");
    steps.append("<![CDATA[\n").append(line).append(" SIP/2.0\n");
    steps.append("Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]\n");
    steps.append("From: <sip:[number]@[local_ip]>;tag=[pid]").append(dialog);
    steps.append("[call_number]\n").append(to).append("\nCall-ID: ").append(id);
    steps.append("\nCSeq: ").append(number).append("\nMax-Forwards: 70\n");
    end(header, sdp);
  }

  private void end(String header, String sdp) {
    steps.append("Contact: <sip:[number]@[local_ip]:[local_port];transport=[transport]>\n");
    steps.append(header).append(sdp.isEmpty() ? "" : "Content-Type: application/sdp\n");
    steps.append("Content-Length: [len]\n\n").append(sdp).append("]]></send>\n");
  }

  /** Writes it into a folder, for {@link io.carillon.cli.peers.Sipp#startAt}. */
  Path write(Path folder) {
    String scenario =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<scenario name=\"consulting phone\">\n"
            + steps
            + "<Reference variables=\""
            + String.join(",", variables)
            + "\"/>\n</scenario>\n";
    try {
      Path file = folder.resolve("consulting-phone.xml");
      return Files.writeString(file, scenario, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
