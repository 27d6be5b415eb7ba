package io.carillon.benchmarks.relay;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's rtpengine on 127.0.0.1, in user space: without its kernel module. */
final class RtpengineRelay implements Relay {
  private static final int START_ATTEMPTS = 100;
  private static final Pattern PORT = Pattern.compile("(?m)^m=audio (\\d+) ");
  private static final Pattern KEY =
      Pattern.compile("(?m)^a=crypto:\\d+ AES_CM_128_HMAC_SHA1_80 inline:([^|\\s]+)");

  private final DatagramSocket control = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final InetSocketAddress address;
  private final Process process;
  private final List<Map<String, Object>> calls = new ArrayList<>();
  private int cookie;

  /**
   * @param folder for its log
   */
  RtpengineRelay(Path folder) throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
    }
    process =
        new ProcessBuilder(
                "rtpengine",
                "--foreground",
                "--log-stderr",
                "--log-level=4",
                "--table=-1",
                "--interface=127.0.0.1",
                "--listen-ng=127.0.0.1:" + address.getPort(),
                "--port-min=30000",
                "--port-max=39999",
                "--delete-delay=0")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("rtpengine.log").toFile())
            .start();
    control.setSoTimeout(100);
    awaitReady();
    control.setSoTimeout(10_000);
  }

  private void awaitReady() throws IOException {
    for (int i = 0; i < START_ATTEMPTS; i++) {
      try {
        ask(Map.of("command", "ping"));
        return;
      } catch (SocketTimeoutException notYet) {
        if (!process.isAlive()) {
          throw new IOException("rtpengine ended with " + process.exitValue(), notYet);
        }
      }
    }
    process.destroyForcibly();
    throw new IOException("rtpengine does not answer");
  }

  @Override
  public String name() {
    return "rtpengine";
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Ends call(InetSocketAddress one, byte[] key, InetSocketAddress other) throws IOException {
    Map<String, Object> call = Map.of("call-id", "call-" + calls.size(), "from-tag", "one");
    calls.add(call);
    Map<String, Object> offer = new TreeMap<>(call);
    offer.put("command", "offer");
    offer.put("ICE", "remove");
    offer.put("DTLS", "off");
    offer.put("transport-protocol", "RTP/AVP");
    offer.put("sdp", sdp(one, key));
    String offered = ask(offer);
    Map<String, Object> answer = new TreeMap<>(call);
    answer.put("command", "answer");
    answer.put("to-tag", "other");
    answer.put("ICE", "remove");
    answer.put("sdp", sdp(other, null));
    String answered = ask(answer);
    return new Ends(
        address(answered),
        key == null ? null : Base64.getDecoder().decode(find(KEY, answered)),
        address(offered));
  }

  private static String sdp(InetSocketAddress phone, byte[] key) {
    String crypto =
        key == null
            ? ""
            : "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"
                + Base64.getEncoder().encodeToString(key)
                + "\r\n";
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
        + phone.getPort()
        + (key == null ? " RTP/AVP" : " RTP/SAVP")
        + " 0\r\na=rtpmap:0 PCMU/8000\r\na=ptime:20\r\n"
        + crypto;
  }

  private static InetSocketAddress address(String sdp) throws IOException {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), Integer.parseInt(find(PORT, sdp)));
  }

  private static String find(Pattern pattern, String text) throws IOException {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IOException("no " + pattern + " in " + text);
    }
    return found.group(1);
  }

  /** The SDP of the answer, empty when it has none. */
  private String ask(Map<String, Object> command) throws IOException {
    byte[] request =
        (++cookie + " " + Bencode.encode(command)).getBytes(StandardCharsets.ISO_8859_1);
    control.send(new DatagramPacket(request, request.length, address));
    byte[] buffer = new byte[65_535];
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    String answer;
    do {
      control.receive(packet);
      answer = new String(buffer, 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    } while (!answer.startsWith(cookie + " "));
    Map<?, ?> fields = (Map<?, ?>) Bencode.decode(answer.substring(answer.indexOf(' ') + 1));
    if ("error".equals(fields.get("result"))) {
      throw new IOException(command.get("command") + ": " + fields);
    }
    return fields.get("sdp") instanceof String sdp ? sdp : "";
  }

  @Override
  public void hangUp() throws IOException {
    for (Map<String, Object> call : calls) {
      Map<String, Object> delete = new TreeMap<>(call);
      delete.put("command", "delete");
      ask(delete);
    }
    calls.clear();
  }

  @Override
  public void close() {
    control.close();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
