package io.carillon.media.dtmf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Hostile telephone-events: every packet is either a key, nothing new, or counted. */
class TelephoneEventFuzzTest {

  @FuzzTest
  void packets(FuzzedDataProvider data) {
    TelephoneEventReceiver receiver = new TelephoneEventReceiver();
    long malformed = 0;
    while (data.remainingBytes() > 0) {
      int sequence = data.consumeInt(0, 65_535);
      int timestamp = data.consumeBoolean() ? data.consumeInt() : data.consumeInt(0, 3) * 0xffff;
      boolean marker = data.consumeBoolean();
      byte[] payload = data.consumeBytes(data.consumeBoolean() ? 4 : data.consumeInt(0, 9));
      malformed += payload.length == 4 ? 0 : 1;

      char key = receiver.packet(sequence, timestamp, marker, payload, 0, payload.length);

      assertThat(key == 0 || "0123456789*#ABCD".indexOf(key) >= 0).isTrue();
      TelephoneEvent.looksLikeOne(101, payload, 0, payload.length);
    }
    assertThat(receiver.malformed()).isEqualTo(malformed);
  }
}
