package io.carillon.h323.q931;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.carillon.h323.recorded.Recorded;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Q931CodecTest {

  @Test
  void aRecordedSetupIsReadAndWrittenAsItWas() throws Q931Exception {
    byte[] recorded = Recorded.SETUP_GATEWAY.bytes();

    Q931Message setup = Q931Codec.read(recorded);

    assertThat(setup.type()).isEqualTo(MessageType.SETUP);
    assertThat(setup.callReference()).isEqualTo(0x4823);
    assertThat(setup.toOriginator()).isFalse();
    assertThat(setup.display()).isEqualTo("test1@vydr111.trueconf.name");
    assertThat(setup.element(ElementId.USER_USER).orElseThrow()).hasSize(0x26f);
    assertThat(Q931Codec.write(setup)).isEqualTo(recorded);
  }

  @Test
  void theCalledSideSetsTheFlagOfTheReference() throws Q931Exception {
    Q931Message connect = Q931Codec.read(Recorded.CONNECT_POLYCOM_HDX.bytes());

    assertThat(connect.type()).isEqualTo(MessageType.CONNECT);
    assertThat(connect.callReference()).isEqualTo(0x4823);
    assertThat(connect.toOriginator()).isTrue();
  }

  @Test
  void aNulAtTheEndOfATextIsLeftOut() throws Q931Exception {
    Q931Message setup = Q931Codec.read(Recorded.SETUP_INTEL_PHONE.bytes());

    assertThat(setup.display()).isEqualTo("reveille");
    assertThat(information("2c023100").keypad()).isEqualTo("1");
  }

  @Test
  void numbersAreReadWhateverComesBeforeTheirDigits() throws Q931Exception {
    assertThat(information("7003813132").calledNumber()).isEqualTo("12");
    assertThat(information("6c0421803132").callingNumber()).isEqualTo("12");
    assertThat(information("7001 81").calledNumber()).isEmpty();
    assertThat(information("").calledNumber()).isEmpty();
  }

  @Test
  void aCauseIsWrittenAndRead() throws Q931Exception {
    Q931Message sent =
        Q931Message.of(MessageType.RELEASE_COMPLETE, 7, true).withCause(79).withCallState(10);

    Q931Message read = Q931Codec.read(Q931Codec.write(sent));

    assertThat(read).isEqualTo(sent);
    assertThat(read.cause()).hasValue(79);
    assertThat(information("0803118090").cause()).hasValue(16);
    assertThat(information("0800").cause()).isEmpty();
  }

  @Test
  void elementsOfOtherCodesetsAreNotTakenForOurs() throws Q931Exception {
    // a shift for one element, then a locking one
    assertThat(information("9e2c0131" + "2c0132").keypad()).isEqualTo("2");
    assertThat(information("962c0131" + "2c0132").keypad()).isEmpty();
  }

  @Test
  void whatIsCutOffIsRefused() {
    byte[] recorded = Recorded.CONNECT_POLYCOM_HDX.bytes();
    // Between two elements a message may end.
    for (int length : new int[] {0, 1, 4, 6, 8, 15, 20, recorded.length - 1}) {
      assertThatThrownBy(() -> Q931Codec.read(Arrays.copyOf(recorded, length)))
          .isInstanceOf(Q931Exception.class);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void anyOctetsAreReadOrRefused(byte[] octets) {
    try {
      Q931Message message = Q931Codec.read(octets);
      assertThat(Q931Codec.read(Q931Codec.write(message))).isEqualTo(message);
      assertThat(message.keypad() + message.display() + message.calledNumber()).isNotNull();
    } catch (Q931Exception refused) {
      assertThat(refused).hasMessageMatching("(?s).+");
    }
  }

  private static Q931Message information(String elements) throws Q931Exception {
    return Q931Codec.read(HexFormat.of().parseHex("080200017b" + elements.replace(" ", "")));
  }
}
