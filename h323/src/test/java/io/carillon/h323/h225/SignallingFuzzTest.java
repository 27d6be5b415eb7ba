package io.carillon.h323.h225;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.carillon.h323.per.PerException;
import io.carillon.h323.q931.ElementId;
import io.carillon.h323.q931.Q931Codec;
import io.carillon.h323.q931.Q931Exception;
import io.carillon.h323.recorded.Recorded;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in a user-to-user element: a message, or a {@link PerException}, nothing else. */
class SignallingFuzzTest {

  /** What real endpoints sent are the seeds. */
  static Stream<Arguments> seeds() throws Q931Exception {
    byte[] setup =
        Q931Codec.read(Recorded.SETUP_GATEWAY.bytes()).element(ElementId.USER_USER).orElseThrow();
    byte[] connect =
        Q931Codec.read(Recorded.CONNECT_POLYCOM_HDX.bytes())
            .element(ElementId.USER_USER)
            .orElseThrow();
    return Stream.of(
        Arguments.of((Object) setup),
        Arguments.of((Object) connect),
        Arguments.of((Object) Recorded.ALERTING_POLYCOM_HDX.bytes()));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "30s")
  void anyElementIsReadOrRefused(byte[] element) {
    try {
      UserInformation information = UserInformation.read(element);
      if (information.body().is("setup")) {
        Setup setup = Setup.of(information.fields());
        assertThat(setup.callId()).hasSize(36);
        assertThat(setup.destinations()).allSatisfy(it -> assertThat(it).hasSizeLessThan(129));
      }
    } catch (PerException refused) {
      assertThat(refused).hasMessageMatching("(?s).+");
    }
  }
}
