package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.event.DomainEvent.LegAnswered;
import io.carillon.core.event.DomainEvent.LegEnded;
import io.carillon.core.event.DomainEvent.LegStarted;
import io.carillon.core.testkit.RequiresPeer;
import io.carillon.media.codec.Codecs;
import io.carillon.media.engine.DefaultMediaEngine;
import io.carillon.media.engine.MediaSettings;
import io.carillon.media.loop.NioUdpNetwork;
import io.carillon.media.stream.TapFactory;
import io.carillon.sip.dialog.SipTimings;
import io.carillon.sip.transport.SipTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many calls through the real stack and the real media plane leave nothing behind. */
@Isolated
@RequiresPeer("sipp")
class ManyCallsTest {

  private static DefaultMediaEngine engine() throws Exception {
    return new DefaultMediaEngine(
        MediaSettings.defaults(),
        new Codecs(),
        TapFactory.NONE,
        new NioUdpNetwork(System::nanoTime),
        new SecureRandom(),
        Clock.systemUTC(),
        System::nanoTime);
  }

  private static long openFiles() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  @Test
  void threeHundredOneAfterAnotherAndSixtyAtOnceLeaveNothing() throws Exception {
    SipSettings settings =
        TestServer.settings()
            .withTimings(new SipTimings(Duration.ofMillis(50), Duration.ofMillis(400)));
    try (TestServer server = TestServer.start(engine(), settings)) {
      Sipp.call("early-offer", server.address(SipTransport.UDP), "-m", "5", "-r", "50");
      await().until(() -> server.sip.legs().isEmpty());
      long files = openFiles();
      server.events.clear();

      Sipp.call(
          "early-offer", server.address(SipTransport.UDP), "-m", "300", "-l", "1", "-r", "500");
      Sipp.call(
          "early-offer",
          server.address(SipTransport.UDP),
          "-m",
          "60",
          "-l",
          "60",
          "-r",
          "60",
          "-d",
          "500");

      await().until(() -> server.sip.legs().isEmpty());
      assertThat(server.events(LegStarted.class)).hasSize(360);
      assertThat(server.events(LegAnswered.class)).hasSize(360);
      assertThat(server.events(LegEnded.class)).hasSize(360);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(server.scheduler.getQueue()).as("timers").isEmpty();
                assertThat(server.trackedCalls()).as("Call-IDs").isZero();
                assertThat(openFiles()).as("files and sockets").isLessThanOrEqualTo(files + 2);
              });
    }
  }
}
