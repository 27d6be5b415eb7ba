package io.carillon.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.core.connector.ConnectorLookup;
import io.carillon.core.connector.LoggingConfiguration;
import io.carillon.core.connector.StreamingConfiguration;
import io.carillon.core.connector.StreamingConfiguration.NotificationTarget;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.quality.QualityMinute;
import io.carillon.core.quality.QualityMinute.Flow;
import io.carillon.core.quality.QualityMinute.Score;
import io.carillon.core.record.EventEnvelope.Stream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is set on a connector holds for the logs and events of its calls. */
class ConnectorSettingsTest {
  private final List<String> logged = new ArrayList<>();
  private final LogSink sink = (group, connector, at, json) -> logged.add(group + " " + json);

  @ParameterizedTest(name = "SIP logs {0}, quality logs {1}")
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void eachLogIsWrittenOnlyWhenItIsWanted(boolean sip, boolean quality) {
    ConnectorLookup connectors = Connectors.logging(new LoggingConfiguration(sip, quality));

    new SipMessageLog(sink, connectors).accept(message(Connectors.ID, "t-1"));
    new MediaQualityLog(sink, connectors).accept(minute(Connectors.ID));

    assertThat(logged.stream().anyMatch(line -> line.startsWith("SIP_MESSAGES"))).isEqualTo(sip);
    assertThat(logged.stream().anyMatch(line -> line.startsWith("MEDIA_QUALITY")))
        .isEqualTo(quality);
  }

  @Test
  void whatBelongsToNoConnectorIsLogged() {
    ConnectorLookup connectors = Connectors.logging(new LoggingConfiguration(false, false));

    new SipMessageLog(sink, connectors).accept(message("meetings", ""));
    new MediaQualityLog(sink, connectors).accept(minute("meetings"));

    assertThat(logged).hasSize(2);
  }

  @Test
  void theMessagesOfACallAreFoundByItsTransactionIdInBothLogs() {
    new SipMessageLog(sink, Connectors.NONE).accept(message(Connectors.ID, "t-1"));
    new MediaQualityLog(sink, Connectors.NONE).accept(minute(Connectors.ID));

    assertThat(logged).allMatch(line -> line.contains("\"call_id\":\"t-1\""));
  }

  @ParameterizedTest
  @EnumSource(NotificationTarget.class)
  void streamingEventsGoWhereTheConnectorNamesAndNowhereElse(NotificationTarget named) {
    StreamingTargets targets =
        new StreamingTargets(
            Connectors.streaming(new StreamingConfiguration(24, false, Set.of(named))));

    Set<NotificationTarget> wanted = EnumSet.noneOf(NotificationTarget.class);
    for (NotificationTarget target : NotificationTarget.values()) {
      EventSink got = event -> wanted.add(target);
      targets.only(target, got).put(event(Stream.STREAMING, Connectors.ID));
    }

    assertThat(wanted).containsExactly(named);
  }

  @Test
  void eventsOfMeetingsAndOfOtherKindsGoToEveryTarget() {
    StreamingTargets targets = new StreamingTargets(Connectors.withoutStreaming());
    for (NotificationTarget target : NotificationTarget.values()) {
      assertThat(targets.wants(event(Stream.STREAMING, "meetings"), target)).isTrue();
      assertThat(targets.wants(event(Stream.MEETINGS, Connectors.ID), target)).isTrue();
      assertThat(targets.wants(event(Stream.STREAMING, Connectors.ID), target)).isFalse();
    }
  }

  private static DomainEvent.SipMessagePassed message(String connector, String transactionId) {
    return new DomainEvent.SipMessagePassed(
        Legs.START, connector, "us-east-1", "c-1", transactionId, true, "BYE sip:u@h SIP/2.0");
  }

  private static QualityMinute minute(String connector) {
    return new QualityMinute(
        new QualityMinute.Call(connector, "us-east-1", "t-1", "", null, "", null, "e"),
        Legs.START,
        Flow.UNKNOWN,
        Flow.UNKNOWN,
        Flow.UNKNOWN,
        Flow.UNKNOWN,
        Score.UNKNOWN,
        Score.UNKNOWN);
  }

  private static EventEnvelope event(Stream stream, String connector) {
    return new EventEnvelope(
        stream,
        "id",
        "type",
        "aws.chime",
        "111122223333",
        Legs.START,
        "us-east-1",
        JsonNodeFactory.instance.objectNode().put("voiceConnectorId", connector));
  }
}
