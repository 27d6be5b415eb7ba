package io.carillon.cli.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** SIP that is wrong in one way, in many ways, or not SIP at all. */
final class BadMessages {
  private static final int LONGEST_NOISE = 1_400;

  private final Random random;

  BadMessages(long seed) {
    random = new Random(seed);
  }

  /**
   * A request that is right but for what it is asked to be.
   *
   * @param start "INVITE sip:x@meet.chime.in"
   * @param extra header lines, each with its line end
   */
  static String request(String start, String callId, String extra, String type, String body) {
    String method = start.substring(0, start.indexOf(' '));
    return start
        + " SIP/2.0\r\n"
        + "Via: SIP/2.0/UDP 127.0.0.1:PORT;rport;branch=z9hG4bK"
        + callId
        + "\r\n"
        + "From: <sip:scanner@127.0.0.1>;tag=1\r\n"
        + "To: <sip:x@meet.chime.in>\r\n"
        + ("Call-ID: " + callId + "\r\n")
        + ("CSeq: 1 " + method + "\r\n")
        + "Contact: <sip:scanner@127.0.0.1:PORT>\r\n"
        + "Max-Forwards: 70\r\n"
        + "User-Agent: friendly-scanner\r\n"
        + extra
        + (body.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
        + ("Content-Length: " + body.length() + "\r\n\r\n")
        + body;
  }

  /** Noise, and messages cut short, with bytes changed, or with a line twice or missing. */
  List<byte[]> several(int count) {
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(i % 4 == 0 ? noise(random.nextInt(LONGEST_NOISE)) : damaged(i));
    }
    return messages;
  }

  byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] damaged(int number) {
    String good =
        request("OPTIONS sip:x@meet.chime.in", "bad-" + number, "", "application/sdp", "v=0\r\n");
    byte[] bytes = good.replace("PORT", "9").getBytes(StandardCharsets.ISO_8859_1);
    return switch (number % 4) {
      case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 2 -> changed(bytes);
      default -> shuffledLines(good).getBytes(StandardCharsets.ISO_8859_1);
    };
  }

  private byte[] changed(byte[] bytes) {
    for (int i = random.nextInt(1, 20); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private String shuffledLines(String message) {
    List<String> lines = new ArrayList<>(message.lines().toList());
    lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
    lines.remove(random.nextInt(lines.size()));
    return String.join("\r\n", lines).replace("PORT", "9");
  }
}
