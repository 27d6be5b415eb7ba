package io.carillon.core.trunk;

import static io.carillon.core.trunk.TrunkFixture.BRANCH;
import static io.carillon.core.trunk.TrunkFixture.CARRIER;
import static io.carillon.core.trunk.TrunkFixture.HOST;
import static io.carillon.core.trunk.TrunkFixture.NUMBER;
import static io.carillon.core.trunk.TrunkFixture.OFFICE;
import static io.carillon.core.trunk.TrunkFixture.PBX;
import static io.carillon.core.trunk.TrunkFixture.call;
import static io.carillon.core.trunk.TrunkFixture.connector;
import static io.carillon.core.trunk.TrunkFixture.office;
import static io.carillon.core.trunk.TrunkFixture.origination;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.EndReason;
import io.carillon.core.connector.ConnectorGroup;
import io.carillon.core.connector.ConnectorNumber.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** How many calls, and how fast. */
class ThrottlingTest {
  private static final TrunkAttempt OUT = call(PBX, "+14155550123", HOST);
  private static final TrunkAttempt IN = call(CARRIER, NUMBER, "203.0.113.1");

  private final TrunkFixture trunks =
      new TrunkFixture().withCarrier().with(office()).number(NUMBER, OFFICE);

  @Test
  void aConnectorsCallsPerSecondAreItsLimit() {
    for (int i = 0; i < 10; i++) {
      trunks.placed(OUT);
    }
    TrunkDecision.Refuse refuse = trunks.refused(OUT);
    assertThat(refuse.throttled()).isTrue();
    assertThat(refuse.reason()).isEqualTo(EndReason.OVERLOAD);
    assertThat(refuse.connectorId()).isEqualTo(OFFICE);

    trunks.nanoTime += TimeUnit.MILLISECONDS.toNanos(100);
    trunks.placed(OUT);
    assertThat(trunks.refused(OUT).throttled()).isTrue();
    assertThat(trunks.placed(IN).connectorId()).as("calls to the PBX are not its").isNotEmpty();
  }

  @Test
  void allTogetherHaveALimitToo() {
    trunks.cps = 3;
    for (int i = 0; i < 3; i++) {
      trunks.placed(IN);
    }
    assertThat(trunks.refused(IN).throttled()).isTrue();
    assertThat(trunks.refused(OUT).throttled()).isTrue();
  }

  @Test
  void roomIsGivenBackOnceWhenTheCallEnds() {
    trunks.callsPerConnector = 2;
    TrunkCall first = trunks.placed(OUT);
    trunks.placed(IN);
    assertThat(trunks.refused(OUT).throttled()).isTrue();
    first.permit().close();
    first.permit().close();
    trunks.placed(OUT);
    assertThat(trunks.refused(IN).throttled()).isTrue();
    assertThat(trunks.throttles.calls()).isEqualTo(2);
  }

  @Test
  void callsOfAllConnectorsAreBounded() {
    trunks.calls = 1;
    trunks.placed(IN);
    assertThat(trunks.refused(OUT).throttled()).isTrue();
  }

  @Test
  void aGroupFallsOverFromAFullConnector() {
    TrunkFixture two = new TrunkFixture().withCarrier();
    UUID group = two.group(new ConnectorGroup.Item(OFFICE, 1), new ConnectorGroup.Item(BRANCH, 2));
    two.callsPerConnector = 1;
    two.with(office())
        .with(connector(BRANCH).withOrigination(Optional.of(origination("b.example/udp"))))
        .number(NUMBER, new Use.ToGroup(group));
    assertThat(two.placed(IN).connectorId()).isEqualTo(OFFICE);
    assertThat(two.placed(IN).connectorId()).isEqualTo(BRANCH);
    assertThat(two.refused(IN).throttled()).isTrue();
  }

  @Test
  void aCallThatStaysInTheHouseTakesRoomInBothConnectors() {
    trunks.callsPerConnector = 1;
    trunks
        .with(connector(BRANCH).withOrigination(Optional.of(origination("b.example/udp"))))
        .number("+12065550101", BRANCH);
    TrunkCall call = trunks.placed(call(PBX, "+12065550101", HOST));
    assertThat(trunks.throttles.roomFor(OFFICE)).isFalse();
    assertThat(trunks.throttles.roomFor(BRANCH)).isFalse();
    call.permit().close();
    TrunkCall own = trunks.placed(call(PBX, NUMBER, HOST));
    assertThat(own.connectorId()).as("to itself it takes one place").isEqualTo(OFFICE);
    own.permit().close();
    assertThat(trunks.throttles.calls()).isZero();
  }

  @Test
  void aCallToTheMeetingsIsOneOfAllCalls() {
    trunks.calls = 1;
    trunks.number("+12065550102", new Use.ToMeetings());
    TrunkAttempt toMeetings = call(CARRIER, "+12065550102", "203.0.113.1");
    TrunkDecision.Meeting meeting = (TrunkDecision.Meeting) trunks.decide(toMeetings);

    TrunkDecision.Refuse refuse = trunks.refused(toMeetings);
    assertThat(refuse.throttled()).isTrue();
    assertThat(refuse.connectorId()).isEqualTo("meetings");

    meeting.permit().close();
    assertThat(trunks.decide(toMeetings)).isInstanceOf(TrunkDecision.Meeting.class);
  }

  @Test
  void thePbxsCallToTheMeetingsIsOneOfItsConnectors() {
    trunks.callsPerConnector = 1;
    trunks.number("+12065550102", new Use.ToMeetings());
    TrunkAttempt toMeetings = call(PBX, "+12065550102", HOST);
    TrunkDecision.Meeting meeting = (TrunkDecision.Meeting) trunks.decide(toMeetings);
    assertThat(trunks.refused(toMeetings).throttled()).isTrue();
    assertThat(trunks.refused(OUT).throttled()).isTrue();
    meeting.permit().close();
    trunks.placed(OUT);
  }

  @Test
  void aRecordingSessionIsACallOfItsConnector() {
    trunks.callsPerConnector = 1;
    TrunkDecision.Proven session = (TrunkDecision.Proven) trunks.routing().identify(OUT, true);
    TrunkDecision.Refuse refuse = (TrunkDecision.Refuse) trunks.routing().identify(OUT, true);
    assertThat(refuse.throttled()).isTrue();
    assertThat(refuse.connectorId()).isEqualTo(OFFICE);
    assertThat(trunks.refused(OUT).throttled()).isTrue();
    assertThat(trunks.routing().identify(OUT, false)).isInstanceOf(TrunkDecision.Proven.class);
    session.permit().close();
    trunks.placed(OUT);
  }

  @Test
  void recordingSessionsComeNoFasterThanOtherCalls() {
    for (int i = 0; i < 10; i++) {
      assertThat(trunks.routing().identify(OUT, true)).isInstanceOf(TrunkDecision.Proven.class);
    }
    assertThat(((TrunkDecision.Refuse) trunks.routing().identify(OUT, true)).throttled()).isTrue();
  }

  @Test
  void aCallThatGoesOnToAnotherConnectorTakesItsRoomAlong() {
    TrunkFixture two = new TrunkFixture().withCarrier();
    UUID group = two.group(new ConnectorGroup.Item(OFFICE, 1), new ConnectorGroup.Item(BRANCH, 2));
    two.callsPerConnector = 1;
    two.with(office())
        .with(connector(BRANCH).withOrigination(Optional.of(origination("b.example/udp"))))
        .number(NUMBER, new Use.ToGroup(group));
    TrunkCall first = two.placed(IN);

    assertThat(first.permit().moveTo(OFFICE)).as("it is there").isTrue();
    assertThat(first.permit().moveTo(BRANCH)).isTrue();

    assertThat(two.throttles.roomFor(OFFICE)).isTrue();
    assertThat(two.throttles.roomFor(BRANCH)).isFalse();
    TrunkCall second = two.placed(IN);
    assertThat(second.connectorId()).isEqualTo(OFFICE);
    assertThat(second.permit().moveTo(BRANCH)).as("it is full").isFalse();
    assertThat(two.throttles.roomFor(OFFICE)).as("so it stays").isFalse();

    first.permit().close();
    assertThat(first.permit().moveTo(OFFICE)).as("it is over").isFalse();
    assertThat(second.permit().moveTo(BRANCH)).isTrue();
    second.permit().close();
    assertThat(two.throttles.roomFor(OFFICE) && two.throttles.roomFor(BRANCH)).isTrue();
    assertThat(two.throttles.calls()).isZero();
  }

  @Test
  void aRefusedCallTakesNoRoom() {
    trunks.refused(call(PBX, "+442071234567", HOST));
    trunks.refused(call("203.0.113.99", "+14155550123", HOST));
    assertThat(trunks.throttles.calls()).isZero();
  }

  @Property(tries = 200)
  void whateverComesAndGoesTheBoundsHoldAndNothingStays(
      @ForAll @IntRange(min = 1, max = 5) int most,
      @ForAll @IntRange(min = 1, max = 4) int mostEach,
      @ForAll List<@IntRange(min = 0, max = 5) Integer> steps) {
    TrunkPolicy policy =
        new TrunkPolicy(false, Set.of(), "meetings", "us-east-1", 100_000, most, mostEach);
    Throttles throttles = new Throttles(policy, () -> 0);
    List<Permit> held = new ArrayList<>();
    for (int step : steps) {
      if (step >= 4 && !held.isEmpty()) {
        held.removeFirst().close();
      } else {
        String id = step % 2 == 0 ? OFFICE : BRANCH;
        throttles.take(List.of(new Throttles.Ask(id, 0))).ifPresent(held::add);
      }
      assertThat(throttles.calls()).isEqualTo(held.size()).isLessThanOrEqualTo(most);
    }
    held.forEach(Permit::close);
    assertThat(throttles.calls()).isZero();
    assertThat(throttles.roomFor(OFFICE) && throttles.roomFor(BRANCH)).isTrue();
  }
}
