package io.carillon.sip.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The messages of RFC 4475 by their names there, as bytes. */
public final class TortureMessages {
  private static final Pattern TITLE = Pattern.compile("=== (\\w+) \\([\\d.]+\\)");
  private static final Pattern REPEAT = Pattern.compile("<repeat count=(\\d+)>(.*?)</repeat>");
  private static final Pattern HEX = Pattern.compile("<hex>([0-9A-F]*)</hex>");

  private TortureMessages() {}

  /** All 49, in the order of the RFC. */
  public static Map<String, byte[]> all() {
    Map<String, byte[]> messages = new LinkedHashMap<>();
    String name = null;
    List<String> lines = new ArrayList<>();
    String joined = "";
    for (String line : text().split("\n")) {
      Matcher title = TITLE.matcher(line);
      if (title.matches()) {
        put(messages, name, lines);
        name = title.group(1);
        lines = new ArrayList<>();
      } else if (line.endsWith("\\")) {
        joined += line.substring(0, line.length() - 1);
      } else {
        lines.add(joined + line);
        joined = "";
      }
    }
    put(messages, name, lines);
    return messages;
  }

  private static String text() {
    try (InputStream in = TortureMessages.class.getResourceAsStream("/rfc4475/messages.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(Map<String, byte[]> messages, String name, List<String> lines) {
    if (name == null) {
      return; // the explanation at the top
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String line : lines) {
      if (line.startsWith("@sdp ")) {
        bytes.writeBytes(sdp(line.substring(5)).getBytes(StandardCharsets.US_ASCII));
      } else {
        write(bytes, line);
        bytes.writeBytes(new byte[] {'\r', '\n'});
      }
    }
    messages.put(name, bytes.toByteArray());
  }

  private static String sdp(String address) {
    return String.join(
            "\r\n",
            "v=0",
            "o=mhandley 29739 7272939 IN IP4 " + address,
            "s=-",
            "c=IN IP4 " + address,
            "t=0 0",
            "m=audio 49217 RTP/AVP 0 12",
            "m=video 3227 RTP/AVP 31",
            "a=rtpmap:31 LPC")
        + "\r\n";
  }

  private static void write(ByteArrayOutputStream bytes, String line) {
    String text =
        REPEAT
            .matcher(line)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        match.group(2).repeat(Integer.parseInt(match.group(1)))));
    Matcher hex = HEX.matcher(text);
    int at = 0;
    while (hex.find()) {
      bytes.writeBytes(text.substring(at, hex.start()).getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(HexFormat.of().parseHex(hex.group(1)));
      at = hex.end();
    }
    bytes.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
  }
}
