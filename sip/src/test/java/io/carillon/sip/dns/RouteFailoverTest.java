package io.carillon.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RouteFailoverTest {
  private static final SipHop A = hop(5061);
  private static final SipHop B = hop(5062);
  private static final SipHop C = hop(5063);

  private final AtomicLong now = new AtomicLong();
  private final FailedHops failed =
      new FailedHops(Duration.ofSeconds(30), Duration.ofMinutes(5), 8, now::get);

  private static SipHop hop(int port) {
    return new SipHop(new InetSocketAddress("127.0.0.1", port), SipTransport.UDP);
  }

  private RouteFailover walk() {
    return new RouteFailover(List.of(A, B, C), failed);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void theHopsAreTriedInTheirOrderUntilOneAnswers() {
    RouteFailover walk = walk();

    assertThat(walk.next()).contains(A);
    walk.unreachable();
    assertThat(walk.next()).contains(B);
    assertThat(walk.responded(503, Duration.ZERO)).isTrue();
    assertThat(walk.next()).contains(C);
    assertThat(walk.responded(486, Duration.ZERO)).as("busy is an answer").isFalse();
    assertThat(walk.next()).isEmpty();
  }

  @Test
  void theNextCallPassesOverWhatFailedUntilTheTimeIsOver() {
    RouteFailover first = walk();
    first.next();
    first.unreachable();

    assertThat(walk().next()).contains(B);
    pass(Duration.ofSeconds(30));
    assertThat(walk().next()).contains(A);
  }

  @Test
  void whatFailedIsTriedLastRatherThanNotAtAll() {
    failed.failed(A);
    failed.failed(B);
    RouteFailover walk = walk();

    assertThat(walk.next()).contains(C);
    assertThat(walk.next()).contains(A);
    assertThat(walk.responded(200, Duration.ZERO)).isFalse();
    assertThat(failed.contains(A)).as("it works again").isFalse();
    assertThat(walk.next()).contains(B);
    assertThat(walk.next()).isEmpty();
  }

  @Test
  void whatAnotherCallFindsOutCountsAtOnce() {
    RouteFailover walk = walk();
    walk.next();
    failed.failed(B);

    assertThat(walk.next()).contains(C);
    assertThat(walk.next()).contains(B);
  }

  @Test
  void retryAfterDecidesHowLongWithinBounds() {
    failed.failed(A, Duration.ofSeconds(60));
    failed.failed(B, Duration.ofDays(365));
    failed.failed(C, Duration.ZERO);

    pass(Duration.ofSeconds(30));
    assertThat(failed.contains(C)).isFalse();
    assertThat(failed.contains(A)).isTrue();
    pass(Duration.ofSeconds(30));
    assertThat(failed.contains(A)).isFalse();
    pass(Duration.ofMinutes(4));
    assertThat(failed.contains(B)).isFalse();
  }

  @Test
  void theTableIsBounded() {
    for (int port = 1; port <= 100; port++) {
      failed.failed(hop(port));
    }

    assertThat(failed.size()).isEqualTo(8);
    assertThat(failed.contains(hop(100))).isTrue();
    assertThat(failed.contains(hop(1))).isFalse();
  }
}
