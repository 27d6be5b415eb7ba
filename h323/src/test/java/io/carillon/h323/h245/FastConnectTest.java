package io.carillon.h323.h245;

import static io.carillon.h323.h245.AudioCodec.G722;
import static io.carillon.h323.h245.AudioCodec.PCMA;
import static io.carillon.h323.h245.AudioCodec.PCMU;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Limits;
import io.carillon.h323.per.Octets;
import io.carillon.h323.per.PerException;
import io.carillon.h323.per.Value;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FastConnectTest {
  private static final InetSocketAddress THEIR_RTP = new InetSocketAddress("192.0.2.9", 4_000);
  private static final InetSocketAddress THEIR_RTCP = new InetSocketAddress("192.0.2.9", 4_001);
  private static final LocalMedia LOCAL =
      new LocalMedia(
          List.of(G722, PCMU, PCMA),
          new InetSocketAddress("192.0.2.1", 5_200),
          new InetSocketAddress("192.0.2.1", 5_201));

  /** As a caller proposes to send. */
  private static Octets forward(int number, Chosen capability) {
    return octets(ChannelMessages.open(number, capability, THEIR_RTCP));
  }

  /** As a caller proposes to receive. */
  private static Octets reverse(int number, Chosen capability) {
    return octets(ChannelMessages.reverse(number, capability, THEIR_RTP, THEIR_RTCP));
  }

  private static Octets octets(Fields open) {
    return new Octets(ChannelTypes.OPEN_LOGICAL_CHANNEL.encode(open));
  }

  @Test
  void theBestOfOursIsTakenEachWay() throws PerException {
    List<Octets> proposals =
        List.of(
            forward(1, PCMA.capability(30)),
            forward(2, G722.capability(20)),
            forward(3, new Chosen("g729", Value.of(2))),
            reverse(1, new Chosen("g729", Value.of(2))),
            reverse(1, PCMU.capability(10)),
            reverse(1, PCMA.capability(20)));

    FastConnect fast = FastConnect.choose(proposals, LOCAL, 257).orElseThrow();

    assertThat(fast.receiving().codec()).isEqualTo(G722);
    assertThat(fast.receiving().number()).isEqualTo(2);
    assertThat(fast.sending().codec()).isEqualTo(PCMU);
    assertThat(fast.sending().packetMillis()).isEqualTo(10);
    assertThat(fast.sending().rtp()).contains(THEIR_RTP);
    assertThat(fast.sending().number()).isEqualTo(257);
    Fields taken = open(fast.channels().getFirst());
    assertThat(taken.whole("forwardLogicalChannelNumber")).hasValue(2);
    assertThat(open(fast.channels().getLast()).has("reverseLogicalChannelParameters")).isTrue();
  }

  @Test
  void fortyFourProposalsAndGarbageBetweenThemDoNoHarm() {
    List<Octets> proposals = new ArrayList<>();
    for (int i = 0; i < 22; i++) {
      proposals.add(forward(i + 1, new Chosen("g728", Value.of(2))));
      proposals.add(Octets.ofHex("ffffff"));
      proposals.add(reverse(1, new Chosen("g728", Value.of(2))));
    }
    proposals.add(forward(100, PCMA.capability(20)));
    proposals.add(reverse(1, PCMA.capability(20)));

    assertThat(FastConnect.choose(proposals, LOCAL, 257)).isPresent();
  }

  @Test
  void oneDirectionAloneIsRefused() {
    List<Octets> proposals = List.of(forward(1, PCMA.capability(20)));

    assertThat(FastConnect.choose(proposals, LOCAL, 257)).isEmpty();
    assertThat(FastConnect.choose(List.of(), LOCAL, 257)).isEmpty();
  }

  private static Fields open(Octets octets) throws PerException {
    return (Fields) ChannelTypes.OPEN_LOGICAL_CHANNEL.decode(octets.bytes(), Limits.USUAL);
  }
}
