package io.carillon.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class RtcpFuzzTest {
  private final RtcpReader reader = new RtcpReader();

  @FuzzTest
  void compounds(byte[] bytes) {
    RtcpTest.Notes notes = new RtcpTest.Notes();
    if (reader.read(bytes, 0, bytes.length, notes) == RtcpReader.MALFORMED) {
      assertThat(notes.lines).isEmpty();
    }
    // Every line stands for at least four bytes of the compound.
    assertThat(notes.lines.size()).isLessThanOrEqualTo(bytes.length / 2);
  }
}
