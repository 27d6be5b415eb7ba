package io.carillon.benchmarks.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the telephones offer and answer, and what is read of a server's descriptions. */
final class PhoneSdp {
  private static final Pattern PORT = Pattern.compile("(?m)^m=audio (\\d+) ");
  private static final Pattern KEY =
      Pattern.compile("(?m)^a=crypto:\\d+ AES_CM_128_HMAC_SHA1_80 inline:([^|\\s]+)");

  private PhoneSdp() {}

  /**
   * PCMU and telephone-events, 20 ms.
   *
   * @param key SDES key and salt; null = plain RTP
   */
  static String of(InetSocketAddress phone, byte[] key) {
    String crypto =
        key == null
            ? ""
            : "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"
                + Base64.getEncoder().encodeToString(key)
                + "\r\n";
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
        + phone.getPort()
        + (key == null ? " RTP/AVP" : " RTP/SAVP")
        + " 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n"
        + "a=fmtp:101 0-15\r\na=ptime:20\r\n"
        + crypto;
  }

  static InetSocketAddress address(String sdp) throws IOException {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), Integer.parseInt(find(PORT, sdp)));
  }

  static byte[] key(String sdp) throws IOException {
    return Base64.getDecoder().decode(find(KEY, sdp));
  }

  private static String find(Pattern pattern, String text) throws IOException {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IOException("no " + pattern + " in " + text);
    }
    return found.group(1);
  }
}
