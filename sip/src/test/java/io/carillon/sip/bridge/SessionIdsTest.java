package io.carillon.sip.bridge;

import static io.carillon.sip.bridge.Headers.of;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionIdsTest {
  private static final String ALICE = "a".repeat(32);
  private static final String BOB = "b".repeat(32);
  private static final String NIL = "0".repeat(32);

  private static SessionIds ids(String... headers) {
    return new SessionIds(of(headers), new Random(1));
  }

  @Test
  void bothHalvesGoThroughAndTurnAroundOnTheWayBack() {
    SessionIds ids = ids("Session-ID: " + ALICE + ";remote=" + NIL);
    assertThat(ids.toCallee().value()).isEqualTo(ALICE + ";remote=" + NIL);

    ids.heardFromCallee(of("Session-ID: " + BOB + ";remote=" + ALICE));

    assertThat(ids.toCaller().value()).isEqualTo(BOB + ";remote=" + ALICE);
    assertThat(ids.toCallee().value()).isEqualTo(ALICE + ";remote=" + BOB);
  }

  @Test
  void whatAPartyDoesNotSendIsMadeOnceAndKept() {
    SessionIds ids = ids();
    String caller = ids.toCallee().value().substring(0, 32);
    assertThat(caller).matches("[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}");

    ids.heardFromCallee(List.of());
    String callee = ids.toCaller().value().substring(0, 32);
    ids.heardFromCallee(List.of());

    assertThat(ids.toCaller().value()).isEqualTo(callee + ";remote=" + caller);
  }

  @Test
  void theOlderFormIsAnsweredInTheOlderForm() {
    SessionIds ids = ids("Session-ID: " + ALICE);
    ids.heardFromCallee(of("Session-ID: " + BOB + ";remote=" + ALICE));

    assertThat(ids.toCallee().value()).isEqualTo(ALICE + ";remote=" + BOB);
    assertThat(ids.toCaller().value()).isEqualTo(ALICE);
  }

  @Test
  void anotherCalleeBringsItsOwnHalf() {
    SessionIds ids = ids("Session-ID: " + ALICE + ";remote=" + NIL);
    ids.heardFromCallee(of("Session-ID: " + BOB + ";remote=" + ALICE));

    ids.forgetCallee();

    assertThat(ids.toCallee().value()).isEqualTo(ALICE + ";remote=" + NIL);
  }

  @Test
  void nonsenseCountsAsMissing() {
    SessionIds ids = ids("Session-ID: hello;remote=you");

    assertThat(ids.toCallee().value()).matches("[0-9a-f]{32};remote=0{32}");
  }
}
