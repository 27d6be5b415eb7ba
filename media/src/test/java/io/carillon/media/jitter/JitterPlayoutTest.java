package io.carillon.media.jitter;

import static io.carillon.media.jitter.PlayoutRig.MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.codec.AudioDecoder;
import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.dsp.Level;
import io.carillon.media.dsp.Tones;
import io.carillon.media.session.PayloadFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Playout through the jitter buffer")
class JitterPlayoutTest {
  private final PlayoutRig rig = new PlayoutRig(8000, JitterSettings.DEFAULT);
  private final JitterCounters counters = rig.playout.counters();

  /** Sends packets from..to-1 in time and reads a tick after each. */
  private short[] smooth(int from, int to) {
    short[] last = null;
    for (int n = from; n < to; n++) {
      rig.tone(n, n * 20L);
      last = rig.read(n * 20L);
    }
    return last;
  }

  @Test
  void nothingReceivedIsSilence() {
    short[] pcm = {7, 7, 7};

    boolean heard = rig.playout.read(pcm, 0, 3, rig.start);

    assertThat(heard).isFalse();
    assertThat(pcm).containsOnly((short) 0);
  }

  @Test
  void aSmoothStreamIsPlayedWholeAfterTheSmallestDelay() {
    smooth(0, 200);

    assertThat(counters.played()).isEqualTo(198);
    assertThat(counters.lost()).isZero();
    assertThat(counters.concealedSamples()).isZero();
    assertThat(rig.playout.delayMillis()).isBetween(38.0, 42.0);
  }

  @Test
  void theToneComesOutClean() {
    smooth(0, 20);
    short[] pcm = new short[160 * 25];
    for (int n = 20; n < 45; n++) {
      rig.tone(n, n * 20L);
      System.arraycopy(rig.read(n * 20L), 0, pcm, (n - 20) * 160, 160);
    }

    assertThat(Tones.sinad(pcm, 0, pcm.length, 400, 8000)).isGreaterThan(30);
  }

  @Test
  void aLostPacketIsConcealedAndCountedOnce() {
    for (int n = 0; n < 100; n++) {
      if (n != 50) {
        rig.tone(n, n * 20L);
      }
      rig.read(n * 20L);
    }

    assertThat(counters.lost()).isEqualTo(1);
    assertThat(counters.concealedSamples()).isEqualTo(160);
    assertThat(counters.late()).isZero();
    assertThat(rig.playout.delayMillis()).isLessThan(62);
  }

  @Test
  void reorderedPacketsArePlayedInOrder() {
    smooth(0, 50);
    PutResult later = rig.tone(51, 1000);
    rig.read(1000);
    PutResult earlier = rig.tone(50, 1005);
    rig.read(1020);
    for (int n = 52; n < 100; n++) {
      rig.tone(n, n * 20L);
      rig.read(n * 20L);
    }

    assertThat(later).isEqualTo(PutResult.STORED);
    assertThat(earlier).isEqualTo(PutResult.REORDERED);
    assertThat(counters.reordered()).isEqualTo(1);
    assertThat(counters.lost()).isZero();
  }

  @Test
  void copiesAreDuplicatesBeforeAndAfterPlayout() {
    smooth(0, 50);

    assertThat(rig.tone(49, 1000)).isEqualTo(PutResult.DUPLICATE);
    assertThat(rig.tone(20, 1000)).isEqualTo(PutResult.DUPLICATE);
    assertThat(counters.duplicate()).isEqualTo(2);
  }

  @Test
  void aPacketAfterItsMomentIsLateAndItsCopyADuplicate() {
    smooth(0, 50);
    for (int n = 51; n < 60; n++) {
      rig.tone(n, n * 20L);
      rig.read(n * 20L);
    }

    assertThat(rig.tone(50, 1200)).isEqualTo(PutResult.LATE);
    assertThat(rig.tone(50, 1201)).isEqualTo(PutResult.DUPLICATE);
    assertThat(counters.late()).isEqualTo(1);
    assertThat(counters.lost()).isEqualTo(1);
  }

  @Test
  void sequenceAndTimestampWrapAroundUnnoticed() {
    long firstSequence = 65_500;
    long firstTimestamp = 0xffff_ffffL - 5_000;
    for (int n = 0; n < 200; n++) {
      rig.tone(firstSequence + n, firstTimestamp + n * 160L, n * 20L * MS);
      rig.read(n * 20L);
    }

    assertThat(counters.played()).isEqualTo(198);
    assertThat(counters.lost() + counters.discarded() + counters.leaps()).isZero();
  }

  @Test
  void aPauseOfTheSenderIsSilenceNotLoss() {
    smooth(0, 50);
    // Sequence numbers go on, time stamps leave out 600 ms (RFC 3551 4.1).
    for (int n = 50; n < 80; n++) {
      rig.read(n * 20L);
    }
    for (int n = 80; n < 130; n++) {
      rig.tone(n - 30L, n * 160L, n * 20L * MS);
      rig.read(n * 20L);
    }

    assertThat(counters.lost()).isZero();
    assertThat(counters.discarded()).isZero();
    assertThat(counters.played()).isEqualTo(98);
    assertThat(rig.playout.delayMillis()).isBetween(38.0, 62.0);
  }

  @Test
  void aLongPauseWhoseClockStoodStillIsNotTakenForDelay() {
    smooth(0, 50);
    for (int n = 50; n < 150; n++) {
      rig.read(n * 20L);
    }
    for (int n = 150; n < 250; n++) {
      rig.tone(n - 100L, (n - 100L) * 160, n * 20L * MS);
      rig.read(n * 20L);
    }

    assertThat(counters.played()).isGreaterThan(140);
    assertThat(rig.playout.delayMillis()).isLessThan(100);
  }

  @Test
  void delayGrowsWithJitterWithinItsBoundAndComesBackWithinSeconds() {
    Random random = new Random(42);
    smooth(0, 100);
    long[] arrivals = new long[400];
    for (int n = 100; n < 400; n++) {
      arrivals[n] = n * 20L + random.nextInt(150);
    }
    for (int tick = 100; tick < 410; tick++) {
      for (int n = 100; n < 400; n++) {
        if (arrivals[n] > (tick - 1) * 20L && arrivals[n] <= tick * 20L) {
          rig.tone(n, arrivals[n]);
        }
      }
      rig.read(tick * 20L);
    }
    double inEpisode = rig.playout.delayMillis();
    for (int n = 400; n < 800; n++) {
      rig.tone(n, n * 20L + 1);
      rig.read(n * 20L + 2);
    }

    assertThat(inEpisode).isBetween(120.0, 200.0);
    assertThat(rig.playout.targetMillis()).isEqualTo(40);
    assertThat(rig.playout.delayMillis()).as("8 s of tone later").isLessThan(65);
    assertThat(counters.shortenedSamples()).isPositive();
  }

  @Test
  void aStallIsCaughtUpWithAtOnceWhenItWouldExceedTheBound() {
    smooth(0, 100);
    for (int n = 100; n < 140; n++) {
      rig.read(n * 20L);
    }
    for (int n = 100; n < 140; n++) {
      rig.tone(n, 2799);
    }
    for (int n = 140; n < 200; n++) {
      rig.tone(n, n * 20L);
      rig.read(n * 20L);
      assertThat(rig.playout.delayMillis()).isLessThanOrEqualTo(200);
    }

    assertThat(counters.discarded()).isBetween(25L, 40L);
  }

  @Test
  void sendersClocksAreFollowed() {
    for (double skew : new double[] {-200e-6, 200e-6}) {
      PlayoutRig skewed = new PlayoutRig(8000, JitterSettings.DEFAULT);
      double worst = 0;
      int sent = 0;
      for (int tick = 0; tick < 60_000; tick++) {
        while (sent * 20.0 * (1 + skew) <= tick * 20.0) {
          skewed.tone(sent, sent * 160L, (long) (sent * 20.0 * (1 + skew) * MS));
          sent++;
        }
        skewed.read(tick * 20L);
        worst = Math.max(worst, skewed.playout.delayMillis());
      }
      // 20 minutes: 240 ms of drift.
      assertThat(worst).as("skew %s", skew).isLessThan(85);
      assertThat(skewed.playout.counters().lost()).isLessThan(5);
      assertThat(skewed.playout.counters().concealedSamples()).isLessThan(8 * 400);
    }
  }

  @Test
  void anotherSsrcIsBelievedFromItsSecondPacketOn() {
    smooth(0, 50);
    rig.ssrc = 0x9999;

    assertThat(rig.tone(30_000, 1_000_000, 1000 * MS)).isEqualTo(PutResult.PROBATION);
    assertThat(rig.tone(30_001, 1_000_160, 1020 * MS)).isEqualTo(PutResult.STORED);
    assertThat(counters.restarts()).isEqualTo(1);
  }

  @Test
  void aStrayPacketOfAnotherSsrcChangesNothing() {
    smooth(0, 50);
    rig.ssrc = 0x9999;
    rig.tone(30_000, 1_000_000, 1000 * MS);
    rig.ssrc = 0x1234;
    smooth(50, 100);

    assertThat(counters.restarts()).isZero();
    assertThat(counters.played()).isEqualTo(98);
  }

  @Test
  void telephoneEventsAreNeitherLossNorDelay() {
    smooth(0, 50);
    for (int n = 50; n < 100; n++) {
      rig.put(n, 50 * 160, 101, 4, n * 20L * MS);
      rig.read(n * 20L);
    }
    smooth(100, 150);

    assertThat(counters.lost()).isZero();
    assertThat(counters.discarded()).isZero();
    assertThat(counters.concealedSamples()).isZero();
    assertThat(rig.playout.delayMillis()).isBetween(38.0, 62.0);
  }

  @Test
  void comfortNoiseIsHeardAtItsLevelUntilSpeechComesBack() {
    smooth(0, 50);
    rig.packet[3] = 50;
    rig.put(50, 50 * 160, 13, 1, 1000 * MS);
    short[] pcm = null;
    for (int n = 50; n < 150; n++) {
      pcm = rig.read(n * 20L);
    }

    assertThat(Level.dbov(Level.rms(pcm, 0, 160))).isBetween(-52.0, -48.0);
    assertThat(counters.concealedSamples()).isZero();

    for (int n = 150; n < 160; n++) {
      rig.tone(n - 99L, n * 160L, n * 20L * MS);
      pcm = rig.read(n * 20L);
    }
    assertThat(Level.dbov(Level.rms(pcm, 0, 160))).isGreaterThan(-20);
    assertThat(counters.lost()).isZero();
  }

  @Test
  void packetsOfAnyLengthFitAnyTick() {
    for (int millis : new int[] {10, 20, 30, 40, 60}) {
      PlayoutRig other = new PlayoutRig(48000, JitterSettings.DEFAULT);
      int sent = 0;
      for (int tick = 0; tick < 300; tick++) {
        while ((sent + 1) * millis <= tick * 20) {
          other.put(sent, sent * millis * 8L, 0, millis * 8, (sent + 1L) * millis * MS);
          sent++;
        }
        other.read(tick * 20L);
      }
      JitterCounters of = other.playout.counters();
      assertThat(of.lost()).as("%s ms", millis).isZero();
      assertThat(of.discarded()).as("%s ms", millis).isZero();
      assertThat(of.concealedSamples()).as("%s ms", millis).isLessThanOrEqualTo(960 * 2);
    }
  }

  @Test
  void whatWasNotAgreedOnIsDropped() {
    assertThat(rig.put(1, 160, 77, 160, 0)).isEqualTo(PutResult.UNKNOWN_PAYLOAD);
    assertThat(rig.put(1, 160, 0, 1501, 0)).isEqualTo(PutResult.TOO_LONG);
    assertThat(rig.read(0)).containsOnly((short) 0);
  }

  @Test
  void malformedPayloadsAreConcealedAndCounted() {
    smooth(0, 50);
    rig.put(50, 50 * 160, 0, 0, 1000 * MS);
    rig.read(1000);
    smooth(51, 60);

    assertThat(counters.malformed()).isEqualTo(1);
    assertThat(counters.concealedSamples()).isEqualTo(160);
  }

  @Test
  void aNewPlanKeepsWhatKeepsItsMeaning() {
    smooth(0, 50);

    rig.playout.formats(Map.of(0, PlayoutRig.PCMU, 13, PlayoutRig.CN), rig.codecs);
    smooth(50, 60);
    rig.playout.formats(Map.of(0, PlayoutRig.PCMU, 13, PlayoutRig.CN), rig.codecs);
    smooth(60, 70);

    assertThat(rig.put(70, 70 * 160, 101, 4, 1400 * MS)).isEqualTo(PutResult.UNKNOWN_PAYLOAD);
    assertThat(counters.played()).isGreaterThan(60);
  }

  @Test
  void aLostOpusPacketIsRecoveredFromTheNext() {
    PlayoutRig opus = new PlayoutRig(48_000, JitterSettings.DEFAULT);
    short[] speech = glide();
    short[] scratch = new short[960];
    int carriers = 0;
    try (AudioEncoder encoder = opus.codecs.encoder(PlayoutRig.OPUS, 20);
        AudioDecoder probe = opus.codecs.decoder(PlayoutRig.OPUS)) {
      for (int n = 0; n < 200; n++) {
        int length = encoder.encode(speech, n * 960, 960, opus.packet, 3);
        if (n % 10 == 0 && n > 0) {
          carriers += probe.recover(opus.packet, 3, length, scratch, 0, 960) > 0 ? 1 : 0;
        }
        if (n % 10 != 9) {
          opus.put(n, n * 960L, 111, length, n * 20L * MS);
        }
        opus.read(n * 20L);
      }
    }
    opus.playout.close();

    JitterCounters of = opus.playout.counters();
    assertThat(of.lost()).isBetween(18L, 20L);
    assertThat(carriers).as("the encoder decides which packets carry FEC").isGreaterThan(5);
    assertThat(of.recoveredSamples()).isEqualTo(960L * carriers);
    assertThat(of.recoveredSamples() + of.concealedSamples()).isLessThanOrEqualTo(960 * 20);
  }

  /** A voice whose pitch moves, so that the encoder has something to say. */
  private static short[] glide() {
    short[] pcm = new short[200 * 960];
    double phase = 0;
    for (int i = 0; i < pcm.length; i++) {
      phase += 2 * Math.PI * (150 + 60 * Math.sin(2 * Math.PI * 3 * i / 48_000.0)) / 48_000;
      pcm[i] = (short) (5_000 * (Math.sin(phase) + Math.sin(2 * phase) + Math.sin(3 * phase)));
    }
    return pcm;
  }

  @Test
  void theSenderMayChangeItsCodecInMidStream() {
    PlayoutRig wide = new PlayoutRig(48_000, JitterSettings.DEFAULT);
    short[] pcm = null;
    int sequence = 0;
    long now = 0;
    for (PayloadFormat format : List.of(PlayoutRig.PCMU, PlayoutRig.G722, PlayoutRig.OPUS)) {
      int type = format.is("PCMU") ? 0 : format.is("G722") ? 9 : 111;
      try (AudioEncoder encoder = wide.codecs.encoder(format, 20)) {
        int rate = encoder.sampleRate();
        short[] tone = Tones.sine(1000, 10_000, rate, rate * 2);
        for (int n = 0; n < 100; n++) {
          int length = encoder.encode(tone, n * rate / 50, rate / 50, wide.packet, 3);
          long timestamp = (long) sequence * encoder.rtpTicks(rate / 50);
          wide.put(sequence++, timestamp, type, length, now * MS);
          pcm = wide.read(now);
          now += 20;
        }
      }
      double level = Tones.amplitude(pcm, 0, 960, 1000, 48_000);
      assertThat(Tones.db(level / 10_000)).as(format.encodingName()).isBetween(-1.5, 1.5);
    }
    wide.playout.close();

    assertThat(wide.playout.counters().played()).isGreaterThan(285);
    assertThat(wide.playout.counters().malformed()).isZero();
  }

  @Test
  void anOpusSenderWithDtxIsNeitherLossNorConcealment() {
    PlayoutRig opus = new PlayoutRig(48_000, JitterSettings.DEFAULT);
    PayloadFormat dtx = new PayloadFormat("opus", 48_000, 2, "usedtx=1");
    short[] speech = glide();
    short[] silence = new short[speech.length];
    int sequence = 0;
    try (AudioEncoder encoder = opus.codecs.encoder(dtx, 20)) {
      for (int n = 0; n < 600; n++) {
        boolean talks = n / 100 % 2 == 0;
        short[] source = talks ? speech : silence;
        int length = encoder.encode(source, n % 100 * 960, 960, opus.packet, 3);
        if (length > 0) {
          opus.put(sequence++, n * 960L, 111, length, n * 20L * MS);
        }
        opus.read(n * 20L);
      }
    }
    opus.playout.close();

    JitterCounters of = opus.playout.counters();
    assertThat(sequence).as("packets saved").isLessThan(500);
    assertThat(of.lost()).isZero();
    assertThat(of.discarded()).isZero();
    assertThat(of.silentSamples()).isGreaterThan(of.concealedSamples() * 2);
  }
}
