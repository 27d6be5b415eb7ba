package io.carillon.sip.leg;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfoDigitTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Signal=", "Signal=flash", "Signal=16", "Signal=55", "Duration=5", "55", "x"})
  void whatIsNoKeyIsNone(String body) {
    assertThat(InfoDigit.parse(InfoDigit.RELAY, body.getBytes(US_ASCII))).isEmpty();
    assertThat(InfoDigit.parse(InfoDigit.PLAIN, body.getBytes(US_ASCII))).isEmpty();
  }

  @Test
  void bothSpellingsOfAPlainKeyAreRead() {
    assertThat(InfoDigit.parse(InfoDigit.PLAIN, "5".getBytes(US_ASCII))).contains('5');
    assertThat(InfoDigit.parse(InfoDigit.PLAIN, "Signal=10\r\n".getBytes(US_ASCII))).contains('*');
    assertThat(InfoDigit.parse(InfoDigit.RELAY, "5".getBytes(US_ASCII))).isEmpty();
  }

  @Test
  void aLongBodyIsNotSearched() {
    String body = " ".repeat(300) + "\nSignal=5\n";
    assertThat(InfoDigit.parse(InfoDigit.RELAY, body.getBytes(US_ASCII))).isEmpty();
  }

  @FuzzTest
  void anyBodyGivesAKeyOrNone(byte[] body) {
    InfoDigit.parse(InfoDigit.RELAY, body)
        .ifPresent(key -> assertThat("0123456789*#ABCD").contains(key.toString()));
    InfoDigit.parse(InfoDigit.PLAIN, body)
        .ifPresent(key -> assertThat("0123456789*#ABCD").contains(key.toString()));
  }
}
