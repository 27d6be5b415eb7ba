package io.carillon.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionLimiterTest {
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger handshakes = new AtomicInteger();

  private ConnectionLimiter limiter(int total, int perSource, int perSecond) {
    return new ConnectionLimiter(
        TransportLimits.defaults().withConnections(total, perSource, perSecond),
        open,
        handshakes,
        now::get);
  }

  private static InetAddress source(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSourceHasItsShareAndOthersHaveTheirs() {
    ConnectionLimiter limiter = limiter(100, 2, 100);

    assertThat(limiter.admit(source(1))).isNull();
    assertThat(limiter.admit(source(1))).isNull();
    assertThat(limiter.admit(source(1))).isEqualTo(DropReason.TOO_MANY_CONNECTIONS_OF_SOURCE);
    assertThat(limiter.admit(source(2))).isNull();
    limiter.release(source(1));
    assertThat(limiter.admit(source(1))).isNull();
    assertThat(open).hasValue(3);
  }

  @Test
  void theTotalIsHeld() {
    ConnectionLimiter limiter = limiter(2, 10, 10);

    assertThat(limiter.admit(source(1))).isNull();
    assertThat(limiter.admit(source(2))).isNull();
    assertThat(limiter.admit(source(3))).isEqualTo(DropReason.TOO_MANY_CONNECTIONS);
  }

  @Test
  void newOnesAreCountedBySecondEvenWhenTheyEndAtOnce() {
    ConnectionLimiter limiter = limiter(100, 100, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.admit(source(1))).isNull();
      limiter.release(source(1));
    }

    assertThat(limiter.admit(source(1))).isEqualTo(DropReason.TOO_MANY_NEW_CONNECTIONS);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(limiter.admit(source(1))).isNull();
  }

  @Test
  void handshakesUnderWayAreHeld() {
    ConnectionLimiter limiter = limiter(1000, 1000, 1000);
    int begun = 0;
    while (limiter.handshakeBegins()) {
      begun++;
    }

    assertThat(begun).isEqualTo(TransportLimits.defaults().handshakes());
    limiter.handshakeOver();
    assertThat(limiter.handshakeBegins()).isTrue();
  }
}
