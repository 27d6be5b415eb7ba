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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Debian's rtpengine on 127.0.0.1, in user space: without its kernel module. */
final class RtpengineRelay implements Relay {
  private static final int START_ATTEMPTS = 100;

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
    offer.put("sdp", PhoneSdp.of(one, key));
    String offered = ask(offer);
    Map<String, Object> answer = new TreeMap<>(call);
    answer.put("command", "answer");
    answer.put("to-tag", "other");
    answer.put("ICE", "remove");
    answer.put("sdp", PhoneSdp.of(other, null));
    String answered = ask(answer);
    return new Ends(
        PhoneSdp.address(answered),
        key == null ? null : PhoneSdp.key(answered),
        PhoneSdp.address(offered));
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
