package io.carillon.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptLimiterTest {
  private final AtomicLong now = new AtomicLong();
  private final AttemptLimiter limiter =
      new AttemptLimiter(
          new AttemptLimits(3, 6, 9, Duration.ofMinutes(1), Duration.ofMinutes(10), 100), now::get);

  private static InetAddress ip(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private void fail(String source, String user, int times) {
    for (int i = 0; i < times; i++) {
      limiter.failed(ip(source), user);
    }
  }

  private boolean blocked(String source, String user) {
    return limiter.isBlocked(ip(source), user);
  }

  @Test
  void oneSourceTryingOneUserIsBlockedForAWhile() {
    fail("192.0.2.1", "alice", 2);
    assertThat(blocked("192.0.2.1", "alice")).isFalse();
    fail("192.0.2.1", "alice", 1);

    assertThat(blocked("192.0.2.1", "alice")).isTrue();
    assertThat(blocked("192.0.2.1", "bob")).isFalse();
    assertThat(blocked("192.0.2.2", "alice")).isFalse();
    now.addAndGet(Duration.ofMinutes(10).toNanos());
    assertThat(blocked("192.0.2.1", "alice")).isFalse();
  }

  @Test
  void failuresFarApartDoNotAddUp() {
    for (int i = 0; i < 20; i++) {
      fail("192.0.2.1", "alice", 2);
      now.addAndGet(Duration.ofMinutes(1).toNanos());
    }

    assertThat(blocked("192.0.2.1", "alice")).isFalse();
  }

  @Test
  void oneSourceTryingManyUsersIsBlockedForAllButThoseWhoSignedInFromThere() {
    limiter.succeeded(ip("192.0.2.1"), "alice");
    for (int i = 0; i < 6; i++) {
      fail("192.0.2.1", "user" + i, 1);
    }

    assertThat(blocked("192.0.2.1", "somebody")).isTrue();
    assertThat(blocked("192.0.2.1", "alice")).isFalse();
    fail("192.0.2.1", "alice", 3);
    assertThat(blocked("192.0.2.1", "alice")).as("but not for guessing").isTrue();
  }

  @Test
  void manySourcesTryingOneUserDoNotLockTheUserOut() {
    limiter.succeeded(ip("192.0.2.1"), "alice");
    for (int i = 10; i < 19; i++) {
      fail("192.0.2." + i, "alice", 1);
    }

    assertThat(blocked("192.0.2.99", "alice")).isTrue();
    assertThat(blocked("192.0.2.1", "alice")).isFalse();
  }

  @Test
  void anIpv6SourceIsItsNetwork() {
    fail("2001:db8:1:2::1", "alice", 1);
    fail("2001:db8:1:2::2", "alice", 1);
    fail("2001:db8:1:2:ffff::3", "alice", 1);

    assertThat(blocked("2001:db8:1:2::77", "alice")).isTrue();
    assertThat(blocked("2001:db8:1:3::1", "alice")).isFalse();
  }

  @Test
  void theTablesAreBounded() {
    for (int i = 0; i < 1000; i++) {
      fail("10.0." + i / 250 + "." + i % 250, "user" + i, 1);
    }

    assertThat(limiter.size()).isEqualTo(100);
  }
}
