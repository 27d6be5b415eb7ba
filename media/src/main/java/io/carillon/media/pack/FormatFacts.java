package io.carillon.media.pack;

import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.codec.CodecRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is found out once per format: its sample rate and a packet of silence. Thread-safe. */
public final class FormatFacts {
  /** What a codec with a memory needs to come to rest. */
  private static final int SETTLING_PACKETS = 10;

  private static final int MOST_KEPT = 256;

  private final CodecRegistry codecs;
  private final Map<StreamFormat, Facts> known = new ConcurrentHashMap<>();

  /**
   * @param rate Hz of the PCM the codec takes
   * @param silence a payload of silence, not to be changed
   */
  record Facts(int rate, byte[] silence) {}

  public FormatFacts(CodecRegistry codecs) {
    this.codecs = codecs;
  }

  CodecRegistry codecs() {
    return codecs;
  }

  Facts of(StreamFormat format) {
    Facts facts = known.get(format);
    if (facts == null) {
      facts = find(format);
      // Formats carry parameters from the network: a far end cannot fill the memory with them.
      if (known.size() < MOST_KEPT) {
        known.put(format, facts);
      }
    }
    return facts;
  }

  private Facts find(StreamFormat format) {
    try (AudioEncoder encoder = codecs.encoder(format.format(), format.packetMillis())) {
      short[] zeros = new short[encoder.sampleRate() / 1000 * format.packetMillis()];
      byte[] out = new byte[AudioEncoder.MAX_PAYLOAD_BYTES];
      byte[] last = new byte[0];
      for (int i = 0; i < SETTLING_PACKETS; i++) {
        int length = encoder.encode(zeros, 0, zeros.length, out, 0);
        // With discontinuous transmission the later ones are empty; something must be sent.
        if (length > 0) {
          last = Arrays.copyOf(out, length);
        }
      }
      return new Facts(encoder.sampleRate(), last);
    }
  }
}
