package io.carillon.sip.bridge;

import static io.carillon.sip.bridge.Headers.of;
import static io.carillon.sip.bridge.Headers.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CarriedReasonTest {

  @Test
  void whyTheOtherSideEndedTheCallIsToldAgain() {
    assertThat(
            text(
                CarriedReason.of(
                    of("Reason: Q.850;cause=16;text=\"Normal, clearing\", SIP ;cause=200"))))
        .containsExactly(
            "Reason: Q.850;cause=16;text=\"Normal, clearing\"", "Reason: SIP;cause=200");
  }

  @Test
  void whatIsNotUnderstoodStaysBehind() {
    assertThat(
            CarriedReason.of(
                of(
                    "Reason: preemption;cause=1",
                    "Reason: Q.850",
                    "Reason: SIP;cause=abc",
                    "Reason: ")))
        .isEmpty();
  }

  @Test
  void textCannotLeaveItsQuotes() {
    assertThat(text(CarriedReason.of(of("Reason: SIP;cause=486;text=\"a\\\" b\";x=y"))))
        .containsExactly("Reason: SIP;cause=486;text=\"a'' b\"");
  }
}
