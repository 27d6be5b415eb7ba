package io.carillon.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.carillon.media.session.IcePlan;
import java.net.InetSocketAddress;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whatever arrives is read within its bounds, and nothing that is not authentic is answered. */
class StunFuzzTest {
  private static final IcePlan PLAN =
      new IcePlan("ours", "ourPasswordOfManyBytes", "theirs", "theirPasswordOfManyBytes");
  private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.7", 4000);

  @FuzzTest
  void anything(byte[] datagram) {
    check(datagram);
  }

  @Property(tries = 2000)
  void anythingThatLooksLikeIt(@ForAll @Size(max = 200) byte[] attributes) {
    byte[] message = new byte[20 + attributes.length / 4 * 4];
    message[1] = 1;
    message[2] = (byte) (message.length - 20 >> 8);
    message[3] = (byte) (message.length - 20);
    System.arraycopy(new byte[] {0x21, 0x12, (byte) 0xA4, 0x42}, 0, message, 4, 4);
    System.arraycopy(attributes, 0, message, 20, message.length - 20);
    check(message);
  }

  @Property(tries = 2000)
  void aCheckWithOneByteChanged(@ForAll @IntRange(max = 200) int at, @ForAll byte to) {
    byte[] check = valid();
    int place = at % check.length;
    boolean same = check[place] == to;
    check[place] = to;
    assertThat(answered(check)).isEqualTo(same);
  }

  @Test
  void aCheckCutAnywhere() {
    byte[] check = valid();
    for (int length = 0; length < check.length; length++) {
      assertThat(answered(Arrays.copyOf(check, length))).isFalse();
    }
    assertThat(answered(check)).isTrue();
  }

  private static void check(byte[] datagram) {
    byte[] exact = datagram.clone(); // nothing behind it to read by mistake
    new IceLite(PLAN).received(exact, 0, exact.length, SOURCE, 1);
    assertThat(exact).isEqualTo(datagram);
  }

  private static boolean answered(byte[] datagram) {
    return new IceLite(PLAN).received(datagram, 0, datagram.length, SOURCE, 1) > 0;
  }

  private static byte[] valid() {
    return new Checks("ours:theirs", "ourPasswordOfManyBytes")
        .priority(7)
        .controlling()
        .nominating()
        .bytes();
  }
}
