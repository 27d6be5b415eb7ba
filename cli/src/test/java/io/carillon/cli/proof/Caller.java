package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cli.peers.Baresip;
import io.carillon.cli.peers.BaresipSettings;
import io.carillon.cli.peers.ToneLevel;
import io.carillon.cli.peers.WaveFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NoSuchElementException;

/**
 * A phone at a server that hums a tone of its own all the time, so that everyone who hears it can
 * tell.
 */
record Caller(String name, int hertz, Baresip phone) implements AutoCloseable {
  /** A tone of -20 dB that comes through is above this, whatever the automatic level does. */
  static final double HEARD = -35;

  static final double NOT_HEARD = -60;

  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  static Caller start(RunningServer server, BaresipSettings settings, int hertz, Path folder) {
    WaveFile hum = WaveFile.tone(48_000, hertz, -20, Duration.ofMinutes(3));
    return new Caller(
        settings.name(),
        hertz,
        Baresip.start(settings.withMicrophone(hum).through(server.sipPort()), folder));
  }

  /** Calls an address such as {@code sip:u@meet.chime.in} and waits for the answer. */
  Caller dial(String address) {
    phone.dial(address);
    phone.awaitEstablished();
    return this;
  }

  /** Waits until it hears all of these together. */
  void awaitHears(Caller... others) {
    eventually(
        sound -> {
          for (Caller other : others) {
            assertThat(ToneLevel.decibels(sound, other.hertz))
                .as("%s of %s at %s", other.hertz, other.name, name)
                .isGreaterThan(HEARD);
          }
        });
  }

  /** Waits until it hears none of these. */
  void awaitHearsNot(Caller... others) {
    eventually(
        sound -> {
          for (Caller other : others) {
            assertThat(ToneLevel.decibels(sound, other.hertz))
                .as("%s of %s at %s", other.hertz, other.name, name)
                .isLessThan(NOT_HEARD);
          }
        });
  }

  /** Waits until what it heard in the last second is as wanted. */
  void eventually(Wanted wanted) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptionsInstanceOf(NoSuchElementException.class)
        .untilAsserted(
            () -> {
              WaveFile sound = phone.heard().last(WINDOW);
              assertThat(sound.length()).isEqualTo(WINDOW);
              wanted.check(sound);
            });
  }

  /** Fails when a sound is not as wanted. */
  interface Wanted {
    void check(WaveFile sound);
  }

  @Override
  public void close() {
    phone.close();
  }
}
