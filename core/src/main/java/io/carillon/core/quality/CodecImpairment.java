package io.carillon.core.quality;

import java.util.Locale;
import java.util.Optional;

/**
 * What a codec does to speech on the narrow-band scale of the E-model: equipment impairment Ie
 * (without loss, 0-95), packet-loss robustness Bpl (percent, the higher the more robust) and the
 * delay its framing adds.
 *
 * <p>G.711 is from ITU-T G.113 Appendix I (random loss, with its concealment of G.711 Appendix I,
 * and without). G.113 knows G.722 on the wide-band scale only (Appendix IV) and Opus not at all: on
 * the narrow-band scale, which ends where undisturbed G.711 lies, both are taken as no worse than
 * G.711 with concealment. That is our decision; it can only score a loss-free wide-band call too
 * low, never too high.
 */
public enum CodecImpairment {
  /** PCMU and PCMA with packet loss concealment. */
  G711_CONCEALED(0, 25.1, 20),
  /** PCMU and PCMA where lost packets are filled with silence. */
  G711_PLAIN(0, 4.3, 20),
  /** G.722 at 64 kbit/s with concealment; 1.5 ms of filter delay. */
  G722_CONCEALED(0, 25.1, 21.5),
  /** Opus with concealment and in-band FEC; 6.5 ms of look-ahead. */
  OPUS(0, 25.1, 26.5);

  private final double ie;
  private final double bpl;
  private final double delayMillis;

  CodecImpairment(double ie, double bpl, double delayMillis) {
    this.ie = ie;
    this.bpl = bpl;
    this.delayMillis = delayMillis;
  }

  public double ie() {
    return ie;
  }

  public double bpl() {
    return bpl;
  }

  /** Delay in ms of one 20 ms packet and the codec's look-ahead. */
  public double delayMillis() {
    return delayMillis;
  }

  /** By SDP encoding name, any case; all of ours conceal. Empty for a codec that is not known. */
  public static Optional<CodecImpairment> byEncodingName(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "PCMU", "PCMA" -> Optional.of(G711_CONCEALED);
      case "G722" -> Optional.of(G722_CONCEALED);
      case "OPUS" -> Optional.of(OPUS);
      default -> Optional.empty();
    };
  }
}
