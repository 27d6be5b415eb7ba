package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.MeetingAudio;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import io.carillon.media.session.SrtpSuite;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Four real UDP peers with four tones: each hears the other three and not itself. */
@Execution(ExecutionMode.CONCURRENT)
class MeetingSoundTest {
  private static final double[] TONES = {520, 910, 1430, 2270};

  static Stream<Arguments> houses() {
    PayloadFormat u = TestPeer.PCMU;
    return Stream.of(
        Arguments.of("all PCMU", List.of(u, u, u, u), false),
        Arguments.of("all PCMU with SDES", List.of(u, u, u, u), true),
        Arguments.of(
            "every codec",
            List.of(TestPeer.OPUS, TestPeer.G722, TestPeer.PCMU, TestPeer.PCMA),
            false),
        Arguments.of(
            "every codec with SDES",
            List.of(TestPeer.OPUS, TestPeer.G722, TestPeer.PCMU, TestPeer.PCMA),
            true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("houses")
  void eachHearsTheOthersAndNotItself(String name, List<PayloadFormat> formats, boolean srtp) {
    try (TestHouse house = new TestHouse()) {
      MeetingAudio meeting = house.engine.open("0123456789");
      TestPeer[] peers = new TestPeer[4];
      for (int i = 0; i < 4; i++) {
        peers[i] = house.peer(formats.get(i), payloadType(formats.get(i)), TONES[i]);
        if (srtp) {
          peers[i].secured(SrtpSuite.values()[i]);
        }
        MediaSession session = house.session();
        peers[i].call(session);
        session.join(meeting).toCompletableFuture().join();
      }
      await()
          .atMost(Duration.ofSeconds(8))
          .pollInterval(Duration.ofMillis(250))
          .untilAsserted(() -> assertAllHeard(peers));
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aVoiceArrivesWithoutDistortion(PayloadFormat format) {
    try (TestHouse house = new TestHouse()) {
      MeetingAudio meeting = house.engine.open("0123456789");
      TestPeer[] peers = new TestPeer[2];
      for (int i = 0; i < 2; i++) {
        peers[i] = house.peer(format, payloadType(format), 910);
        peers[i].sending = i == 0;
        MediaSession session = house.session();
        peers[i].call(session);
        session.join(meeting).toCompletableFuture().join();
      }
      await()
          .atMost(Duration.ofSeconds(8))
          .pollInterval(Duration.ofMillis(250))
          .untilAsserted(() -> assertThat(peers[1].distortion(910)).isLessThan(-25));
    }
  }

  static List<PayloadFormat> formats() {
    return List.of(TestPeer.PCMU, TestPeer.PCMA, TestPeer.G722, TestPeer.OPUS);
  }

  private static void assertAllHeard(TestPeer[] peers) {
    for (int me = 0; me < 4; me++) {
      double loudest = Double.NEGATIVE_INFINITY;
      double quietest = Double.POSITIVE_INFINITY;
      for (int other = 0; other < 4; other++) {
        if (other != me) {
          double level = peers[me].level(TONES[other]);
          loudest = Math.max(loudest, level);
          quietest = Math.min(quietest, level);
        }
      }
      assertThat(quietest).as("what %d hears", me).isGreaterThan(-30);
      assertThat(loudest - quietest).as("spread at %d", me).isLessThan(3);
      assertThat(peers[me].level(TONES[me])).as("own tone at %d", me).isLessThan(-45);
    }
  }

  static int payloadType(PayloadFormat format) {
    return switch (format.encodingName()) {
      case "PCMU" -> 0;
      case "PCMA" -> 8;
      case "G722" -> 9;
      default -> 111;
    };
  }
}
