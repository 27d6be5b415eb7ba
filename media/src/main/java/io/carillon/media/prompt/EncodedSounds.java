package io.carillon.media.prompt;

import io.carillon.core.concurrent.BoundedWorker;
import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.codec.CodecRegistry;
import io.carillon.media.pack.StreamFormat;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Keeps sounds encoded, so that a prompt to a leg costs no encoding. The first request for a pair
 * of sound and format finds nothing and has it encoded in the background; the leg encodes for
 * itself meanwhile. Least recently used ones go when the memory set is used up.
 *
 * <p>Thread-safe; asked at the start of a sound, not per packet.
 */
public final class EncodedSounds implements AutoCloseable {
  private static final int MOST_WAITING = 256;

  private record Key(Sound sound, StreamFormat format) {}

  private final CodecRegistry codecs;
  private final long mostBytes;
  private final Map<Key, EncodedSound> kept = new LinkedHashMap<>(64, 0.75f, true);
  private final Set<Key> underWay = new HashSet<>();
  private final BoundedWorker<Key> worker =
      new BoundedWorker<>("encode-prompts", MOST_WAITING, this::encode);
  private long bytes;

  /**
   * @param mostBytes of payload that is kept, at least 1 MB
   */
  public EncodedSounds(CodecRegistry codecs, long mostBytes) {
    this.codecs = codecs;
    this.mostBytes = Math.max(mostBytes, 1 << 20);
  }

  /** The sound in that format, or null when it is not ready. */
  EncodedSound find(Sound sound, StreamFormat format) {
    Key key = new Key(sound, format);
    synchronized (kept) {
      EncodedSound found = kept.get(key);
      if (found == null && underWay.add(key) && !worker.offer(key)) {
        underWay.remove(key);
      }
      return found;
    }
  }

  private void encode(Key key) {
    EncodedSound encoded = encoded(key.sound(), key.format());
    synchronized (kept) {
      underWay.remove(key);
      kept.put(key, encoded);
      bytes += encoded.bytes();
      var oldest = kept.values().iterator();
      while (bytes > mostBytes && oldest.hasNext()) {
        bytes -= oldest.next().bytes();
        oldest.remove();
      }
    }
  }

  private EncodedSound encoded(Sound sound, StreamFormat format) {
    try (AudioEncoder encoder = codecs.encoder(format.format(), format.packetMillis())) {
      short[] pcm = sound.pcm(encoder.sampleRate());
      int samples = encoder.sampleRate() / 1000 * format.packetMillis();
      byte[][] packets = new byte[pcm.length / samples][];
      byte[] out = new byte[AudioEncoder.MAX_PAYLOAD_BYTES];
      int sum = 0;
      for (int i = 0; i < packets.length; i++) {
        int length = encoder.encode(pcm, i * samples, samples, out, 0);
        packets[i] = Arrays.copyOf(out, length);
        sum += length;
      }
      return new EncodedSound(packets, sum);
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
