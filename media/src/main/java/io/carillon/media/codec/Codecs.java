package io.carillon.media.codec;

import io.carillon.media.session.PayloadFormat;
import java.util.Locale;

/** The codecs of the house: opus, G722, PCMU and PCMA. Immutable. */
public final class Codecs implements CodecRegistry {

  @Override
  public boolean supports(PayloadFormat format) {
    return switch (name(format)) {
      case "pcmu", "pcma" -> format.clockRate() == 8000 && format.channels() == 1;
      default -> false;
    };
  }

  @Override
  public AudioEncoder encoder(PayloadFormat format, int packetMillis) {
    requireSupported(format);
    return switch (name(format)) {
      case "pcmu" -> new G711Encoder(G711Law.MU);
      default -> new G711Encoder(G711Law.A);
    };
  }

  @Override
  public AudioDecoder decoder(PayloadFormat format) {
    requireSupported(format);
    return switch (name(format)) {
      case "pcmu" -> new G711Decoder(G711Law.MU);
      default -> new G711Decoder(G711Law.A);
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
    return "none";
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
