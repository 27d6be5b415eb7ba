package io.carillon.sip.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.EndReason;
import io.carillon.core.trunk.TrunkCall;
import io.carillon.core.trunk.TrunkDirection;
import io.carillon.core.trunk.TrunkTarget;
import io.carillon.sip.leg.OutgoingListener.Failure;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a refusal means for the next place, the caller and a redirect. */
class DecisionsTest {

  private static Failure said(int status) {
    return new Failure(
        status, EndReason.PROTOCOL_ERROR, true, List.of(), OptionalInt.empty(), List.of());
  }

  @Property
  void nobodyIsRungTwiceForOneCall(@ForAll @IntRange(min = 300, max = 699) int status) {
    assertThat(CallOutcome.triesNext(said(status), true)).isFalse();
  }

  @Property
  void onlyAPlaceThatDoesNotWorkIsPassedOver(@ForAll @IntRange(min = 300, max = 699) int status) {
    boolean broken = status == 408 || status / 100 == 5;
    assertThat(CallOutcome.triesNext(said(status), false)).isEqualTo(broken);
  }

  @Property
  void theCallerIsNeverChallengedRedirectedOrSentAway(
      @ForAll @IntRange(min = 300, max = 699) int status) {
    assertThat(CallOutcome.toCaller(said(status)).status())
        .isBetween(400, 699)
        .isNotIn(401, 407, 420, 503);
  }

  @Test
  void silenceAndShortageAreToldApart() {
    assertThat(CallOutcome.toCaller(CallOutcome.silent(EndReason.TRANSPORT_FAILURE)).status())
        .isEqualTo(504);
    assertThat(CallOutcome.toCaller(CallOutcome.silent(EndReason.OVERLOAD)).status())
        .isEqualTo(503);
    assertThat(CallOutcome.triesNext(CallOutcome.silent(EndReason.OVERLOAD), false)).isFalse();
    assertThat(CallOutcome.triesNext(CallOutcome.silent(EndReason.TRANSPORT_FAILURE), false))
        .isTrue();
  }

  @Test
  void aResponseTellsMoreThanSilence() {
    Failure busy = said(503);
    Failure silent = CallOutcome.silent(EndReason.TRANSPORT_FAILURE);
    assertThat(CallOutcome.better(busy, silent)).isSameAs(busy);
    assertThat(CallOutcome.better(silent, busy)).isSameAs(busy);
    assertThat(CallOutcome.better(busy, said(500)).status()).isEqualTo(500);
  }

  @Test
  void redirectsOfACustomerLeadOnlyToItsOwnPlaces() {
    TrunkCall call = Headers.call(TrunkDirection.INBOUND, "+1", "");
    TrunkTarget from = call.targets().getFirst();

    assertThat(
            Redirects.followed(call, from, List.of("sip:200@127.0.0.1", "sip:201@127.0.0.1:5060")))
        .extracting(TrunkTarget::user)
        .containsExactly("200", "201");
    assertThat(
            Redirects.followed(
                call,
                from,
                List.of(
                    "sip:200@10.0.0.1",
                    "sip:200@127.0.0.1:5070",
                    "sip:200@127.0.0.1;maddr=10.0.0.1",
                    "sip:127.0.0.1",
                    "tel:+1900",
                    "nonsense")))
        .isEmpty();
  }

  @Test
  void redirectsOfACarrierAreNotFollowed() {
    TrunkCall call = Headers.call(TrunkDirection.OUTBOUND, "+1", "");

    assertThat(Redirects.followed(call, call.targets().getFirst(), List.of("sip:200@127.0.0.1")))
        .isEmpty();
  }

  @Test
  void aUserThatIsNoNumberStaysInItsPlace() {
    assertThat(Invitation.escaped("+12065550100")).isEqualTo("+12065550100");
    assertThat(Invitation.escaped("a@b>\r\nX: y")).isEqualTo("a%40b%3E%0D%0AX%3A%20y");
    assertThat(Invitation.escaped("Jürgen")).isEqualTo("J%C3%BCrgen");
  }
}
