package io.carillon.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.rtcp.RtcpWriter;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.SrtpSuite;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jitsi.srtp.crypto.JitsiOpenSslProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpTransformTest {
  private static final int SSRC = 0x0BADCAFE;
  private static final int PLAIN = 172;

  private final SdesKeys generator = new SdesKeys(new SecureRandom());
  private final byte[] buf = new byte[300];
  private long now = 1_000_000_000L;

  @BeforeAll
  static void chooseCrypto() {
    assertThat(JdkCrypto.warmUp()).isTrue();
  }

  /** Two ends of one call; each protects with what the other takes. */
  private final class Pair {
    SrtpKeys mine;
    SrtpKeys theirs;
    final SrtpTransform near;
    final SrtpTransform far;

    Pair(SrtpSuite suite) {
      mine = fresh(suite);
      theirs = fresh(suite);
      near = new SrtpTransform(mine, theirs, () -> now);
      far = new SrtpTransform(theirs, mine, () -> now);
    }
  }

  private SrtpKeys fresh(SrtpSuite suite) {
    return SrtpKeys.of(suite, generator.generate(suite));
  }

  private int plain(int ssrc, int sequence) {
    int header = RtpHeader.write(buf, 0, 0, false, sequence, sequence * 160, ssrc);
    Arrays.fill(buf, header, PLAIN, (byte) sequence);
    return PLAIN;
  }

  private byte[] protectedBy(SrtpTransform sender, int sequence) {
    int length = sender.protectRtp(buf, 0, plain(SSRC, sequence));
    assertThat(length).isGreaterThan(PLAIN);
    return Arrays.copyOf(buf, length);
  }

  private int receive(SrtpTransform receiver, byte[] packet) {
    System.arraycopy(packet, 0, buf, 0, packet.length);
    return receiver.unprotectRtp(buf, 0, packet.length);
  }

  @Test
  void usesTheJdksCryptoAndNoNativeLibrary() {
    assertThat(JitsiOpenSslProvider.isLoaded()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(SrtpSuite.class)
  void bothWaysRtpAndRtcp(SrtpSuite suite) {
    Pair pair = new Pair(suite);
    byte[] packet = protectedBy(pair.near, 1);
    assertThat(packet).hasSize(PLAIN + suite.tagBytes());

    assertThat(receive(pair.far, packet)).isEqualTo(PLAIN);
    assertThat(buf[PLAIN - 1]).isEqualTo((byte) 1);

    int report = new RtcpWriter(SSRC, "x@carillon").receiverReport(buf, 40, null);
    byte[] clear = Arrays.copyOfRange(buf, 40, 40 + report);
    int length = pair.far.protectRtcp(buf, 40, report);
    int tag = suite.name().startsWith("AEAD") ? 16 : 10;
    assertThat(length).isEqualTo(report + 4 + tag);
    assertThat(pair.near.unprotectRtcp(buf, 40, length)).isEqualTo(report);
    assertThat(Arrays.copyOfRange(buf, 40, 40 + report)).isEqualTo(clear);
  }

  @ParameterizedTest
  @EnumSource(SrtpSuite.class)
  void keepsTheRolloverCounterBeyond65536Packets(SrtpSuite suite) {
    Pair pair = new Pair(suite);
    for (int i = 0; i < 70_000; i++) {
      int sequence = (i + 60_000) & 0xFFFF;
      int length = pair.near.protectRtp(buf, 0, plain(SSRC, sequence));
      if (i == 40_000) { // a re-INVITE with the same keys after the first wrap
        assertThat(pair.near.rekey(pair.mine, pair.theirs)).isFalse();
        assertThat(pair.far.rekey(pair.theirs, pair.mine)).isFalse();
      }
      if (pair.far.unprotectRtp(buf, 0, length) != PLAIN) {
        assertThat(i).as("packet that did not pass").isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SrtpSuite.class)
  void refusesEveryTruncationAndEveryFlippedBit(SrtpSuite suite) {
    Pair pair = new Pair(suite);
    receive(pair.far, protectedBy(pair.near, 1)); // an accepted source, as in a call
    byte[] packet = protectedBy(pair.near, 2);
    for (int length = 0; length < packet.length; length++) {
      int cut = length;
      assertThat(receive(pair.far, Arrays.copyOf(packet, length))).as("%d", cut).isNegative();
    }
    for (int bit = 0; bit < 8 * packet.length; bit++) {
      byte[] flipped = packet.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(receive(pair.far, flipped)).as("bit %d", bit).isNegative();
    }
    assertThat(receive(pair.far, packet)).as("none of it harmed the good one").isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @EnumSource(SrtpSuite.class)
  void refusesEveryTruncationAndEveryFlippedBitOfRtcp(SrtpSuite suite) {
    Pair pair = new Pair(suite);
    byte[] work = new byte[200];
    int report = new RtcpWriter(SSRC, "x@carillon").receiverReport(work, 0, null);
    int length = pair.near.protectRtcp(work, 0, report);
    byte[] packet = Arrays.copyOf(work, length);
    for (int cut = 0; cut < length; cut++) {
      System.arraycopy(packet, 0, work, 0, cut);
      assertThat(pair.far.unprotectRtcp(work, 0, cut)).as("%d", cut).isNegative();
      now += 100_000_000; // strangers are looked at a few times a second only
    }
    for (int bit = 0; bit < 8 * length; bit++) {
      System.arraycopy(packet, 0, work, 0, length);
      work[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(pair.far.unprotectRtcp(work, 0, length)).as("bit %d", bit).isNegative();
      now += 100_000_000;
    }
    System.arraycopy(packet, 0, work, 0, length);
    assertThat(pair.far.unprotectRtcp(work, 0, length)).isEqualTo(report);
  }

  @ParameterizedTest
  @EnumSource(SrtpSuite.class)
  void refusesReplaysAndTheTooOld(SrtpSuite suite) {
    Pair pair = new Pair(suite);
    byte[] first = protectedBy(pair.near, 100);
    byte[] second = protectedBy(pair.near, 101);
    assertThat(receive(pair.far, second)).isEqualTo(PLAIN);
    assertThat(receive(pair.far, first)).as("late, not replayed").isEqualTo(PLAIN);
    assertThat(receive(pair.far, first)).isEqualTo(SrtpResult.REPLAYED);
    assertThat(receive(pair.far, second)).isEqualTo(SrtpResult.REPLAYED);
    for (int sequence = 102; sequence < 200; sequence++) {
      receive(pair.far, protectedBy(pair.near, sequence));
    }
    assertThat(receive(pair.far, first)).isEqualTo(SrtpResult.TOO_OLD);
  }

  @ParameterizedTest
  @EnumSource(SrtpSuite.class)
  void neverSendsTwoPacketsOfOneIndexNorInClear(SrtpSuite suite) {
    Pair pair = new Pair(suite);
    protectedBy(pair.near, 7);

    assertThat(pair.near.protectRtp(buf, 0, plain(SSRC, 7))).isEqualTo(SrtpResult.REPLAYED);
  }

  @ParameterizedTest
  @EnumSource(SrtpSuite.class)
  void takesTheOldKeyForAShortTimeAfterAChange(SrtpSuite suite) {
    Pair pair = new Pair(suite);
    receive(pair.far, protectedBy(pair.near, 1));
    byte[] onItsWay = protectedBy(pair.near, 2);
    byte[] late = protectedBy(pair.near, 3);
    byte[] tooLate = protectedBy(pair.near, 4);

    SrtpKeys changed = fresh(suite);
    assertThat(pair.far.rekey(pair.theirs, changed)).as("our own key stays").isFalse();
    assertThat(receive(pair.far, onItsWay)).isEqualTo(PLAIN);
    assertThat(buf[20]).isEqualTo((byte) 2);

    assertThat(pair.near.rekey(changed, pair.theirs)).as("our own key changed").isTrue();
    byte[] underTheNewKey = protectedBy(pair.near, 5);
    assertThat(receive(pair.far, underTheNewKey)).isEqualTo(PLAIN);
    assertThat(buf[20]).isEqualTo((byte) 5);
    assertThat(receive(pair.far, late)).isEqualTo(PLAIN);
    assertThat(receive(pair.far, late)).isNegative();

    now += SrtpTransform.OVERLAP_NANOS;
    assertThat(receive(pair.far, tooLate)).isEqualTo(SrtpResult.NOT_AUTHENTIC);
    assertThat(receive(pair.far, protectedBy(pair.near, 6))).isEqualTo(PLAIN);
  }

  @Test
  void followsAFarEndThatKeepsItsRolloverCounterOverAKeyChange() {
    // RFC 3711 3.3.1. Our own sender begins at 0; the far end here is jitsi-srtp with counter 1.
    SrtpSuite suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
    Pair pair = new Pair(suite);
    for (int sequence = 65_500; sequence < 65_600; sequence++) {
      receive(pair.far, protectedBy(pair.near, sequence & 0xFFFF));
    }
    SrtpKeys changed = fresh(suite);
    pair.far.rekey(pair.theirs, changed);
    pair.near.rekey(changed, pair.theirs);
    // 65,536 packets that never leave take the new context's counter to 1.
    byte[] packet = null;
    for (int i = 0; i <= 65_536; i++) {
      packet = protectedBy(pair.near, (64 + i) & 0xFFFF);
    }

    assertThat(receive(pair.far, packet)).isEqualTo(PLAIN);
  }

  @Test
  void strangersCannotPushOutTheSourceOfTheCall() {
    Pair pair = new Pair(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
    Pair other = new Pair(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
    receive(pair.far, protectedBy(pair.near, 1));

    now += 1_000_000_000;
    int refusedUnseen = 0;
    for (int ssrc = 1; ssrc <= 100; ssrc++) {
      int length =
          new SrtpTransform(other.mine, other.theirs, () -> now).protectRtp(buf, 0, plain(ssrc, 1));
      int result = pair.far.unprotectRtp(buf, 0, length);
      assertThat(result).isNegative();
      refusedUnseen += result == SrtpResult.TOO_MANY_SOURCES ? 1 : 0;
    }

    assertThat(refusedUnseen).isEqualTo(100 - ReceivingSources.MAX_STRANGERS);
    assertThat(receive(pair.far, protectedBy(pair.near, 2))).isEqualTo(PLAIN);
  }

  @Test
  void theLeastRecentlyUsedOfTheFarEndsSourcesGoesFirst() {
    Pair pair = new Pair(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
    for (int ssrc = 1; ssrc <= 2 * ReceivingSources.MAX_SOURCES; ssrc++) {
      now += 100_000_000;
      SrtpTransform sender = new SrtpTransform(pair.mine, pair.theirs, () -> now);
      int length = sender.protectRtp(buf, 0, plain(ssrc, 1));
      assertThat(pair.far.unprotectRtp(buf, 0, length)).as("ssrc %d", ssrc).isEqualTo(PLAIN);
    }
  }

  @Test
  void ourOwnSourcesAreBounded() {
    Pair pair = new Pair(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
    for (int ssrc = 1; ssrc <= SendingSources.MAX_SOURCES; ssrc++) {
      assertThat(pair.near.protectRtp(buf, 0, plain(ssrc, 1))).isPositive();
    }
    assertThat(pair.near.protectRtp(buf, 0, plain(99, 1))).isEqualTo(SrtpResult.TOO_MANY_SOURCES);
  }

  @Test
  void saysWhenThereIsNoRoomForTheTrailer() {
    Pair pair = new Pair(SrtpSuite.AEAD_AES_128_GCM);
    byte[] tight = new byte[PLAIN + 15];
    RtpHeader.write(tight, 0, 0, false, 1, 1, SSRC);

    assertThat(pair.near.protectRtp(tight, 0, PLAIN)).isEqualTo(SrtpResult.NO_ROOM);
    assertThat(pair.near.protectRtcp(tight, 0, PLAIN)).isEqualTo(SrtpResult.NO_ROOM);
    assertThat(pair.near.protectRtp(tight, 0, 11)).isEqualTo(SrtpResult.MALFORMED);
  }

  @Test
  void keysAreComparedNotShown() {
    SrtpSuite suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
    byte[] material = generator.generate(suite);
    assertThat(material).hasSize(30);
    assertThat(SrtpKeys.of(suite, material).sameAs(SrtpKeys.of(suite, material.clone()))).isTrue();
    assertThat(SrtpKeys.of(suite, material).sameAs(fresh(suite))).isFalse();
    assertThat(SrtpKeys.of(suite, material)).hasToString("SrtpKeys[AES_CM_128_HMAC_SHA1_80]");

    MediaSecurity.Sdes sdes = new MediaSecurity.Sdes(suite, material, material);
    SrtpTransform loop = SrtpTransform.of(sdes, () -> now);
    assertThat(loop.unprotectRtp(buf, 0, loop.protectRtp(buf, 0, plain(SSRC, 1)))).isEqualTo(PLAIN);
    assertThat(loop.rekey(sdes)).isFalse();
  }
}
