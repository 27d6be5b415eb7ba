package io.carillon.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Items;
import io.carillon.h323.per.Limits;
import io.carillon.h323.per.PerException;
import io.carillon.h323.per.Value;
import io.carillon.h323.recorded.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The capability set of a real room system: wide audio, H.264, content video, far end camera
 * control.
 */
class RecordedCapabilitiesTest {

  @Test
  void theWholeSetIsRead() throws PerException {
    Fields set = set();

    assertThat(set.objectId("protocolIdentifier")).contains("0.0.8.245.0.13");
    assertThat(entries(set)).hasSize(27);
    assertThat(names(set).subList(0, 3))
        .containsExactly(
            "genericControlCapability", "genericControlCapability", "receiveAudioCapability");
    assertThat(capability(set, 11).value()).isEqualTo(new Chosen("g722-64k", Value.of(20)));
    assertThat(capability(set, 13).value()).isEqualTo(new Chosen("g711Ulaw64k", Value.of(20)));
    assertThat(capability(set, 14).value()).isEqualTo(new Chosen("g711Alaw64k", Value.of(20)));
  }

  @Test
  void h239IsSeen() throws PerException {
    Fields control = capability(set(), 0).fields();

    assertThat(control.chosen("capabilityIdentifier"))
        .contains(new Chosen("standard", Value.objectId("0.0.8.239.1.1")));
  }

  @Test
  void whatMayBeUsedTogetherIsRead() throws PerException {
    Fields descriptor = set().each("capabilityDescriptors", Fields.class).findFirst().orElseThrow();
    List<Items> alternatives = descriptor.each("simultaneousCapabilities", Items.class).toList();

    assertThat(alternatives).hasSize(6);
    assertThat(alternatives.get(1).values()).hasSize(14);
    assertThat(alternatives.get(1).values()).first().isEqualTo(Value.of(3));
  }

  private static Fields set() throws PerException {
    Value message =
        ControlTypes.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.decode(
            Recorded.CAPABILITIES_POLYCOM_HDX.bytes(), Limits.USUAL);
    Chosen request = (Chosen) ((Chosen) message).value();
    assertThat(request.name()).isEqualTo("terminalCapabilitySet");
    return request.fields();
  }

  private static List<Fields> entries(Fields set) {
    return set.each("capabilityTable", Fields.class).toList();
  }

  private static Chosen capability(Fields set, int index) {
    return entries(set).get(index).chosen("capability").orElseThrow();
  }

  private static List<String> names(Fields set) {
    return entries(set).stream()
        .map(entry -> entry.chosen("capability").orElseThrow().name())
        .toList();
  }
}
