package io.carillon.media.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.media.session.MediaEngine.NoPortsException;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortPoolTest {
  private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();

  private final Set<Integer> bound = new TreeSet<>();
  private final Set<Integer> taken = new HashSet<>();
  private long now;

  /** A socket that is only a number in {@link #bound}. */
  private final class Socket implements Closeable {
    final int port;

    Socket(InetSocketAddress address) throws IOException {
      port = address.getPort();
      if (taken.contains(port)) {
        throw new BindException("Address already in use");
      }
      assertThat(bound.add(port)).as("port %d given out twice", port).isTrue();
    }

    @Override
    public void close() {
      bound.remove(port);
    }
  }

  private PortPool<Socket> pool(int lowest, int highest) {
    return new PortPool<>(lowest, highest, PortPool.REST, () -> now, Socket::new);
  }

  @Test
  void givesEvenAndOddPairsRoundRobin() throws Exception {
    PortPool<Socket> pool = pool(10001, 10007);

    Lease<Socket> first = pool.open(LOCAL);
    assertThat(first.rtpPort()).isEqualTo(10002);
    assertThat(first.rtcpPort()).isEqualTo(10003);
    assertThat(first.rtp().port).isEqualTo(10002);
    assertThat(first.rtcp().port).isEqualTo(10003);
    assertThat(pool.open(LOCAL).rtpPort()).isEqualTo(10004);
    assertThat(pool.open(LOCAL).rtpPort()).isEqualTo(10006);
    assertThat(pool.counts()).isEqualTo(new PortPool.Counts(3, 0, 0));
    assertThatThrownBy(() -> pool.open(LOCAL))
        .isInstanceOf(NoPortsException.class)
        .hasMessageContaining("10002-10007");
  }

  @Test
  void aPairRestsBeforeItIsUsedAgain() throws Exception {
    PortPool<Socket> pool = pool(10000, 10001);
    Lease<Socket> lease = pool.open(LOCAL);
    lease.close();
    lease.close(); // once more does nothing

    assertThat(bound).isEmpty();
    assertThat(pool.counts()).isEqualTo(new PortPool.Counts(0, 1, 0));
    now = Duration.ofSeconds(30).toNanos() - 1;
    assertThatThrownBy(() -> pool.open(LOCAL)).isInstanceOf(NoPortsException.class);

    now++;
    assertThat(pool.counts()).isEqualTo(new PortPool.Counts(0, 0, 1));
    assertThat(pool.open(LOCAL).rtpPort()).isEqualTo(10000);
  }

  @Test
  void skipsPairsOfWhichAStrangerHasOne() throws Exception {
    taken.add(10001);
    taken.add(10002);
    PortPool<Socket> pool = pool(10000, 10005);

    assertThat(pool.open(LOCAL).rtpPort()).isEqualTo(10004);
    assertThat(bound).containsExactly(10004, 10005);
    assertThat(pool.counts()).isEqualTo(new PortPool.Counts(1, 2, 0));

    taken.clear();
    now = Duration.ofSeconds(31).toNanos();
    assertThat(pool.open(LOCAL).rtpPort()).as("tried again after a while").isEqualTo(10000);
  }

  @Test
  void aLocalAddressThatIsNotOursUsesNothingUp() {
    PortPool<Socket> pool =
        new PortPool<>(
            10000,
            10009,
            PortPool.REST,
            () -> now,
            address -> {
              throw new BindException("Cannot assign requested address");
            });

    assertThatThrownBy(() -> pool.open(LOCAL)).hasMessageContaining("127.0.0.1");
    assertThat(pool.counts().inUse()).isZero();
    assertThat(pool.counts().free()).isEqualTo(4);
  }

  private static DatagramChannel udp(InetSocketAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      return channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void bindsRealSocketsOfBothFamilies(String local) throws Exception {
    InetAddress address = InetAddress.getByName(local);
    assumeTrue(NetworkInterface.getByInetAddress(address) != null, local + " is not configured");
    PortPool<DatagramChannel> pool =
        new PortPool<>(39_000, 39_199, PortPool.REST, System::nanoTime, PortPoolTest::udp);

    try (Lease<DatagramChannel> first = pool.open(address)) {
      assertThat(((InetSocketAddress) first.rtp().getLocalAddress()).getPort())
          .isEqualTo(first.rtpPort());
      assertThat(((InetSocketAddress) first.rtcp().getLocalAddress()).getPort())
          .isEqualTo(first.rtpPort() + 1);

      PortPool<DatagramChannel> rival =
          new PortPool<>(
              first.rtpPort(),
              first.rtcpPort(),
              PortPool.REST,
              System::nanoTime,
              PortPoolTest::udp);
      assertThatThrownBy(() -> rival.open(address)).hasMessageContaining("no media port pair");
      assertThat(rival.counts()).isEqualTo(new PortPool.Counts(0, 1, 0));
    }
    assertThat(pool.counts().inUse()).isZero();
  }

  @Test
  void rangesThatHoldNoPairAreRefused() {
    assertThatThrownBy(() -> pool(10001, 10002)).hasMessageContaining("media.ports");
    assertThatThrownBy(() -> pool(80, 90)).hasMessageContaining("1024");
    assertThatThrownBy(() -> pool(60000, 50000)).hasMessageContaining("media.ports");
  }

  @Property(tries = 200)
  void countsAlwaysAddUp(@ForAll @Size(max = 60) java.util.List<@IntRange(max = 9) Integer> steps)
      throws IOException {
    bound.clear();
    now = 0;
    PortPool<Socket> pool = pool(10000, 10019);
    java.util.ArrayDeque<Lease<Socket>> leases = new java.util.ArrayDeque<>();
    for (int step : steps) {
      now += Duration.ofSeconds(step).toNanos();
      if (step % 2 == 0) {
        try {
          leases.add(pool.open(LOCAL));
        } catch (NoPortsException e) {
          assertThat(pool.counts().free()).isZero();
        }
      } else if (!leases.isEmpty()) {
        leases.poll().close();
      }
      PortPool.Counts counts = pool.counts();
      assertThat(counts.inUse()).isEqualTo(leases.size());
      assertThat(counts.inUse() + counts.resting() + counts.free()).isEqualTo(10);
      assertThat(bound).hasSize(2 * leases.size());
    }
    for (Lease<Socket> lease : leases) {
      lease.close();
    }
  }
}
