package io.carillon.sip.bridge;

import static io.carillon.core.trunk.TrunkDirection.INBOUND;
import static io.carillon.core.trunk.TrunkDirection.OUTBOUND;
import static io.carillon.sip.bridge.Headers.TO_CARRIER;
import static io.carillon.sip.bridge.Headers.TO_CUSTOMER;
import static io.carillon.sip.bridge.Headers.call;
import static io.carillon.sip.bridge.Headers.of;
import static io.carillon.sip.bridge.Headers.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallerIdentityTest {
  private static final String NUMBER = "+12065550123";

  @Test
  void theCallingNameGoesToTheCarrierWithTheNumber() {
    List<HeaderLine> invite =
        of(
            "From: \"Alice of Sales\" <sip:0123@pbx.local>;tag=1",
            "P-Asserted-Identity: \"Alice\" <sip:" + NUMBER + "@10.0.0.1:5080>");

    CallerIdentity told = CallerIdentity.of(call(OUTBOUND, NUMBER, "Acme Inc"), invite, TO_CARRIER);

    assertThat(told.user()).isEqualTo(NUMBER);
    assertThat(told.host()).isEqualTo(Headers.DOMAIN);
    assertThat(told.display()).isEqualTo("Acme Inc");
    assertThat(text(told.asserted()))
        .containsExactly(
            "P-Asserted-Identity: \"Acme Inc\" <sip:" + NUMBER + "@" + Headers.DOMAIN + ">");
  }

  @Test
  void aNameOfThePbxIsCutWhereCarriersCutIt() {
    List<HeaderLine> invite = of("From: \"Alice of the Sales Team\" <sip:0123@pbx.local>;tag=1");

    CallerIdentity told = CallerIdentity.of(call(OUTBOUND, NUMBER, ""), invite, TO_CARRIER);

    assertThat(told.display()).isEqualTo("Alice of the Sa");
    assertThat(text(told.asserted()))
        .containsExactly("P-Asserted-Identity: <sip:" + NUMBER + "@" + Headers.DOMAIN + ">");
  }

  @Test
  void aWithheldNumberReachesTheCarrierAloneAndAsAssertedOnly() {
    List<HeaderLine> invite =
        of(
            "From: <sip:" + NUMBER + "@10.0.0.1>;tag=1",
            "Privacy: id",
            "P-Asserted-Identity: <sip:" + NUMBER + "@10.0.0.1>, <tel:" + NUMBER + ">");

    CallerIdentity outbound = CallerIdentity.of(call(OUTBOUND, NUMBER, "Acme"), invite, TO_CARRIER);
    CallerIdentity inbound = CallerIdentity.of(call(INBOUND, NUMBER, ""), invite, TO_CUSTOMER);

    assertThat(outbound.user()).isEqualTo("anonymous");
    assertThat(outbound.host()).isEqualTo("anonymous.invalid");
    assertThat(outbound.asserted()).hasSize(2);
    assertThat(inbound.user()).isEqualTo("anonymous");
    assertThat(inbound.asserted()).isEmpty();
  }

  @Test
  void anAnonymousCallerStaysSo() {
    List<HeaderLine> invite = of("From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1");

    CallerIdentity told = CallerIdentity.of(call(INBOUND, "", ""), invite, TO_CUSTOMER);

    assertThat(told.user()).isEqualTo("anonymous");
    assertThat(told.asserted()).isEmpty();
  }

  @Test
  void theCustomerSeesNumberAndNameOfTheCaller() {
    List<HeaderLine> invite =
        of(
            "From: \"A rather long name of a caller\" <sip:2065550123@carrier.test>;tag=1",
            "P-Asserted-Identity: <sip:" + NUMBER + "@carrier.test;user=phone>");

    CallerIdentity told = CallerIdentity.of(call(INBOUND, NUMBER, ""), invite, TO_CUSTOMER);

    assertThat(told.user()).isEqualTo(NUMBER);
    assertThat(told.display()).isEqualTo("A rather long name of a caller");
    assertThat(text(told.asserted()))
        .containsExactly(
            "P-Asserted-Identity: <sip:" + NUMBER + "@" + Headers.DOMAIN + ";user=phone>");
  }

  @Test
  void whoAnsweredIsToldUnlessWithheld() {
    String asserted = "P-Asserted-Identity: \"Bob\" <sip:+12065550100@10.0.0.7:5060;transport=tcp>";

    assertThat(text(CallerIdentity.connected(of(asserted), TO_CUSTOMER)))
        .containsExactly("P-Asserted-Identity: \"Bob\" <sip:+12065550100@" + Headers.DOMAIN + ">");
    assertThat(CallerIdentity.connected(of(asserted, "Privacy: id"), TO_CUSTOMER)).isEmpty();
    assertThat(CallerIdentity.connected(of(asserted, "Privacy: id"), TO_CARRIER)).hasSize(1);
  }
}
