package io.carillon.cli.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one baresip is like.
 *
 * @param name user part of its address
 * @param transport tls, tcp or udp
 * @param codecs in its order, as baresip writes them: opus/48000/2, G722/16000, PCMU, PCMA
 * @param encryption empty, srtp (RTP/AVP with keys), srtp-mand (RTP/SAVP) or srtp-mandf (RTP/SAVPF)
 * @param answer auto or manual
 * @param microphone what it sends; it falls silent at the end
 * @param extra further lines of its configuration file
 * @param account further parameters of its account, such as {@code dtmfmode=info}
 */
public record BaresipSettings(
    String name,
    String transport,
    List<String> codecs,
    String encryption,
    String answer,
    WaveFile microphone,
    List<String> extra,
    List<String> account) {

  public static final String OPUS = "opus/48000/2";
  // Its G.722 is registered with the rate of the audio, not with the RTP clock of 8000.
  public static final String G722 = "G722/16000";
  public static final String PCMU = "PCMU/8000";
  public static final String PCMA = "PCMA/8000";

  public BaresipSettings {
    codecs = List.copyOf(codecs);
    extra = List.copyOf(extra);
    account = List.copyOf(account);
  }

  /** TLS, Opus, SDES on RTP/AVP, answers by itself, sends a tone of 440 Hz at -20 dB. */
  public static BaresipSettings named(String name) {
    return new BaresipSettings(
        name, "tls", List.of(OPUS), "srtp", "auto", tone(440), List.of(), List.of());
  }

  public BaresipSettings withTransport(String value) {
    return new BaresipSettings(name, value, codecs, encryption, answer, microphone, extra, account);
  }

  public BaresipSettings withCodecs(String... values) {
    return new BaresipSettings(
        name, transport, List.of(values), encryption, answer, microphone, extra, account);
  }

  public BaresipSettings withEncryption(String value) {
    return new BaresipSettings(name, transport, codecs, value, answer, microphone, extra, account);
  }

  public BaresipSettings withAnswer(String value) {
    return new BaresipSettings(
        name, transport, codecs, encryption, value, microphone, extra, account);
  }

  public BaresipSettings withMicrophone(WaveFile value) {
    return new BaresipSettings(name, transport, codecs, encryption, answer, value, extra, account);
  }

  public BaresipSettings withTone(int hertz) {
    return withMicrophone(tone(hertz));
  }

  public BaresipSettings withExtra(String... lines) {
    return new BaresipSettings(
        name, transport, codecs, encryption, answer, microphone, List.of(lines), account);
  }

  public BaresipSettings withAccount(String... parameters) {
    return new BaresipSettings(
        name, transport, codecs, encryption, answer, microphone, extra, List.of(parameters));
  }

  /** Sends every request to the server on this port, whatever address is dialled. */
  public BaresipSettings through(int port) {
    List<String> more = new ArrayList<>(account);
    more.add("outbound=\"sip:127.0.0.1:" + port + ";transport=" + transport + "\"");
    return withAccount(more.toArray(String[]::new));
  }

  /** Registers at a registrar, "127.0.0.4:5060", and sends all requests there. */
  public BaresipSettings registeredAt(String registrar) {
    List<String> more = new ArrayList<>(account);
    more.add("regint=60");
    more.add("outbound=\"sip:" + registrar + ";transport=" + transport + "\"");
    return withAccount(more.toArray(String[]::new));
  }

  /** Loud enough for every codec, quiet enough that four of them together do not clip. */
  private static WaveFile tone(int hertz) {
    return WaveFile.tone(48000, hertz, -20, Duration.ofSeconds(90));
  }
}
