package io.carillon.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegRole;
import io.carillon.core.connector.ConnectorLookup;
import io.carillon.core.connector.StreamingConfiguration;
import io.carillon.core.record.Connectors;
import io.carillon.core.record.Legs;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamingRulesTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private final LegInfo meeting = Legs.leg("t-1");

  @ParameterizedTest
  @EnumSource(names = {"CUSTOMER", "REMOTE", "RECORDED"})
  void onATrunkTheConnectorDecides(LegRole role) {
    LegInfo leg = meeting.withRole(role);

    assertThat(rules(Connectors.withoutStreaming(), true).streams(leg)).isFalse();
    assertThat(rules(Connectors.NONE, true).streams(leg)).isFalse();
    assertThat(rules(Connectors.streaming(hours(24, false)), false).streams(leg)).isTrue();
    assertThat(rules(Connectors.streaming(hours(24, true)), true).streams(leg)).isFalse();
  }

  @Test
  void intoMeetingsTheServerDecides() {
    assertThat(rules(Connectors.NONE, true).streams(meeting)).isTrue();
    assertThat(rules(Connectors.streaming(hours(24, false)), false).streams(meeting)).isFalse();
  }

  @Test
  void aStreamIsKeptAsItsConnectorSaysElseAsTheServerDoes() {
    StreamingRules rules = rules(Connectors.streaming(hours(24, false)), true);

    assertThat(rules.keep(Connectors.ID)).contains(Duration.ofHours(24));
    assertThat(rules.keepHours(Connectors.ID)).isEqualTo(24);
    assertThat(rules.keep("meetings")).contains(WEEK);
    assertThat(rules.keepHours("meetings")).isEqualTo(168);
  }

  @Test
  void aConnectorThatKeepsNothingDoesNotKeepForEver() {
    StreamingRules rules = rules(Connectors.streaming(hours(0, false)), true);

    assertThat(rules.keep(Connectors.ID)).contains(Duration.ZERO);
    assertThat(rules.keepHours(Connectors.ID)).isZero();
  }

  @Test
  void forEverIsTheMostHoursThereAre() {
    StreamingRules rules = new StreamingRules(Connectors.NONE, true, Duration.ZERO);

    assertThat(rules.keep("meetings")).isEmpty();
    assertThat(rules.keepHours("meetings")).isEqualTo(87_600);
  }

  private static StreamingRules rules(ConnectorLookup connectors, boolean meetings) {
    return new StreamingRules(connectors, meetings, WEEK);
  }

  private static StreamingConfiguration hours(int hours, boolean disabled) {
    return new StreamingConfiguration(hours, disabled, Set.of());
  }
}
