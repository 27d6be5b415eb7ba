package io.carillon.cli.peers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A live capture on the loopback interface (needs the right to capture), and reading it again. */
public final class Tshark implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Path pcap;
  private final int markerPort;
  private final PeerProcess process;

  private Tshark(Path pcap, int markerPort, PeerProcess process) {
    this.pcap = pcap;
    this.markerPort = markerPort;
    this.process = process;
  }

  /**
   * Starts capturing; packets sent after this returns are caught.
   *
   * @param filter of libpcap: "udp portrange 30000-32700 or tcp port 5061"
   */
  public static Tshark capture(Path pcap, String filter) {
    Path file = pcap.toAbsolutePath();
    int markerPort = FreePorts.next(1);
    PeerProcess process =
        PeerProcess.start(
            file.getParent(),
            file.resolveSibling(file.getFileName() + ".log"),
            List.of(
                "tshark",
                "-i",
                "lo",
                "-q",
                "-f",
                "(" + filter + ") or udp port " + markerPort,
                "-a",
                "duration:600",
                "-w",
                file.toString()));
    Tshark capture = new Tshark(file, markerPort, process);
    try {
      process.awaitLog("Capturing on", Duration.ofSeconds(20));
      capture.awaitMarker("capture begins");
      return capture;
    } catch (RuntimeException | Error e) {
      process.close();
      throw e;
    }
  }

  /** Ends the capture; packets sent before are in the file. */
  public Path stop() {
    awaitMarker("capture ends");
    process.close();
    return pcap;
  }

  /** The kernel hands packets over late and in order: once ours is there, those before are too. */
  private void awaitMarker(String text) {
    byte[] marker = (text + " " + markerPort).getBytes(StandardCharsets.US_ASCII);
    try (DatagramSocket socket = new DatagramSocket()) {
      await(text)
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                InetAddress loopback = InetAddress.getLoopbackAddress();
                socket.send(new DatagramPacket(marker, marker.length, loopback, markerPort));
                return Files.exists(pcap)
                    && new String(Files.readAllBytes(pcap), StandardCharsets.ISO_8859_1)
                        .contains(text + " " + markerPort);
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What reading a capture takes: "-d", "udp.port==30000-32700,rtp" and the like. */
  public record Reading(Path pcap, List<String> options) {
    public Reading(Path pcap, String... options) {
      this(pcap, Arrays.asList(options));
    }

    /**
     * One line per packet and expert note of severity error, and per malformed packet; empty when
     * others find nothing wrong with our packets.
     */
    public List<String> problems() {
      return lines(
          "_ws.malformed || _ws.expert.severity == \"Error\"",
          "frame.number",
          "frame.protocols",
          "_ws.expert.message",
          "_ws.col.Info");
    }

    /** How many packets a display filter lets through. */
    public int count(String filter) {
      return lines(filter, "frame.number").size();
    }

    /** Fields of the packets a display filter lets through, one line each, tabs between. */
    public List<String> lines(String filter, String... fields) {
      List<String> words =
          new ArrayList<>(List.of("tshark", "-n", "-r", pcap.toString(), "-Y", filter));
      words.addAll(options);
      words.addAll(List.of("-T", "fields"));
      for (String field : fields) {
        words.addAll(List.of("-e", field));
      }
      return Command.succeed(LONGEST, words).output().lines().toList();
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
