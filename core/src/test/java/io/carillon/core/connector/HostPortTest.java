package io.carillon.core.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class HostPortTest {

  @Test
  void anIpv6AddressStandsInBracketsOnce() {
    assertThat(HostPort.text("2001:db8::1", 5060)).isEqualTo("[2001:db8::1]:5060");
    assertThat(HostPort.text("[2001:db8::1]", 5060)).isEqualTo("[2001:db8::1]:5060");
    assertThat(HostPort.text("pbx.example", 0)).isEqualTo("pbx.example");
    assertThat(HostPort.host("192.0.2.1")).isEqualTo("192.0.2.1");
  }

  @Test
  void aSocketsAddressIsWrittenInNumbers() {
    assertThat(HostPort.text(new InetSocketAddress("127.0.0.1", 0))).isEqualTo("127.0.0.1:0");
    assertThat(HostPort.text(new InetSocketAddress("::1", 7))).isEqualTo("[0:0:0:0:0:0:0:1]:7");
    assertThat(HostPort.text(InetSocketAddress.createUnresolved("x", 1))).isEmpty();
    assertThat(HostPort.text(null)).isEmpty();
  }
}
