package io.carillon.media.codec;

import io.carillon.media.session.PayloadFormat;
import io.github.jaredmdobson.concentus.CodecHelpers;
import java.util.Locale;
import java.util.Optional;

/** The codecs of the house: opus, G722, PCMU and PCMA. Immutable. */
public final class Codecs implements CodecRegistry {
  private final OpusSettings opus;
  private final boolean nativeOpus;
  private final String opusImplementation;

  /** Opus by libopus where it is installed, in Java elsewhere. */
  public Codecs() {
    this(OpusSettings.DEFAULT);
  }

  /**
   * @param opus what we want of Opus; each far end's parameters narrow it down
   */
  public Codecs(OpusSettings opus) {
    this(opus, LibOpus.version());
  }

  private Codecs(OpusSettings opus, Optional<String> library) {
    this.opus = opus;
    nativeOpus = library.isPresent();
    opusImplementation =
        library
            .map(version -> version + " (native)")
            .orElse("Concentus " + CodecHelpers.GetVersionString() + " (Java, no libopus.so.0)");
  }

  /** Opus in Java even where libopus is installed. */
  public static Codecs withoutNative(OpusSettings opus) {
    return new Codecs(opus, Optional.empty());
  }

  @Override
  public boolean supports(PayloadFormat format) {
    return switch (name(format)) {
      case "pcmu", "pcma", "g722" -> format.clockRate() == 8000 && format.channels() == 1;
      case "opus" -> format.clockRate() == 48_000;
      default -> false;
    };
  }

  @Override
  public AudioEncoder encoder(PayloadFormat format, int packetMillis) {
    requireSupported(format);
    return switch (name(format)) {
      case "pcmu" -> new G711Encoder(G711Law.MU);
      case "pcma" -> new G711Encoder(G711Law.A);
      case "g722" -> new G722Encoder();
      default -> opusEncoder(opus.forFarEnd(format.parameters()));
    };
  }

  private AudioEncoder opusEncoder(OpusSettings settings) {
    return nativeOpus ? new LibOpusEncoder(settings) : new ConcentusEncoder(settings);
  }

  @Override
  public AudioDecoder decoder(PayloadFormat format) {
    requireSupported(format);
    return switch (name(format)) {
      case "pcmu" -> new G711Decoder(G711Law.MU);
      case "pcma" -> new G711Decoder(G711Law.A);
      case "g722" -> new G722Decoder();
      default ->
          nativeOpus
              ? new LibOpusDecoder(opus.sampleRate())
              : new ConcentusDecoder(opus.sampleRate());
    };
  }

  @Override
  public int packetMillis(PayloadFormat format, int wishedMillis) {
    int wished = Math.clamp(wishedMillis, 10, 60);
    if (!format.is("opus")) {
      return wished / 10 * 10;
    }
    return wished < 20 ? 10 : wished < 40 ? 20 : wished < 60 ? 40 : 60;
  }

  @Override
  public String opusImplementation() {
    return opusImplementation;
  }

  private void requireSupported(PayloadFormat format) {
    if (!supports(format)) {
      throw new IllegalArgumentException("no codec for " + format);
    }
  }

  private static String name(PayloadFormat format) {
    return format.encodingName().toLowerCase(Locale.ROOT);
  }
}
