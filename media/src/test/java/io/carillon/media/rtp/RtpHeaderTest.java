package io.carillon.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {

  /** CSRC count 2, a one-byte extension with IDs 1 and 5, four bytes of payload, two of padding. */
  private static final byte[] FULL =
      HexFormat.of()
          .parseHex(
              "b2e2ffff00000010cafebabe" // V=2 P X CC=2, marker, type 98, seq 65535
                  + "0000000100000002"
                  + "bede0002"
                  + "10b1"
                  + "51aabb"
                  + "000000"
                  + "01020304"
                  + "0002");

  @Test
  void readsEveryField() {
    assertThat(RtpHeader.payloadOffset(FULL, 0, FULL.length)).isEqualTo(32);
    assertThat(RtpHeader.payloadLength(FULL, 0, FULL.length)).isEqualTo(4);
    assertThat(RtpHeader.payloadType(FULL, 0)).isEqualTo(98);
    assertThat(RtpHeader.marker(FULL, 0)).isTrue();
    assertThat(RtpHeader.sequence(FULL, 0)).isEqualTo(65535);
    assertThat(RtpHeader.timestamp(FULL, 0)).isEqualTo(16);
    assertThat(RtpHeader.ssrc(FULL, 0)).isEqualTo(0xCAFEBABE);
    assertThat(RtpHeader.csrcCount(FULL, 0)).isEqualTo(2);
  }

  @Test
  void readsAPacketInTheMiddleOfABuffer() {
    byte[] buf = new byte[FULL.length + 20];
    System.arraycopy(FULL, 0, buf, 7, FULL.length);

    assertThat(RtpHeader.payloadOffset(buf, 7, FULL.length)).isEqualTo(39);
    assertThat(HeaderExtension.audioLevel(buf, 7, 1)).isEqualTo(0x31);
  }

  @Test
  void refusesAHeaderCutAnywhere() {
    for (int length = 0; length < 32; length++) {
      byte[] cut = Arrays.copyOf(FULL, length);
      assertThat(RtpHeader.payloadOffset(cut, 0, length)).as("length %d", length).isNegative();
      assertThat(RtpHeader.payloadLength(cut, 0, length)).as("length %d", length).isNegative();
    }
  }

  @Test
  void refusesOtherVersionsAndImpossiblePadding() {
    byte[] version1 = FULL.clone();
    version1[0] = (byte) (version1[0] & 0x3F | 0x40);
    assertThat(RtpHeader.payloadOffset(version1, 0, version1.length)).isNegative();

    byte[] noPadding = FULL.clone();
    noPadding[FULL.length - 1] = 0;
    assertThat(RtpHeader.payloadOffset(noPadding, 0, noPadding.length)).isNegative();

    byte[] allPadding = FULL.clone();
    allPadding[FULL.length - 1] = 7; // six bytes are behind the header
    assertThat(RtpHeader.payloadOffset(allPadding, 0, allPadding.length)).isNegative();
  }

  @Test
  void findsExtensionElements() {
    assertThat(HeaderExtension.audioLevel(FULL, 0, 1)).isEqualTo(0x31);
    assertThat(HeaderExtension.voice(FULL, 0, 1)).isTrue();
    long five = HeaderExtension.find(FULL, 0, 5);
    assertThat(HeaderExtension.dataLength(five)).isEqualTo(2);
    assertThat(FULL[HeaderExtension.dataOffset(five)]).isEqualTo((byte) 0xAA);
    assertThat(HeaderExtension.find(FULL, 0, 2)).isEqualTo(HeaderExtension.ABSENT);
    assertThat(HeaderExtension.audioLevel(FULL, 0, 0)).isEqualTo(HeaderExtension.ABSENT);
  }

  @Test
  void findsTwoByteElements() {
    byte[] packet =
        HexFormat.of()
            .parseHex("90000001000000010000000a" + "10000002" + "0500" + "00" + "1e01ff" + "0000");

    assertThat(HeaderExtension.dataLength(HeaderExtension.find(packet, 0, 5))).isZero();
    assertThat(HeaderExtension.audioLevel(packet, 0, 30)).isEqualTo(0x7F);
    assertThat(HeaderExtension.find(packet, 0, 6)).isEqualTo(HeaderExtension.ABSENT);
  }

  @Test
  void anElementThatRunsOutOfTheExtensionIsAbsent() {
    byte[] packet = HexFormat.of().parseHex("90000001000000010000000a" + "bede0001" + "00001f00");

    assertThat(RtpHeader.payloadOffset(packet, 0, packet.length)).isEqualTo(20);
    assertThat(HeaderExtension.find(packet, 0, 1)).isEqualTo(HeaderExtension.ABSENT);
  }

  @Test
  void writesWhatItReads() {
    byte[] buf = new byte[40];

    int header = RtpHeader.write(buf, 3, 111, true, 70000, -5, 0x80000001);
    header += HeaderExtension.writeAudioLevel(buf, 3, 4, 25, true);

    assertThat(RtpHeader.payloadOffset(buf, 3, header)).isEqualTo(3 + header);
    assertThat(RtpHeader.payloadType(buf, 3)).isEqualTo(111);
    assertThat(RtpHeader.marker(buf, 3)).isTrue();
    assertThat(RtpHeader.sequence(buf, 3)).isEqualTo(70000 - 65536);
    assertThat(RtpHeader.timestamp(buf, 3)).isEqualTo(-5);
    assertThat(RtpHeader.ssrc(buf, 3)).isEqualTo(0x80000001);
    assertThat(HeaderExtension.audioLevel(buf, 3, 4)).isEqualTo(25);
    assertThat(HeaderExtension.voice(buf, 3, 4)).isTrue();
  }

  @Property(tries = 2000)
  void anyBytesAreReadWithinTheirBounds(
      @ForAll @Size(max = 80) byte[] bytes, @ForAll @IntRange(max = 255) int id) {
    int offset = RtpHeader.payloadOffset(bytes, 0, bytes.length);
    if (offset >= 0) {
      int length = RtpHeader.payloadLength(bytes, 0, bytes.length);
      assertThat(offset + length).isBetween(12, bytes.length);
      long found = HeaderExtension.find(bytes, 0, id);
      if (found != HeaderExtension.ABSENT) {
        assertThat(HeaderExtension.dataOffset(found) + HeaderExtension.dataLength(found))
            .isLessThanOrEqualTo(bytes.length);
      }
    }
  }
}
