package io.carillon.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewcomerRateTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(-SECOND / 3);
  private final InetAddress friend = address(1, 250);

  private NewcomerRate rate(int perSecond) {
    return new NewcomerRate(perSecond, friend::equals, now::get);
  }

  @Test
  void aSourceGetsItsShareOfEachSecond() {
    NewcomerRate rate = rate(3);
    InetAddress source = address(0, 9);

    assertThat(permitted(rate, source, 10)).isEqualTo(3);
    now.addAndGet(SECOND - 1);
    assertThat(permitted(rate, source, 10)).isZero();
    now.addAndGet(1);
    assertThat(permitted(rate, source, 10)).isEqualTo(3);
  }

  @Test
  void oneSourceDoesNotUseUpTheShareOfAnother() {
    NewcomerRate rate = rate(3);
    permitted(rate, address(0, 9), 100);

    assertThat(permitted(rate, address(0, 10), 10)).isEqualTo(3);
  }

  @Test
  void knownSourcesAreNotCounted() {
    assertThat(permitted(rate(3), friend, 100)).isEqualTo(100);
  }

  @Test
  void withZeroNobodyIsCounted() {
    assertThat(permitted(rate(0), address(0, 9), 100)).isEqualTo(100);
  }

  @Test
  void moreSourcesThanCanBeToldApartShareOneShare() {
    NewcomerRate rate = rate(3);
    int taken = 0;
    for (int i = 0; i < 5000; i++) {
      taken += permitted(rate, address(i / 200, i % 200), 1);
    }
    assertThat(taken).isEqualTo(4096 + 3);

    now.addAndGet(SECOND);
    assertThat(permitted(rate, address(200, 1), 10)).isEqualTo(3);
  }

  @Test
  void aNegativeBoundIsRefused() {
    assertThatThrownBy(() -> rate(-1)).hasMessageContaining("allowed are 0 and more");
  }

  @ParameterizedTest
  @CsvSource({
    "INVITE sip:a@b SIP/2.0, To: <sip:a@b>, true",
    "INVITE sip:a@b SIP/2.0, To: <sip:a@b>;tag=1, false",
    "INVITE sip:a@b SIP/2.0, t: <sip:a@b>, true",
    "REGISTER sip:b SIP/2.0, To: <sip:a@b>, true",
    "OPTIONS sip:b SIP/2.0, Subject: none, true",
    "ACK sip:a@b SIP/2.0, To: <sip:a@b>, false",
    "CANCEL sip:a@b SIP/2.0, To: <sip:a@b>, false",
    "SIP/2.0 200 OK, To: <sip:a@b>, false"
  })
  void requestsThatBelongToNoCallBeginSomething(String line, String field, boolean begins) {
    byte[] bytes = (line + "\r\n" + field + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);

    assertThat(NewcomerRate.begins(MessageHead.parse(bytes, bytes.length, 10))).isEqualTo(begins);
  }

  private static int permitted(NewcomerRate rate, InetAddress source, int tries) {
    int permitted = 0;
    for (int i = 0; i < tries; i++) {
      permitted += rate.permits(source) ? 1 : 0;
    }
    return permitted;
  }

  private static InetAddress address(int third, int fourth) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, (byte) third, (byte) fourth});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
