package io.carillon.sip.bridge;

import static io.carillon.sip.bridge.Headers.of;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferToTest {

  @Test
  void aNumberToCall() {
    ReferTo to = ReferTo.of(of("Refer-To: <sip:+12065550177@pbx.test>")).orElseThrow();
    assertThat(to.target().user()).isEqualTo("+12065550177");
    assertThat(to.replaces()).isEmpty();
    assertThat(to.silent()).isFalse();
    assertThat(ReferTo.of(of("Refer-To: tel:+1206")).orElseThrow().target().user())
        .isEqualTo("+1206");
  }

  @Test
  void aDialogToTakeThePlaceOf() {
    ReferTo to =
        ReferTo.of(
                of(
                    "Refer-To: \"C\" <sip:c@pbx.test?Replaces=1%40a+b%3Bto-tag%3Dx%3Bfrom-tag%3Dy>",
                    "Refer-Sub: false"))
            .orElseThrow();
    assertThat(to.replaces().orElseThrow().callId()).isEqualTo("1@a+b");
    assertThat(to.replaces().orElseThrow().toTag()).isEqualTo("x");
    assertThat(to.replaces().orElseThrow().fromTag()).isEqualTo("y");
    assertThat(to.silent()).isTrue();
  }

  @Test
  void noneOrSeveralOrNothingThatCouldBeCalled() {
    assertThat(ReferTo.of(of())).isEmpty();
    assertThat(ReferTo.of(of("Refer-To: <sip:a@b>", "Refer-To: <sip:c@d>"))).isEmpty();
    assertThat(ReferTo.of(of("Refer-To: <http://a/b>"))).isEmpty();
  }

  @FuzzTest
  void anythingIsReadOrLeftOut(FuzzedDataProvider data) {
    String value = data.consumeRemainingAsString();
    if (HeaderLine.fits("Refer-To", value)) {
      ReferTo.of(List.of(new HeaderLine("Refer-To", value)))
          .ifPresent(to -> assertThat(to.target().text()).isNotEmpty());
    }
    assertThat(ReferTo.unescaped(value)).isNotNull();
  }
}
