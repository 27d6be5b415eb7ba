package io.carillon.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RtcpTest {
  private static final int SSRC = 0xCAFEBABE;

  private final RtcpReader reader = new RtcpReader();
  private final RtcpWriter writer = new RtcpWriter(SSRC, "q7PmXv2d@carillon");
  private final byte[] buf = new byte[RtcpWriter.MAX_BYTES];

  /** Writes down what it hears, one line per call. */
  static final class Notes implements RtcpHandler {
    final List<String> lines = new ArrayList<>();

    @Override
    public void senderReport(int ssrc, long ntp, int rtpTimestamp, long packets, long octets) {
      lines.add("SR %08x %016x %d %d %d".formatted(ssrc, ntp, rtpTimestamp, packets, octets));
    }

    @Override
    public void receiverReport(int ssrc) {
      lines.add("RR %08x".formatted(ssrc));
    }

    @Override
    public void reportBlock(int reporter, ReportBlock block) {
      lines.add(
          "block %08x on %08x fraction %d lost %d highest %d jitter %d lsr %08x dlsr %d"
              .formatted(
                  reporter,
                  block.ssrc(),
                  block.fractionLost(),
                  block.cumulativeLost(),
                  block.extendedHighestSequence(),
                  block.jitter(),
                  block.lastSenderReport(),
                  block.delaySinceLastSenderReport()));
    }

    @Override
    public void cname(int ssrc, byte[] buf, int off, int len) {
      lines.add("CNAME %08x %s".formatted(ssrc, new String(buf, off, len, StandardCharsets.UTF_8)));
    }

    @Override
    public void bye(int ssrc, byte[] buf, int off, int len) {
      lines.add("BYE %08x %s".formatted(ssrc, new String(buf, off, len, StandardCharsets.UTF_8)));
    }

    @Override
    public void skipped(int packetType) {
      lines.add("skipped " + packetType);
    }
  }

  private List<String> read(byte[] bytes, int length) {
    Notes notes = new Notes();
    if (reader.read(bytes, 0, length, notes) == RtcpReader.MALFORMED) {
      assertThat(notes.lines).as("a malformed compound has no effect").isEmpty();
      return null;
    }
    return notes.lines;
  }

  private int fullCompound() {
    ReportBlock block =
        new ReportBlock().set(0x11223344, 200, -3, 70000, 0xFFFF_FFFFL, 0x89ABCDEF, 65536);
    int length = writer.senderReport(buf, 0, 0x0123456789ABCDEFL, -1, 5000, 800000, block);
    return length + writer.bye(buf, length, "hung up".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatItWrites() {
    int length = fullCompound();

    assertThat(length % 4).isZero();
    assertThat(read(buf, length))
        .containsExactly(
            "SR cafebabe 0123456789abcdef -1 5000 800000",
            "block cafebabe on 11223344 fraction 200 lost -3 highest 70000 jitter 4294967295"
                + " lsr 89abcdef dlsr 65536",
            "CNAME cafebabe q7PmXv2d@carillon",
            "BYE cafebabe hung up");
  }

  @Test
  void readsReceiverReportsWithAndWithoutBlocks() {
    int length = writer.receiverReport(buf, 0, null);
    assertThat(read(buf, length))
        .containsExactly("RR cafebabe", "CNAME cafebabe q7PmXv2d@carillon");

    length = writer.receiverReport(buf, 0, new ReportBlock().set(1, 0, 0, 0, 0, 0, 0));
    assertThat(read(buf, length)).hasSize(3);
  }

  @Test
  void refusesACompoundCutAnywhereButBetweenPackets() {
    int length = fullCompound();
    for (int cut = 0; cut < length; cut++) {
      List<String> lines = read(Arrays.copyOf(buf, cut), cut);
      if (cut == 52 || cut == 52 + 28) { // behind SR, behind SDES
        assertThat(lines).as("cut at %d", cut).isNotEmpty();
      } else {
        assertThat(lines).as("cut at %d", cut).isNull();
      }
    }
  }

  @Test
  void skipsWhatItDoesNotKnowWithinItsLength() {
    byte[] compound =
        HexFormat.of()
            .parseHex(
                "80c90001cafebabe" // empty RR
                    + "80cc0002cafebabe74657374" // APP "test"
                    + "81ce0002cafebabe00000001" // PLI
                    + "80cf0001cafebabe"); // empty XR

    assertThat(read(compound, compound.length))
        .containsExactly("RR cafebabe", "skipped 204", "skipped 206", "skipped 207");
  }

  @Test
  void readsByeOfSeveralSourcesAndSdesWithOtherItems() {
    byte[] compound =
        HexFormat.of()
            .parseHex(
                "82ca0005"
                    + "00000001"
                    + "0602"
                    + "4142"
                    + "0101"
                    + "43"
                    + "00" // TOOL AB, CNAME C, end
                    + "00000002"
                    + "00000000" // a chunk without items
                    + "82cb0002"
                    + "00000001"
                    + "00000002");

    assertThat(read(compound, compound.length))
        .containsExactly("CNAME 00000001 C", "BYE 00000001 ", "BYE 00000002 ");
  }

  @Test
  void refusesLengthsThatLie() {
    assertThat(read(HexFormat.of().parseHex("81c90001cafebabe"), 8)).as("no block").isNull();
    assertThat(read(HexFormat.of().parseHex("80c90001cafebab0ff"), 9)).as("rest").isNull();
    assertThat(read(HexFormat.of().parseHex("81ca0001cafebabe"), 8)).as("no items").isNull();
    assertThat(read(HexFormat.of().parseHex("81ca0002cafebabe01ff4100"), 12)).isNull();
    assertThat(read(HexFormat.of().parseHex("81cb0002cafebabe08414243"), 12)).isNull();
    assertThat(read(HexFormat.of().parseHex("40c90001cafebabe"), 8)).as("version 1").isNull();
    assertThat(read(HexFormat.of().parseHex("a0c90001cafebabe80c90001cafebabe"), 16))
        .as("padding before the last packet")
        .isNull();
    assertThat(read(HexFormat.of().parseHex("a0c90002cafebabe00000004"), 12)).isNotNull();
    assertThat(read(HexFormat.of().parseHex("a0c90002cafebabe00000008"), 12)).isNull();
  }

  @Property(tries = 2000)
  void anyBytesAreTakenOrRefused(@ForAll @Size(max = 120) byte[] bytes) {
    Notes notes = new Notes();
    int packets = reader.read(bytes, 0, bytes.length, notes);
    assertThat(packets).isBetween(-1, 30);
  }

  @Test
  void ntpTimeThereAndBack() {
    long millis = 1_763_647_200_123L;
    assertThat(NtpTime.toEpochMillis(NtpTime.ofEpochMillis(millis))).isBetween(millis - 1, millis);
    assertThat(NtpTime.ofEpochMillis(0) >>> 32).isEqualTo(2_208_988_800L);
    assertThat(NtpTime.shortSpan(1_500_000_000L)).isEqualTo(0x18000);
    assertThat(NtpTime.shortSpan(-1)).isZero();
    assertThat(NtpTime.shortSpan(Long.MAX_VALUE)).isEqualTo(0xFFFF_FFFFL);
  }

  @Test
  void roundTripOfTheRfcsExample() {
    // RFC 3550 figure 2: A=0xb710:8000, LSR=0xb705:2000, DLSR=5.25 s -> 6.125 s
    ReportBlock block = new ReportBlock().set(1, 0, 0, 0, 0, 0xB705_2000, 0x0005_4000);
    assertThat(RoundTrip.micros(0x0000_B710_8000_0000L, block)).isEqualTo(6_125_000);
  }

  @Test
  void roundTripIsUnknownRatherThanWrong() {
    long now = 0x0000_B710_8000_0000L;
    assertThat(RoundTrip.micros(now, new ReportBlock().set(1, 0, 0, 0, 0, 0, 500)))
        .as("no SR of ours arrived there")
        .isEqualTo(RoundTrip.UNKNOWN);
    assertThat(RoundTrip.micros(now, new ReportBlock().set(1, 0, 0, 0, 0, 0xB705_2000, 0)))
        .as("a device that does not measure its delay")
        .isEqualTo(RoundTrip.UNKNOWN);
    assertThat(RoundTrip.micros(now, new ReportBlock().set(1, 0, 0, 0, 0, 0xB710_8000, 0x10000)))
        .as("the delay is longer than the time since our SR")
        .isEqualTo(RoundTrip.UNKNOWN);
    assertThat(RoundTrip.micros(now, new ReportBlock().set(1, 0, 0, 0, 0, 0x1234_0000, 1)))
        .as("hours")
        .isEqualTo(RoundTrip.UNKNOWN);
  }

  @Test
  void intervalsAreRandomisedAroundTheMinimum() {
    RtcpInterval interval = new RtcpInterval(new java.util.Random(7), 5000, 128_000);
    long sum = 0;
    for (int i = 0; i < 2000; i++) {
      long millis = interval.nextMillis();
      assertThat(millis).isBetween(2050L, 6160L); // 5 s * 0.5..1.5 / 1.21828
      sum += millis;
    }
    assertThat(sum / 2000).isBetween(4000L, 4200L);
    assertThat(interval.firstMillis()).isBetween(1025L, 3080L);
  }

  @Test
  void intervalsGrowWhereBandwidthIsShort() {
    RtcpInterval interval = new RtcpInterval(new java.util.Random(7), 500, 8000);
    for (int i = 0; i < 100; i++) {
      interval.compound(472); // 500 bytes with UDP and IP, two parties, 50 bytes a second: 20 s
    }
    assertThat(interval.nextMillis()).isBetween(8000L, 25_000L);
  }

  @Test
  void aCnameMustFit() {
    assertThatThrownBy(() -> new RtcpWriter(1, "x".repeat(256)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RtcpWriter(1, "")).isInstanceOf(IllegalArgumentException.class);
  }
}
