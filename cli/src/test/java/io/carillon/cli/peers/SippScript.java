package io.carillon.cli.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario of SIPp, written down in the order of its messages as call flows are drawn.
 *
 * <p>The user dialled is {@code [service]} (option -s). Keys to be given with -key: {@code host} of
 * the request-URI, {@code from} as the caller's user, {@code rtp} as the port where RTP is wanted.
 */
public final class SippScript {
  private static final String NONE = "";

  private final String name;
  private final boolean caller;
  private final StringBuilder steps = new StringBuilder();
  private final List<String> variables = new ArrayList<>();
  private int cseq;
  private int elements;
  private int inviteAt;
  private int requestAt;

  private SippScript(String name, boolean caller) {
    this.name = name;
    this.caller = caller;
    this.cseq = caller ? 0 : 100;
  }

  /** Of a party that calls. */
  public static SippScript caller(String name) {
    return new SippScript(name, true);
  }

  /** Of a party that waits for a call; it begins with the INVITE. */
  public static SippScript callee(String name) {
    return new SippScript(name, false).receive("INVITE");
  }

  /** One audio line with PCMU and telephone-events. */
  public static String sdp(String direction) {
    return audio("0 101", direction, "a=rtpmap:0 PCMU/8000");
  }

  /** One audio line with these payload types. */
  public static String audio(String types, String direction, String... lines) {
    return """
    v=0
    o=sipp 1 [call_number] IN IP[media_ip_type] [media_ip]
    s=-
    c=IN IP[media_ip_type] [media_ip]
    t=0 0
    m=audio [rtp] RTP/AVP %s
    %s
    a=rtpmap:101 telephone-event/8000
    a=fmtp:101 0-15
    a=%s
    """
        .formatted(types, String.join("\n", lines), direction);
  }

  /** One line of T.38 in place of the audio. */
  public static String fax() {
    return """
    v=0
    o=sipp 1 97 IN IP[media_ip_type] [media_ip]
    s=-
    c=IN IP[media_ip_type] [media_ip]
    t=0 0
    m=image [rtp] udptl t38
    a=T38FaxVersion:0
    a=T38MaxBitRate:14400
    a=T38FaxRateManagement:transferredTCF
    a=T38FaxMaxBuffer:1024
    a=T38FaxMaxDatagram:238
    a=T38FaxUdpEC:t38UDPRedundancy
    """;
  }

  // What is sent.

  /** The INVITE that begins the call. */
  public SippScript invite(String body, String... headers) {
    cseq++;
    return send(
        "INVITE sip:[service]@[host] SIP/2.0",
        "To: <sip:[service]@[host]>",
        cseq + " INVITE",
        body,
        headers);
  }

  /** The same INVITE again with credentials, after {@link #challenged}. */
  public SippScript inviteAgain(String user, String password, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("[authentication username=" + user + " password=" + password + "]");
    return invite(body, all.toArray(String[]::new));
  }

  /** ACK of a 2xx; with a body when the 2xx brought the offer. */
  public SippScript ack(String body) {
    return inDialog("ACK", cseq, body, false, "[branch]");
  }

  public SippScript ack() {
    return ack(NONE);
  }

  /** ACK of a final response that is no 2xx: it belongs to the INVITE's transaction. */
  public SippScript ackOfRefusal() {
    return send(
        "ACK sip:[service]@[host] SIP/2.0", "[last_To:]", cseq + " ACK", NONE, new String[0]);
  }

  /** ACK of a refused re-INVITE. */
  public SippScript ackOfReinvite() {
    String branch = "[branch-" + (elements + 1 - requestAt) + "]";
    return inDialog("ACK", cseq, NONE, false, branch);
  }

  /** A request within the call. */
  public SippScript request(String method, String body, String... headers) {
    cseq++;
    requestAt = elements + 1;
    return inDialog(method, cseq, body, true, "[branch]", headers);
  }

  /** CANCEL of the INVITE just sent. */
  public SippScript cancel() {
    return send(
        "CANCEL sip:[service]@[host] SIP/2.0",
        "To: <sip:[service]@[host]>",
        cseq + " CANCEL",
        NONE,
        new String[0]);
  }

  /** Answers the request received last. */
  public SippScript respond(int status, String phrase, String body, String... headers) {
    element(status >= 200 ? "<send retrans=\"500\"" : "<send").append("><![CDATA[\n");
    steps.append("SIP/2.0 ").append(status).append(' ').append(phrase).append('\n');
    steps.append("[last_Via:]\n[last_Record-Route:]\n[last_From:]\n");
    steps.append(caller ? "[last_To:]\n" : "[last_To:];tag=[pid]A[call_number]\n");
    steps.append("[last_Call-ID:]\n[last_CSeq:]\n");
    steps.append("Contact: <sip:callee@[local_ip]:[local_port];transport=[transport]>\n");
    return end(body, headers);
  }

  public SippScript respond(int status, String phrase) {
    return respond(status, phrase, NONE);
  }

  /** Answers a request within the call, whose To carries a tag already. */
  public SippScript reply(int status, String phrase, String body, String... headers) {
    // Only the response to a request in the call repeats its To as it is; none is sent again.
    element("<send").append("><![CDATA[\nSIP/2.0 ").append(status).append(' ').append(phrase);
    steps.append("\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\n");
    steps.append("Contact: <sip:callee@[local_ip]:[local_port];transport=[transport]>\n");
    return end(body, headers);
  }

  public SippScript reply(int status, String phrase) {
    return reply(status, phrase, NONE);
  }

  /** Answers a CANCEL: its transaction is the INVITE's, its To has no tag. */
  public SippScript replyToCancel() {
    return reply(200, "OK");
  }

  /** Refuses the INVITE after its CANCEL was answered. */
  public SippScript refuseInvite(int status, String phrase) {
    element("<send retrans=\"500\"><![CDATA[\nSIP/2.0 ").append(status).append(' ');
    steps.append(phrase).append("\n[last_Via:]\n[last_From:]\n");
    steps.append("[last_To:];tag=[pid]A[call_number]\n[last_Call-ID:]\nCSeq: [last_cseq_number] ");
    steps.append("INVITE\n");
    return end(NONE, new String[0]);
  }

  // What is awaited.

  /** Waits for a request. A callee passes over the ACK of a 200 that it had to repeat. */
  public SippScript receive(String method) {
    if (!caller && !method.equals("INVITE") && !method.equals("ACK") && !method.equals("CANCEL")) {
      element("<recv request=\"ACK\" optional=\"true\"/>\n");
    }
    element("<recv request=\"").append(method).append('"');
    steps.append(method.equals("INVITE") ? " rrs=\"true\">" : ">");
    if (!caller && method.equals("INVITE") && variables.isEmpty()) {
      // Kept for requests of ours: what is From there is To here.
      keep("From:", "theirs");
    }
    steps.append("</recv>\n");
    return this;
  }

  /** Waits for a response; a 100 before it is passed over. */
  public SippScript receive(int status) {
    element("<recv response=\"100\" optional=\"true\"/>\n");
    element("<recv response=\"").append(status).append("\" rrs=\"true\"></recv>\n");
    return this;
  }

  /** Passes over a provisional response that may come before the next. */
  public SippScript perhaps(int status) {
    element("<recv response=\"").append(status).append("\" optional=\"true\"/>\n");
    return this;
  }

  /** A 401 or 407 to answer with {@link #inviteAgain}. */
  public SippScript challenged(int status) {
    element("<recv response=\"100\" optional=\"true\"/>\n");
    element("<recv response=\"").append(status).append("\" auth=\"true\"></recv>\n");
    return ackOfRefusal();
  }

  /** What was received last must match in its body. */
  public SippScript withBody(String regexp) {
    return with("search_in=\"body\"", regexp);
  }

  /** What was received last must have a header that matches. */
  public SippScript withHeader(String header, String regexp) {
    return with("search_in=\"hdr\" header=\"" + header + ":\"", regexp);
  }

  /** What was received last must nowhere match. */
  public SippScript withNo(String regexp) {
    return action(
        "<ereg regexp=\"%s\" search_in=\"msg\" check_it_inverse=\"true\" assign_to=\"%s\"/>",
        regexp);
  }

  public SippScript pause(int millis) {
    element("<pause milliseconds=\"").append(millis).append("\"/>\n");
    return this;
  }

  /** For the time of the option -d. */
  public SippScript pause() {
    element("<pause/>\n");
    return this;
  }

  // How it is put together.

  private SippScript inDialog(
      String method, int number, String body, boolean again, String branch, String... headers) {
    element(again ? "<send retrans=\"500\"" : "<send").append("><![CDATA[\n");
    steps.append(method).append(" [next_url] SIP/2.0\n");
    steps.append("Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=").append(branch);
    steps.append("\n[routes]\n");
    if (caller) {
      steps.append("From: <sip:[from]@[local_ip]>;tag=[pid]C[call_number]\n[last_To:]\n");
    } else {
      steps.append("From: <sip:[service]@[local_ip]>;tag=[pid]A[call_number]\nTo:[$theirs]\n");
    }
    return common(number + " " + method, body, headers);
  }

  private SippScript send(String line, String to, String number, String body, String[] headers) {
    boolean again = !line.startsWith("ACK");
    element(again ? "<send retrans=\"500\"" : "<send").append("><![CDATA[\n");
    steps.append(line).append('\n');
    if (line.startsWith("INVITE")) {
      inviteAt = elements;
    }
    // ACK and CANCEL have the branch of their INVITE.
    String branch = inviteAt == elements ? "[branch]" : "[branch-" + (elements - inviteAt) + "]";
    steps.append("Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=").append(branch);
    steps.append("\nFrom: <sip:[from]@[local_ip]>;tag=[pid]C[call_number]\n");
    steps.append(to).append('\n');
    return common(number, body, headers);
  }

  private SippScript common(String number, String body, String[] headers) {
    steps.append("Call-ID: [call_id]\nCSeq: ").append(number).append("\nMax-Forwards: 70\n");
    String user = caller ? "[from]" : "callee";
    steps.append("Contact: <sip:").append(user);
    steps.append("@[local_ip]:[local_port];transport=[transport]>\n");
    return end(body, headers);
  }

  private SippScript end(String body, String[] headers) {
    for (String header : headers) {
      steps.append(header).append('\n');
    }
    if (body.startsWith("v=0")) {
      steps.append("Content-Type: application/sdp\n");
    }
    steps.append("Content-Length: [len]\n\n").append(body).append("]]></send>\n");
    return this;
  }

  /** Begins the next element; sipp counts them. */
  private StringBuilder element(String start) {
    elements++;
    return steps.append(start);
  }

  private SippScript with(String where, String regexp) {
    return action("<ereg regexp=\"%s\" " + where + " check_it=\"true\" assign_to=\"%s\"/>", regexp);
  }

  private SippScript action(String form, String regexp) {
    String variable = "v" + variables.size();
    variables.add(variable);
    insert(form.formatted(regexp.replace("&", "&amp;").replace("<", "&lt;"), variable));
    return this;
  }

  private void keep(String header, String variable) {
    variables.add(variable);
    steps.append("<action><ereg regexp=\".*\" search_in=\"hdr\" header=\"").append(header);
    steps.append("\" check_it=\"true\" assign_to=\"").append(variable).append("\"/></action>");
  }

  /** Puts an action into the recv written last. */
  private void insert(String ereg) {
    int end = steps.lastIndexOf("</recv>");
    int action = steps.lastIndexOf("</action>");
    if (action == end - "</action>".length()) {
      steps.insert(action, ereg);
    } else {
      steps.insert(end, "<action>" + ereg + "</action>");
    }
  }

  /** Writes it into a folder, for {@link Sipp#start}. */
  public Path write(Path folder) {
    StringBuilder all = new StringBuilder();
    all.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<scenario name=\"").append(name);
    all.append("\">\n").append(steps);
    if (!variables.isEmpty()) {
      all.append("<Reference variables=\"").append(String.join(",", variables)).append("\"/>\n");
    }
    all.append("</scenario>\n");
    Path file = folder.resolve(name + ".xml");
    try {
      return Files.writeString(file, all.toString(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
