package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.media.codec.AudioDecoder;
import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.dtmf.ToneDetector;
import io.carillon.media.dtmf.ToneGenerator;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys between a leg that knows telephone-events and one that knows only tones, over sockets. */
class InBandKeysTest {
  private final TestHouse house = new TestHouse();
  private final MediaSession one = house.session();
  private final MediaSession other = house.session();
  private final List<Character> keysOfOther = new CopyOnWriteArrayList<>();
  private final List<String> undelivered = new CopyOnWriteArrayList<>();
  private final List<byte[]> heard = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    house.close();
  }

  private TestPeer modern(PayloadFormat format) {
    TestPeer peer = house.peer(format, MeetingSoundTest.payloadType(format), 500);
    peer.onRtp = heard::add;
    return peer.call(one);
  }

  /** Sends silence, so that its tones stand alone. */
  private TestPeer old(PayloadFormat format) {
    TestPeer peer = house.peer(format, MeetingSoundTest.payloadType(format), 700);
    peer.amplitude = 0;
    peer.call(other);
    other.apply(SendDigitTest.knowingNoEvents(peer.plan())).toCompletableFuture().join();
    other.onDigit(keysOfOther::add);
    return peer;
  }

  private void bridge() {
    house
        .engine
        .bridge(one, other, (to, digit) -> undelivered.add((to == one ? "one " : "other ") + digit))
        .bridged()
        .toCompletableFuture()
        .join();
  }

  private void press(TestPeer peer, PayloadFormat format, String keys) throws IOException {
    ToneGenerator tones = new ToneGenerator();
    short[] pcm = new short[160];
    byte[] payload = new byte[160];
    peer.sending = false;
    int at = peer.timestamp();
    try (AudioEncoder encoder = house.codecs.encoder(format, 20)) {
      for (char key : keys.toCharArray()) {
        tones.start(key);
        while (tones.sounding()) {
          tones.next(pcm, 0, 160);
          encoder.encode(pcm, 0, 160, payload, 0);
          peer.send(MeetingSoundTest.payloadType(format), false, at, payload);
          at += 160;
        }
      }
    }
  }

  private String events() {
    StringBuilder keys = new StringBuilder();
    for (byte[] packet : heard) {
      if (RtpHeader.payloadType(packet, 0) == TestPeer.EVENT_TYPE && RtpHeader.marker(packet, 0)) {
        keys.append("0123456789*#ABCD".charAt(packet[12]));
      }
    }
    return keys.toString();
  }

  /** Keys in the sound of packets of G.711. */
  private String tones(PayloadFormat format, List<byte[]> packets) {
    ToneDetector detector = new ToneDetector();
    StringBuilder keys = new StringBuilder();
    short[] pcm = new short[160];
    try (AudioDecoder decoder = house.codecs.decoder(format)) {
      for (byte[] packet : packets) {
        if (RtpHeader.payloadType(packet, 0) == MeetingSoundTest.payloadType(format)) {
          decoder.decode(packet, 12, 160, pcm, 0);
          char key = detector.heard(pcm, 0, 160);
          keys.append(key == ToneDetector.NONE ? "" : key);
        }
      }
    }
    return keys.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PCMU", "PCMA"})
  void tonesBecomeEventsAndAreHeardNoMore(String codec) throws Exception {
    PayloadFormat format = codec.equals("PCMU") ? TestPeer.PCMU : TestPeer.PCMA;
    modern(format);
    TestPeer old = old(format);
    bridge();
    await().until(() -> heard.size() > 20);

    press(old, format, "147*2580369#ABCD");

    await().untilAsserted(() -> assertThat(events()).isEqualTo("147*2580369#ABCD"));
    assertThat(tones(format, heard)).isEmpty();
    assertThat(keysOfOther).hasSize(16);
    assertThat(undelivered).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PCMU,PCMU", "PCMU,PCMA", "G722,PCMU"})
  void eventsAndSignalledKeysBecomeTones(String codec, String oldCodec) throws Exception {
    PayloadFormat format = oldCodec.equals("PCMU") ? TestPeer.PCMU : TestPeer.PCMA;
    TestPeer modern = modern(codec.equals("PCMU") ? TestPeer.PCMU : TestPeer.G722);
    modern.amplitude = 0;
    TestPeer old = old(format);
    List<byte[]> oldHears = new CopyOnWriteArrayList<>();
    old.onRtp = oldHears::add;
    bridge();
    await().until(() -> oldHears.size() > 20);

    modern.send(TestPeer.EVENT_TYPE, true, modern.timestamp(), new byte[] {5, 10, 0, (byte) 160});
    await().untilAsserted(() -> assertThat(tones(format, oldHears)).isEqualTo("5"));
    one.signalledDigit('#');

    await().untilAsserted(() -> assertThat(tones(format, oldHears)).isEqualTo("5#"));
    assertThat(undelivered).isEmpty();
  }

  @Test
  void betweenTwoLegsThatKnowOnlyTonesTheyPassAsTheyAre() throws Exception {
    TestPeer first = modern(TestPeer.PCMU);
    one.apply(SendDigitTest.knowingNoEvents(first.plan())).toCompletableFuture().join();
    TestPeer old = old(TestPeer.PCMU);
    bridge();
    await().until(() -> heard.size() > 20);

    press(old, TestPeer.PCMU, "159");

    await().untilAsserted(() -> assertThat(tones(TestPeer.PCMU, heard)).isEqualTo("159"));
    assertThat(keysOfOther).isEmpty();
  }

  @Test
  void toALegThatTakesNeitherTheyAreLeftToSignalling() throws Exception {
    TestPeer first = modern(TestPeer.G722);
    one.apply(SendDigitTest.knowingNoEvents(first.plan())).toCompletableFuture().join();
    TestPeer old = old(TestPeer.PCMU);
    bridge();
    await().until(() -> heard.size() > 20);

    press(old, TestPeer.PCMU, "7");

    await().untilAsserted(() -> assertThat(undelivered).containsExactly("one 7"));
  }

  @Test
  void aKeyThatIsSignalledTooCountsOnce() throws Exception {
    modern(TestPeer.PCMU);
    TestPeer old = old(TestPeer.PCMU);
    bridge();
    await().until(() -> heard.size() > 20);

    press(old, TestPeer.PCMU, "7");
    await().until(() -> keysOfOther.equals(List.of('7')));
    other.signalledDigit('7');
    other.signalledDigit('8');

    await().until(() -> keysOfOther.contains('8'));
    assertThat(keysOfOther).containsExactly('7', '8');
  }

  /** A caller without telephone-events can key in a meeting's number all the same. */
  @Test
  void aLegAloneHearsThemToo() throws Exception {
    TestPeer old = old(TestPeer.PCMA);
    await().until(() -> old.received.get() > 5);
    press(old, TestPeer.PCMA, "123#");
    await().untilAsserted(() -> assertThat(keysOfOther).containsExactly('1', '2', '3', '#'));
  }

  @Test
  void whoAgreedOnEventsIsNotListenedTo() throws Exception {
    modern(TestPeer.PCMU);
    TestPeer old = old(TestPeer.PCMU);
    other.apply(old.plan()).toCompletableFuture().join();
    bridge();
    await().until(() -> heard.size() > 20);

    press(old, TestPeer.PCMU, "42");

    await().untilAsserted(() -> assertThat(tones(TestPeer.PCMU, heard)).isEqualTo("42"));
    assertThat(keysOfOther).isEmpty();
    assertThat(events()).isEmpty();
  }

  @Test
  void aLostPacketDoesNotDoubleAKey() throws Exception {
    modern(TestPeer.PCMU);
    TestPeer old = old(TestPeer.PCMU);
    bridge();
    await().until(() -> heard.size() > 20);
    old.sending = false;
    ToneGenerator tones = new ToneGenerator();
    short[] pcm = new short[160];
    byte[] payload = new byte[160];
    int at = old.timestamp();
    try (AudioEncoder encoder = house.codecs.encoder(TestPeer.PCMU, 20)) {
      tones.start('3');
      for (int packet = 0; tones.sounding(); packet++) {
        tones.next(pcm, 0, 160);
        encoder.encode(pcm, 0, 160, payload, 0);
        if (packet == 3) {
          old.lose(1);
        } else {
          old.send(0, false, at + packet * 160, payload);
        }
      }
    }
    other.signalledDigit('8');
    await().until(() -> keysOfOther.contains('8'));
    await().untilAsserted(() -> assertThat(keysOfOther).containsExactlyInAnyOrder('3', '8'));
    await().untilAsserted(() -> assertThat(events()).contains("3").hasSize(2));
  }
}
