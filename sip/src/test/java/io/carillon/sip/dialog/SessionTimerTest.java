package io.carillon.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.sip.dialog.SessionTimerNegotiation.Agreed;
import io.carillon.sip.dialog.SessionTimerNegotiation.TooShort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sip.message.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4028. */
class SessionTimerTest {
  private static final SessionTimerPolicy POLICY = new SessionTimerPolicy(1800, 90);

  private final ManualTimers timers = new ManualTimers();
  private final List<String> happened = new ArrayList<>();
  private final SessionTimer timer =
      new SessionTimer(
          timers,
          () -> happened.add("refresh " + timers.now().toSeconds()),
          () -> happened.add("over " + timers.now().toSeconds()));

  @ParameterizedTest(name = "{0} | {1} -> {2}, Require: {3}")
  @CsvSource({
    // what the caller supports, what it asks, what it gets (RFC 4028 table 2)
    "timer, 600;refresher=uac, 600;refresher=uac, true",
    "timer, 600;refresher=uas, 600;refresher=uas, true",
    "timer, 600, 600;refresher=uac, true",
    "timer, '', 1800;refresher=uac, true",
    "replaces, '', 1800;refresher=uas, false",
    "replaces, 600, 600;refresher=uas, false",
    "timer, 7200, 1800;refresher=uac, true"
  })
  void theAnswerIsThatOfTheTable(String supported, String asked, String agreed, boolean required) {
    Request invite =
        asked.isEmpty()
            ? SipText.request("INVITE", "Supported: " + supported)
            : SipText.request("INVITE", "Supported: " + supported, "Session-Expires: " + asked);

    Agreed answer = (Agreed) SessionTimerNegotiation.answer(invite, POLICY);

    assertThat(answer.header()).isEqualTo(agreed);
    assertThat(answer.requireTimer()).isEqualTo(required);
  }

  @Test
  void aShortIntervalIsRefusedAndItsMinimumHonoured() {
    Request tooShort =
        SipText.request("INVITE", "Supported: timer", "Session-Expires: 89", "Min-SE: 60");
    assertThat(SessionTimerNegotiation.answer(tooShort, POLICY)).isEqualTo(new TooShort(90));

    Request slow =
        SipText.request("INVITE", "Supported: timer", "Session-Expires: 7200", "Min-SE: 3600");
    Agreed agreed = (Agreed) SessionTimerNegotiation.answer(slow, POLICY);
    assertThat(agreed.interval().seconds()).isEqualTo(3600);
  }

  @Test
  void compactAndMalformedHeadersAreRead() {
    Request compact = SipText.request("INVITE", "k: timer", "x: 300;refresher=uas");
    assertThat(((Agreed) SessionTimerNegotiation.answer(compact, POLICY)).header())
        .isEqualTo("300;refresher=uas");

    Request nonsense = SipText.request("INVITE", "Supported: timer", "Session-Expires: soon");
    assertThat(SessionTimerNegotiation.answer(nonsense, POLICY)).isInstanceOf(Agreed.class);
  }

  @Test
  void whoCallsTakesWhatTheAnswerSays() {
    assertThat(SessionTimerNegotiation.accept(SipText.response(200, "INVITE"))).isEmpty();
    assertThat(
            SessionTimerNegotiation.accept(
                SipText.response(200, "INVITE", "Session-Expires: 600;refresher=uas")))
        .contains(new SessionInterval(600, false));
    assertThat(
            SessionTimerNegotiation.accept(
                SipText.response(200, "INVITE", "Session-Expires: 5;refresher=uac")))
        .as("never below the minimum of the RFC")
        .contains(new SessionInterval(90, true));
  }

  @Test
  void aProposalKeepsTheRolesOfTheSession() {
    Request refresh = SipText.request("UPDATE");

    SessionTimerNegotiation.propose(refresh, POLICY, new SessionInterval(600, true), 900);

    assertThat(refresh.getHeader("Session-Expires").toString())
        .contains("900")
        .contains("refresher=uac");
    assertThat(refresh.getHeader("Min-SE").toString()).contains("900");
  }

  @Test
  void theRefresherIsRemindedAtHalfAndTheSessionEndsBeforeItsEnd() {
    timer.run(new SessionInterval(1800, true));
    timers.pass(Duration.ofHours(1));
    assertThat(happened).containsExactly("refresh 900", "over 1768");
  }

  @Test
  void theOtherSideOnlyWatches() {
    timer.run(new SessionInterval(90, false));
    timers.pass(Duration.ofHours(1));
    assertThat(happened).containsExactly("over 60");
  }

  @Test
  void aRefreshStartsOver() {
    timer.run(new SessionInterval(90, false));
    timers.pass(Duration.ofSeconds(50));
    timer.run(new SessionInterval(90, false));
    timers.pass(Duration.ofSeconds(50));
    assertThat(happened).isEmpty();

    timer.stop();
    timers.pass(Duration.ofHours(1));
    assertThat(happened).isEmpty();
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void lessThanNinetySecondsIsNoPolicy() {
    assertThatThrownBy(() -> new SessionTimerPolicy(1800, 89))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
