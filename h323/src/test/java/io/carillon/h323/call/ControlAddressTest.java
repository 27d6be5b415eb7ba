package io.carillon.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlAddressTest {

  @ParameterizedTest(name = "a caller at {0} names {1}:{2}: {3}")
  @CsvSource({
    "203.0.113.5, 203.0.113.5, 5101, true",
    "203.0.113.5, 198.51.100.7, 5101, true",
    "10.1.2.3, 10.1.2.4, 5101, true",
    "10.1.2.3, 198.51.100.7, 5101, true",
    "127.0.0.1, 127.0.0.1, 5101, true",
    "2001:db8::5, 2001:db8::6, 5101, true",
    "203.0.113.5, 203.0.113.5, 22, false",
    "203.0.113.5, 10.1.2.4, 5101, false",
    "203.0.113.5, 127.0.0.1, 8080, false",
    "203.0.113.5, 169.254.169.254, 8080, false",
    "203.0.113.5, fd00::1, 5101, false",
    "10.1.2.3, 127.0.0.1, 8080, false",
    "10.1.2.3, 169.254.169.254, 8080, false",
    "10.1.2.3, 224.0.0.1, 5101, false",
    "10.1.2.3, 0.0.0.0, 5101, false"
  })
  void nobodyMakesUsKnockWhereOnlyWeCan(String caller, String named, int port, boolean allowed)
      throws UnknownHostException {
    assertThat(
            ControlAddress.mayBe(
                InetAddress.getByName(caller),
                new InetSocketAddress(InetAddress.getByName(named), port)))
        .isEqualTo(allowed);
  }
}
