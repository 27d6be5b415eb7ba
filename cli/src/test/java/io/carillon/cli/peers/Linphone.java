package io.carillon.cli.peers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A linphonec 5.1 (Debian's linphone-cli) without sound card, driven by what would be typed into
 * it: speaks from one file, writes what it hears into another. UDP, PCMU and Opus.
 */
public final class Linphone implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(15);

  private final Process process;
  private final Path screen;
  private final Path heard;
  private final Writer keyboard;

  private Linphone(Process process, Path screen, Path heard) {
    this.process = process;
    this.screen = screen;
    this.heard = heard;
    this.keyboard = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts it and waits until it takes commands.
   *
   * @param user of its address
   * @param codec PCMU or opus
   * @param hertz of the tone it hums at -20 dB
   */
  public static Linphone start(String user, String codec, int hertz, Path parent) {
    int port = FreePorts.next(4);
    Path folder = parent.resolve("linphone-" + user + "-" + port).toAbsolutePath();
    Path hum = folder.resolve("hum.wav");
    Path heard = folder.resolve("heard.wav");
    Path screen = folder.resolve("screen");
    try {
      // Without these two folders it does not even open its ports.
      Files.createDirectories(folder.resolve(".local/share/linphone"));
      Files.createDirectories(folder.resolve(".config/linphone"));
      Files.writeString(folder.resolve("rc"), configuration(port, codec));
      WaveFile.tone(16_000, hertz, -20, Duration.ofMinutes(2)).write(hum);
      ProcessBuilder builder =
          new ProcessBuilder("linphonec", "-d", "5", "-l", folder + "/log", "-c", folder + "/rc")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(screen.toFile());
      builder.environment().put("HOME", folder.toString());
      builder.environment().put("PULSE_RUNTIME_PATH", folder.toString());
      Linphone phone = new Linphone(builder.start(), screen, heard);
      phone.awaitScreen("linphonec>");
      phone.type("soundcard use files");
      phone.awaitScreen("instead of soundcard");
      phone.type("play " + hum);
      phone.type("record " + heard);
      return phone;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String configuration(int port, String codec) {
    StringBuilder lines = new StringBuilder();
    lines.append("[sip]\nsip_port=").append(port).append("\nsip_tcp_port=-2\nsip_tls_port=-2\n");
    lines.append("register_only_when_network_is_up=0\nuse_ipv6=0\nmedia_encryption=none\n");
    lines.append("[rtp]\naudio_rtp_port=").append(port + 2).append("\n[storage]\nuri=null\n");
    List<String> codecs =
        List.of("opus 48000", "speex 16000", "speex 8000", "PCMU 8000", "PCMA 8000");
    for (int i = 0; i < codecs.size(); i++) {
      String[] parts = codecs.get(i).split(" ");
      lines.append("[audio_codec_").append(i).append("]\nmime=").append(parts[0]);
      lines.append("\nrate=").append(parts[1]).append("\nchannels=");
      lines.append(parts[0].equals("opus") ? 2 : 1);
      lines.append("\nenabled=").append(parts[0].equals(codec) ? 1 : 0).append('\n');
    }
    return lines.toString();
  }

  /** Registers its user at a registrar, "127.0.0.4:5060", and says nothing when it is done. */
  public void register(String user, String registrar) {
    type("register sip:" + user + "@" + registrar + " sip:" + registrar + " none");
  }

  public void answerByItself() {
    type("autoanswer enable");
  }

  public void call(String uri) {
    type("call " + uri);
  }

  public void hold() {
    type("pause");
  }

  public void resume() {
    type("resume");
  }

  public void hangup() {
    type("terminate");
  }

  /** Blind transfer of its call. */
  public void transfer(String uri) {
    type("transfer " + uri);
  }

  /** Presses keys. */
  public void keys(String digits) {
    type(digits);
  }

  public void awaitConnected() {
    awaitScreen("connected.");
  }

  public void awaitEnded() {
    awaitScreen("ended");
  }

  /** Waits until a text is on its screen. */
  public void awaitScreen(String text) {
    await("linphone shows " + text + " below " + screen)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> screen().contains(text));
  }

  public String screen() {
    try {
      return Files.readString(screen, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has heard in its last call. */
  public WaveFile heard() {
    return WaveFile.read(heard);
  }

  private void type(String line) {
    try {
      keyboard.write(line + "\n");
      keyboard.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("linphonec takes no commands: " + screen(), e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
