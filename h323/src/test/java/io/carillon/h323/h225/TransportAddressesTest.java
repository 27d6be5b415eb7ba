package io.carillon.h323.h225;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Octets;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportAddressesTest {

  @ParameterizedTest
  @CsvSource({"192.0.2.1, 1720", "2001:db8::1, 5100"})
  void bothFamiliesAreWrittenAndRead(String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);

    assertThat(TransportAddresses.read(TransportAddresses.write(address))).contains(address);
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0, 1720", "192.0.2.1, 0", "224.0.0.1, 5100", "::, 5100"})
  void whatNobodyCanBeReachedAtIsNone(String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);

    assertThat(TransportAddresses.read(TransportAddresses.write(address))).isEmpty();
    assertThat(TransportAddresses.read(new Chosen("netBios", new Octets(new byte[16])))).isEmpty();
  }
}
