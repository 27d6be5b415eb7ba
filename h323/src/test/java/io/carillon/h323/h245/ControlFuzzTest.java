package io.carillon.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.carillon.h323.per.PerException;
import io.carillon.h323.recorded.Recorded;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes on the control channel is answered or passed over; what is no message is refused
 * before.
 */
class ControlFuzzTest {

  static Stream<Arguments> seeds() {
    return Stream.of(
        Arguments.of((Object) Recorded.CAPABILITIES_POLYCOM_HDX.bytes()),
        Arguments.of((Object) ControlMessage.endSession().write()),
        Arguments.of((Object) Proposals.key('1').write()));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "30s")
  void anyMessageIsHandledOrRefused(byte[] octets) {
    ControlParty server = new ControlParty("192.0.2.1", 1, AudioCodec.values());
    server.control.begin();
    int before = server.sent.size();
    try {
      server.control.receive(ControlMessage.read(octets));
      assertThat(server.sent.size() - before).isLessThan(5);
    } catch (PerException refused) {
      assertThat(refused).hasMessageMatching("(?s).+");
    }
  }
}
