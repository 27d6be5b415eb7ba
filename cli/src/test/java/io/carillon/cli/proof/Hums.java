package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cli.peers.Baresip;
import io.carillon.cli.peers.RtpParty;
import io.carillon.cli.peers.ToneLevel;
import io.carillon.cli.peers.WaveFile;
import java.time.Duration;
import java.util.NoSuchElementException;

/** What a carrier and a phone behind the PBX hum, each a tone of its own, and that it is heard. */
final class Hums {
  static final int CARRIER = 440;

  /** What is listened to. */
  static final Duration WINDOW = Duration.ofSeconds(1);

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Of a tone of -20 dB, after Opus or PCMU and back. */
  private static final double HEARD_DECIBELS = -35;

  private Hums() {}

  /** Waits until the carrier hears the phone's hum, and the phone the carrier's. */
  static void awaitBothHeard(RtpParty carrier, Baresip phone, int phoneHertz) {
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(NoSuchElementException.class)
        .untilAsserted(
            () -> {
              assertHeard(carrier.heardLast(WINDOW), phoneHertz);
              assertHeard(phone.heard().last(WINDOW), CARRIER);
            });
  }

  static void assertHeard(WaveFile sound, int hertz) {
    assertThat(ToneLevel.decibels(sound, hertz)).as("%s Hz", hertz).isGreaterThan(HEARD_DECIBELS);
  }
}
