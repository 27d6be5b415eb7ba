package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class FlowTest {
  private static final SipHop PEER =
      new SipHop(new InetSocketAddress("127.0.0.1", 5060), SipTransport.UDP);

  @Test
  void a_listener_on_all_addresses_tells_the_far_end_the_one_it_reaches() throws Exception {
    Flow flow = new Flow(PEER, InetAddress.getByName("0.0.0.0"), () -> true);

    assertThat(flow.ownAddress()).isEqualTo(InetAddress.getByName("127.0.0.1"));
  }

  @Test
  void a_listener_on_one_address_tells_that_one() throws Exception {
    InetAddress bound = InetAddress.getByName("127.0.0.2");

    assertThat(new Flow(PEER, bound, () -> true).ownAddress()).isEqualTo(bound);
  }
}
