package io.carillon.cli.peers;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A baresip 1.0.0 (Debian's baresip-core) without sound card, driven over its control port.
 *
 * <p>What it takes to run it so:
 *
 * <ul>
 *   <li>{@code net_interface lo} is refused ("could not get IPv4 address"): loopback interfaces are
 *       passed over. An address instead of a name is taken.
 *   <li>Its aufile module is a source only: it has no player. What it hears is written by the
 *       filter sndfile, after decoding, at the rate and with the channels of the codec.
 *   <li>{@code sip_listen} names the port of UDP and TCP; TLS listens one above.
 *   <li>After a re-INVITE from either side it goes on decoding but has lost that filter, so what it
 *       hears is only written up to then; {@link #packetsReceived} goes on counting.
 *   <li>It adds {@code ;transport=} of its account to every address it dials: give it none, or the
 *       request URI has two.
 *   <li>It never checks the certificate of a server, and needs one of its own to listen.
 *   <li>Offers carry telephone-event/8000 only, also with Opus, and one SRTP suite.
 *   <li>{@code sndcode} plays several digits one after another, 240 ms each.
 * </ul>
 */
public final class Baresip implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int PORTS = 16;

  private final BaresipSettings settings;
  private final Path folder;
  private final int port;
  private final PeerProcess process;
  private final BaresipControl control;
  private int commands;

  private Baresip(
      BaresipSettings settings,
      Path folder,
      int port,
      PeerProcess process,
      BaresipControl control) {
    this.settings = settings;
    this.folder = folder;
    this.port = port;
    this.process = process;
    this.control = control;
  }

  /**
   * Starts it and waits until it can be called and controlled.
   *
   * @param parent a folder below target/; its own folder is made there, named after it
   */
  public static Baresip start(BaresipSettings settings, Path parent) {
    // UDP and TCP, TLS, control, then RTP.
    int port = FreePorts.next(PORTS);
    Path folder = parent.resolve("baresip-" + settings.name() + "-" + port).toAbsolutePath();
    try {
      Files.createDirectories(folder);
      settings.microphone().write(folder.resolve("microphone.wav"));
      Files.write(folder.resolve("config"), config(settings, folder, port));
      Files.writeString(folder.resolve("accounts"), account(settings, port) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // -t ends it in any case, even when this Java is killed.
    PeerProcess process =
        PeerProcess.start(
            folder,
            folder.resolve("log"),
            List.of("baresip", "-f", folder.toString(), "-s", "-t", "600"));
    try {
      process.awaitLog("baresip is ready", SOON);
      return new Baresip(settings, folder, port, process, connect(port + 2));
    } catch (RuntimeException | Error e) {
      process.close();
      throw e;
    }
  }

  private static BaresipControl connect(int port) {
    return await("control port of baresip")
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptionsInstanceOf(ConnectException.class)
        .until(() -> BaresipControl.connect(port), control -> true);
  }

  private static List<String> config(BaresipSettings settings, Path folder, int port) {
    Path certificate = TestCertificate.in(folder).both();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "poll_method epoll",
                "sip_listen 127.0.0.1:" + port,
                "sip_certificate " + certificate,
                "net_interface 127.0.0.1",
                "ctrl_tcp_listen 127.0.0.1:" + (port + 2),
                // No ring tones: there is nothing to play them on.
                "audio_path " + folder,
                "ringback_disabled yes",
                "statmode_default off",
                "audio_source aufile," + folder.resolve("microphone.wav"),
                "ausrc_srate " + settings.microphone().sampleRate(),
                "ausrc_channels 1",
                "snd_path " + folder,
                "rtp_ports " + (port + 4) + "-" + (port + PORTS),
                "jitter_buffer_delay 2-5",
                "opus_bitrate 32000",
                "opus_complexity 4",
                "module_path /usr/lib/baresip/modules"));
    // sndfile stands before the codecs: filters run in the order of their modules.
    for (String module : List.of("aufile", "sndfile", "opus", "g722", "g711", "srtp")) {
      lines.add("module " + module + ".so");
    }
    for (String module : List.of("uuid", "account")) {
      lines.add("module_tmp " + module + ".so");
    }
    for (String module : List.of("menu", "ctrl_tcp")) {
      lines.add("module_app " + module + ".so");
    }
    lines.addAll(settings.extra());
    return lines;
  }

  private static String account(BaresipSettings settings, int port) {
    int sipPort = settings.transport().equals("tls") ? port + 1 : port;
    return "<sip:%s@127.0.0.1:%d;transport=%s>%s;answermode=%s;audio_codecs=%s%s%s"
        .formatted(
            settings.name(),
            sipPort,
            settings.transport(),
            settings.account().contains("regint=60") ? "" : ";regint=0",
            settings.answer(),
            String.join(",", settings.codecs()),
            settings.encryption().isEmpty() ? "" : ";mediaenc=" + settings.encryption(),
            settings.account().stream().map(p -> ";" + p).collect(Collectors.joining()));
  }

  /** Its address for another baresip of the same transport to dial. */
  public String uri() {
    return "sip:" + settings.name() + "@127.0.0.1:" + sipPort();
  }

  /** Where it listens with its transport. */
  public int sipPort() {
    return settings.transport().equals("tls") ? port + 1 : port;
  }

  /** Filter of libpcap for all it sends and receives on its own ports, SIP and RTP. */
  public String captureFilter() {
    return "portrange " + port + "-" + (port + PORTS - 1);
  }

  /** Calls an address without a transport parameter; its account's is added. */
  public void dial(String uri) {
    command("dial", uri);
  }

  /** Presses keys (0-9 * # A-D) as RFC 4733 events; they are sent one after another. */
  public void digits(String keys) {
    command("sndcode", keys);
  }

  public void hangup() {
    command("hangup", "");
  }

  /** Answers a ringing call when it does not do so by itself. */
  public void accept() {
    command("accept", "");
  }

  /** Re-INVITE with a=sendonly. */
  public void hold() {
    command("hold", "");
  }

  /** Re-INVITE with a=sendrecv. */
  public void resume() {
    command("resume", "");
  }

  /** Runs any of its commands by its long name and waits for the response. */
  public String command(String name, String parameters) {
    String token = name + "-" + commands++;
    control.send(name, parameters, token);
    JsonNode response =
        await("baresip answers " + name)
            .atMost(SOON)
            .pollInterval(Duration.ofMillis(10))
            .until(
                () ->
                    control.responses().stream()
                        .filter(r -> r.path("token").asText().equals(token))
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    return response.path("data").asText();
  }

  /** Waits until a call is up; its log is shown when it does not come. */
  public void awaitEstablished() {
    awaitEvent("CALL_ESTABLISHED", SOON);
  }

  /** Waits until the call has ended. */
  public String awaitClosed(Duration longest) {
    return awaitEvent("CALL_CLOSED", longest);
  }

  /**
   * Waits for the first event of a type: CALL_RINGING, CALL_ESTABLISHED, CALL_RTPESTAB,
   * CALL_DTMF_START, CALL_CLOSED (its parameter says why), ...
   *
   * @return its parameter
   */
  public String awaitEvent(String type, Duration longest) {
    try {
      return await(settings.name() + " sees " + type)
          .atMost(longest)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> events(type), found -> !found.isEmpty())
          .getFirst();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "\n" + log(), e);
    }
  }

  /** Parameters of all events of a type so far. */
  public List<String> events(String type) {
    return control.events().stream()
        .filter(event -> event.path("type").asText().equals(type))
        .map(event -> event.path("param").asText())
        .toList();
  }

  /** Keys it was sent, in order. */
  public String digitsHeard() {
    return String.join("", events("CALL_DTMF_START"));
  }

  /** Its log with every SIP message. */
  public String log() {
    return process.log();
  }

  /** RTP packets its call has received so far, those that could not be decrypted left out. */
  public int packetsReceived() {
    return audioDebug("rcvd=(\\d+)");
  }

  /** RTP packets its call has sent so far. */
  public int packetsSent() {
    return audioDebug("TX: packets=(\\d+)");
  }

  private int audioDebug(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(command("audio_debug", ""));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /**
   * What it has heard in its last call, as it came out of the decoder: so far, or up to the first
   * re-INVITE.
   */
  public WaveFile heard() {
    return WaveFile.read(heardFile());
  }

  /** Waits until it has heard at least so much. */
  public WaveFile awaitHeard(Duration least) {
    return await(settings.name() + " hears " + least.toMillis() + " ms")
        .atMost(least.plus(SOON))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsMatching(e -> e instanceof NoSuchElementException)
        .until(this::heard, sound -> sound.length().compareTo(least) >= 0);
  }

  private Path heardFile() {
    // "dump-2026-11-20-14-30-11-dec.wav": the names sort by time, to the second.
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("dump-.*-dec\\.wav"))
          .max(Path::compareTo)
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends its calls with BYE and then itself. */
  @Override
  public void close() {
    control.close();
    process.close();
  }
}
