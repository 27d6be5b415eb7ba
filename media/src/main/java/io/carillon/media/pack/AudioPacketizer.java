package io.carillon.media.pack;

import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.codec.CodecRegistry;
import io.carillon.media.loop.Tick;
import java.util.Arrays;

/**
 * Cuts frames of 20 ms into packets of the packet time agreed on and encodes them. Silence costs no
 * encoding once the encoder has come to rest. Owned by one event loop; allocates nothing but its
 * encoder, which is made for the first sound.
 *
 * <p>After a push, {@link #payload}, {@link #length} of the packets that became ready hold until
 * the next push.
 */
public final class AudioPacketizer implements AutoCloseable {
  /** Silent ticks that are still encoded, for the encoder's memory to fade. */
  private static final int SETTLING_TICKS = 8;

  private final StreamFormat format;
  private final CodecRegistry codecs;
  private final byte[] silence;
  private final int rate;
  private final int frame;
  private final int packet;
  private final int ticks;
  private final short[] buffer;
  private final byte[][] payloads;
  private final int[] lengths;
  private final byte[][] ready;

  private AudioEncoder encoder;
  private int buffered;
  private int silentTicks;

  /**
   * @param format its codec must be known to the registry behind the facts
   */
  public AudioPacketizer(StreamFormat format, FormatFacts facts) {
    FormatFacts.Facts fact = facts.of(format);
    this.format = format;
    this.codecs = facts.codecs();
    this.silence = fact.silence();
    this.rate = fact.rate();
    this.frame = rate / Tick.PER_SECOND;
    this.packet = rate / 1000 * format.packetMillis();
    this.ticks = format.format().clockRate() / 1000 * format.packetMillis();
    int most = (Tick.MILLIS + format.packetMillis() - 1) / format.packetMillis();
    this.buffer = new short[packet + frame];
    this.payloads = new byte[most][AudioEncoder.MAX_PAYLOAD_BYTES];
    this.lengths = new int[most];
    this.ready = new byte[most][];
    this.silentTicks = SETTLING_TICKS;
  }

  public StreamFormat format() {
    return format;
  }

  /** Hz of the PCM taken. */
  public int rate() {
    return rate;
  }

  /** RTP timestamp ticks of one packet. */
  public int ticks() {
    return ticks;
  }

  /** No part of a packet is waiting: the moment to change from one stream to another. */
  public boolean atBoundary() {
    return buffered == 0;
  }

  /** Drops what waits for a packet to become full. */
  public void drop() {
    buffered = 0;
  }

  /**
   * Takes 20 ms of sound.
   *
   * @return packets that became ready, 0-2
   */
  public int push(short[] pcm, int offset) {
    silentTicks = 0;
    System.arraycopy(pcm, offset, buffer, buffered, frame);
    buffered += frame;
    return encode();
  }

  /** Takes 20 ms of silence; returns the packets that became ready, 0-2. */
  public int pushSilence() {
    Arrays.fill(buffer, buffered, buffered + frame, (short) 0);
    buffered += frame;
    if (silentTicks < SETTLING_TICKS) {
      silentTicks++;
      return encode();
    }
    int count = buffered / packet;
    for (int i = 0; i < count; i++) {
      ready[i] = silence;
      lengths[i] = silence.length;
    }
    keep(count * packet);
    return count;
  }

  /** Lets 20 ms pass without a listener: packets become due but are not made. */
  public void pass() {
    buffered += frame;
    keep(buffered / packet * packet);
    Arrays.fill(buffer, 0, buffered, (short) 0);
  }

  private int encode() {
    if (encoder == null) {
      encoder = codecs.encoder(format.format(), format.packetMillis());
    }
    int count = buffered / packet;
    for (int i = 0; i < count; i++) {
      lengths[i] = encoder.encode(buffer, i * packet, packet, payloads[i], 0);
      ready[i] = payloads[i];
    }
    keep(count * packet);
    return count;
  }

  private void keep(int used) {
    if (used > 0) {
      buffered -= used;
      System.arraycopy(buffer, used, buffer, 0, buffered);
    }
  }

  /** Bytes of a packet that became ready. */
  public byte[] payload(int index) {
    return ready[index];
  }

  /** Their number; 0 = discontinuous transmission, nothing is to be sent. */
  public int length(int index) {
    return lengths[index];
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
  }
}
