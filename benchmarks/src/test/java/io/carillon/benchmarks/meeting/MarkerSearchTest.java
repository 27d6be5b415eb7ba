package io.carillon.benchmarks.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.codec.Codecs;
import io.carillon.media.rtp.RtpHeader;
import org.junit.jupiter.api.Test;

class MarkerSearchTest {
  private static final long MILLI = 1_000_000;
  private static final int PACKETS = 50;

  @Test
  void tellsWhenTheFirstSampleOfTheMarkerIsPlayed() {
    // given a marker that begins 5 ms into the packet that comes 200 ms after the first
    Received received = heard(10 * Speech.SAMPLES + 40);
    // when it was sent at 130 ms
    long delay = new MarkerSearch(received).delay(130 * MILLI);
    // then 75 ms passed from mouth to ear
    assertThat(delay).isEqualTo(75 * MILLI);
  }

  @Test
  void hearsNoMarkerInSpeech() {
    Received received = heard(-1);

    assertThat(new MarkerSearch(received).delay(0)).isEqualTo(-1);
  }

  @Test
  void countsPacketsThatComeLaterThanTheFastest() {
    Received received = new Received(3, false);
    received.packet(packet(0, new byte[Speech.SAMPLES]), length(), 100 * MILLI);
    received.packet(packet(1, new byte[Speech.SAMPLES]), length(), 120 * MILLI);
    received.packet(packet(2, new byte[Speech.SAMPLES]), length(), 165 * MILLI);

    assertThat(received.late(0, 200 * MILLI, 20 * MILLI)).isEqualTo(1);
    assertThat(received.late(0, 200 * MILLI, 30 * MILLI)).isZero();
    assertThat(received.within(110 * MILLI, 200 * MILLI)).isEqualTo(2);
  }

  /** A second of somebody's speech, with the marker on top from this sample on. */
  private static Received heard(int markerAt) {
    byte[][] speech = Speech.talking(7);
    short[] pcm = new short[PACKETS * Speech.SAMPLES];
    Codecs codecs = new Codecs();
    try (var decoder = codecs.decoder(Speech.PCMU);
        AudioEncoder encoder = codecs.encoder(Speech.PCMU, 20)) {
      for (int i = 0; i < PACKETS; i++) {
        decoder.decode(speech[i], 0, Speech.SAMPLES, pcm, i * Speech.SAMPLES);
      }
      short[] marker = Speech.markerSamples();
      for (int i = 0; markerAt >= 0 && i < marker.length; i++) {
        pcm[markerAt + i] = (short) Math.clamp(pcm[markerAt + i] + marker[i], -32_768, 32_767);
      }
      Received received = new Received(PACKETS, true);
      byte[] payload = new byte[AudioEncoder.MAX_PAYLOAD_BYTES];
      for (int i = 0; i < PACKETS; i++) {
        encoder.encode(pcm, i * Speech.SAMPLES, Speech.SAMPLES, payload, 0);
        received.packet(packet(i, payload), length(), i * 20 * MILLI);
      }
      return received;
    }
  }

  private static int length() {
    return RtpHeader.FIXED_BYTES + Speech.SAMPLES;
  }

  private static byte[] packet(int sequence, byte[] payload) {
    byte[] packet = new byte[length()];
    RtpHeader.write(packet, 0, 0, false, sequence, sequence * Speech.SAMPLES, 1);
    System.arraycopy(payload, 0, packet, RtpHeader.FIXED_BYTES, Speech.SAMPLES);
    return packet;
  }
}
