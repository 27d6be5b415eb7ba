package io.carillon.media.relay;

import io.carillon.media.dsp.Resampler;
import io.carillon.media.dtmf.TelephoneEvent;
import io.carillon.media.loop.Tick;
import io.carillon.media.mix.AudioFrame;
import io.carillon.media.pack.AudioPacketizer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One direction of a call of two. Each packet of audio decides by its format whether it is relayed
 * as it is, at once, or decoded and encoded tick by tick; the first packet of another kind switches
 * over. While the speaker is muted the listening leg is sent silence at full rate; while nothing
 * comes at all it is sent some packets of silence and then one a second, so that a far end behind a
 * NAT, or one that waits for our first packet or counts the seconds without any, hears something.
 *
 * <p>Keys pressed are passed on as they come where audio is relayed, else sent anew.
 *
 * <p>Owned by the event loop of both legs; allocates nothing per packet.
 */
public final class RelayWay {
  /** A source that is silent for longer is gone: longer than between two packets of Opus DTX. */
  private static final long SILENT_NANOS = 500_000_000L;

  /** Ticks of silence that are sent in full once nothing comes: 200 ms. */
  private static final int FIRST_SILENT_TICKS = 10;

  private static final int NO_TYPE = -1;

  private final RelayLeg from;
  private final RelayLeg to;
  private final Consumer<Character> undelivered;

  private RelayTypes types = new RelayTypes();
  private boolean relaying;
  private int audioType = NO_TYPE;
  private boolean comfortNoise;
  private long heardAt;
  private int silentTicks;

  private int eventType = RelayTypes.LEAVE_OUT;
  private int eventTimestamp;
  private boolean passing;
  private int passingTimestamp;

  /** Of this tick; null while nothing is decoded. */
  private AudioFrame frame;

  private Resampler resampler;
  private short[] converted;

  /**
   * @param undelivered told of keys that can be sent neither by telephone-events nor as tones
   */
  RelayWay(RelayLeg from, RelayLeg to, Consumer<Character> undelivered) {
    this.from = from;
    this.to = to;
    this.undelivered = undelivered;
  }

  /** One of the legs has another plan. */
  void changed() {
    boolean both = from.plan() != null && to.plan() != null;
    types =
        both
            ? new RelayTypes(from.plan(), to.plan(), from.packetMillis() == to.packetMillis())
            : new RelayTypes();
    if (relaying && types.of(audioType) < 0) {
      decode();
    }
  }

  /** A packet of audio has arrived; it decides what is done with it and those after it. */
  public void audio(int type, long arrivalNanos) {
    heardAt = arrivalNanos;
    comfortNoise = false;
    audioType = type;
    boolean passes = types.of(type) >= 0 && !from.muted();
    if (passes) {
      relaying = true;
      silentTicks = 0;
    } else if (relaying) {
      decode();
    }
  }

  /** A packet of comfort noise has arrived. */
  public void comfortNoise(long arrivalNanos) {
    heardAt = arrivalNanos;
    comfortNoise = true;
  }

  /** A packet of a telephone-event has arrived; {@link #key} follows when it begins a key. */
  public void event(int type, int timestamp, long arrivalNanos) {
    heardAt = arrivalNanos;
    eventType = types.of(type);
    eventTimestamp = timestamp;
  }

  /**
   * The far end has pressed a key.
   *
   * @param byEvent by the packet {@link #event} was told of, else by signalling
   */
  public void key(char digit, boolean byEvent) {
    if (byEvent && eventType >= 0 && relaying && !to.ownSound()) {
      passing = true;
      passingTimestamp = eventTimestamp;
      return;
    }
    CompletableFuture<Boolean> sent = new CompletableFuture<>();
    sent.thenAccept(
        done -> {
          if (!done) {
            undelivered.accept(digit);
          }
        });
    to.press(digit, sent);
  }

  /** Whether keys heard as tones go on by other means; else the tones pass as they are. */
  public boolean convertsTones() {
    return !to.keysAsTones();
  }

  private void decode() {
    relaying = false;
    if (!from.tapped()) {
      from.restartPlayout();
    }
  }

  /** Whether packets are to go to the jitter buffer. */
  public boolean decoding() {
    return !relaying || from.tapped();
  }

  /**
   * Sends a packet on, if it is to be relayed. What is in the buffer is overwritten.
   *
   * @param payload where the payload begins, at least 12 bytes into the buffer
   * @param event whether it is a telephone-event
   */
  public void forward(
      byte[] buf,
      int payload,
      int length,
      int type,
      boolean event,
      boolean marker,
      int ssrc,
      int sequence,
      int timestamp,
      long nowNanos) {
    if (!relaying || to.ownSound()) {
      return;
    }
    int theirs = event ? eventType : types.of(type);
    if (theirs < 0 || (event && !passes(buf, payload, length, timestamp))) {
      to.leaveOut();
      return;
    }
    to.forward(buf, payload, length, theirs, marker, ssrc, sequence, timestamp, nowNanos);
  }

  /**
   * Passes on a datagram that is no RTP.
   *
   * @return false when the other leg carries no such datagrams
   */
  public boolean datagram(byte[] buf, int offset, int length) {
    if (!to.carriesDatagrams()) {
      return false;
    }
    to.passDatagram(buf, offset, length);
    return true;
  }

  /** Of keys only those that counted when they began; other events as they come. */
  private boolean passes(byte[] buf, int payload, int length, int timestamp) {
    if (length != TelephoneEvent.BYTES) {
      return false;
    }
    if (TelephoneEvent.digit(TelephoneEvent.event(buf, payload)) == 0) {
      return true;
    }
    if (passing && timestamp - passingTimestamp == TelephoneEvent.MAX_DURATION) {
      passingTimestamp = timestamp; // a long press goes on (RFC 4733 2.5.1.3)
    }
    return passing && timestamp == passingTimestamp;
  }

  /** A tick begins: takes what was said, where it is decoded. */
  void receive(long dueNanos) {
    if (relaying && !comfortNoise && dueNanos - heardAt > SILENT_NANOS) {
      decode();
    }
    frame = null;
    if (decoding()) {
      frame = from.receive(dueNanos);
    } else {
      from.skip(dueNanos);
    }
  }

  /** Both legs have been heard: what is not relayed is sent now. */
  void send() {
    AudioPacketizer packetizer = to.packetizer();
    if (packetizer == null) {
      return;
    }
    if (to.ownSound()) {
      to.stopForwarding();
      to.sendOwnSound();
    } else if (!relaying) {
      to.stopForwarding();
      say(packetizer);
    }
  }

  private void say(AudioPacketizer packetizer) {
    int count;
    boolean sent = true;
    if (from.muted() || !frame.present()) {
      count = packetizer.pushSilence();
      sent = from.muted() || silenceDue();
    } else if (frame.rate() == packetizer.rate()) {
      count = packetizer.push(frame.pcm(), 0);
    } else {
      convert(packetizer.rate());
      count = packetizer.push(converted, 0);
    }
    if (frame.present()) {
      silentTicks = 0;
    }
    for (int i = 0; i < count; i++) {
      to.send(packetizer.payload(i), sent ? packetizer.length(i) : 0, packetizer.ticks());
    }
  }

  /** Whether silence is worth a packet now. */
  private boolean silenceDue() {
    int ticks = silentTicks++;
    return ticks < FIRST_SILENT_TICKS || ticks % Tick.PER_SECOND < packetTicks();
  }

  /** Ticks in a packet, so that one is sent whole in the second it is due. */
  private int packetTicks() {
    return Math.max(1, to.packetMillis() / Tick.MILLIS);
  }

  private void convert(int rate) {
    if (resampler == null || resampler.fromHz() != frame.rate() || resampler.toHz() != rate) {
      resampler = new Resampler(frame.rate(), rate);
      converted = new short[rate / Tick.PER_SECOND + 1];
    }
    resampler.process(frame.pcm(), 0, frame.samples(), converted, 0);
  }
}
