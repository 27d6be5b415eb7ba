package io.carillon.sip.bridge;

import static io.carillon.sip.bridge.Headers.TO_CARRIER;
import static io.carillon.sip.bridge.Headers.TO_CUSTOMER;
import static io.carillon.sip.bridge.Headers.of;
import static io.carillon.sip.bridge.Headers.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.dialog.HeaderLine;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CarriedHeadersTest {

  @Test
  void whatTheCallerSaysOfTheCallIsCarried() {
    List<HeaderLine> invite =
        of(
            "Subject: lunch",
            "X-Ticket: 4711",
            "User-to-User: 56a390f3d2b7310023a2;encoding=hex",
            "Accept-Language: fr, en;q=0.5",
            "Priority: urgent",
            "Privacy: none");

    assertThat(CarriedHeaders.ofInvite(invite, TO_CARRIER)).isEqualTo(invite);
  }

  @Test
  void whatBelongsToOneSideStaysThere() {
    List<HeaderLine> invite =
        of(
            "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1",
            "Route: <sip:10.0.0.2;lr>",
            "Record-Route: <sip:10.0.0.3;lr>",
            "Contact: <sip:alice@10.0.0.1>",
            "Call-ID: 1@10.0.0.1",
            "User-Agent: PBX/1",
            "Server: PBX/1",
            "Authorization: Digest username=\"alice\"",
            "Proxy-Authorization: Digest username=\"alice\"",
            "Supported: 100rel",
            "Require: 100rel",
            "Allow: INVITE",
            "Alert-Info: <http://10.0.0.1/ring.wav>",
            "Call-Info: <http://10.0.0.1/me.png>;purpose=icon",
            "Geolocation: <cid:here@10.0.0.1>",
            "P-Asserted-Identity: <sip:alice@10.0.0.1>",
            "X-Carillon-Way: 0123456789abcdef01234567");

    assertThat(CarriedHeaders.ofInvite(invite, TO_CARRIER)).isEmpty();
  }

  @Test
  void whoPassedTheCallOnIsToldWithoutWhere() {
    List<HeaderLine> invite =
        of(
            "Diversion: \"Bob\" <sip:+12065550111@10.0.0.9:5070;transport=tcp;user=phone>"
                + ";reason=no-answer;counter=2",
            "History-Info: <sip:+1@10.1.1.1?Reason=SIP%3Bcause%3D302>;index=1,"
                + " <sip:+2@10.1.1.2;cause=302>;index=1.1, <tel:+3>;index=1.2");

    assertThat(text(CarriedHeaders.ofInvite(invite, TO_CUSTOMER)))
        .containsExactly(
            "Diversion: \"Bob\" <sip:+12065550111@abc.voiceconnector.test;user=phone>"
                + ";reason=no-answer;counter=2",
            "History-Info: <sip:+1@abc.voiceconnector.test?Reason=SIP%3Bcause%3D302>;index=1",
            "History-Info: <sip:+2@abc.voiceconnector.test;cause=302>;index=1.1",
            "History-Info: <tel:+3>;index=1.2");
  }

  @Test
  void headersInsideAnAddressThatCouldLeadSomewhereAreLeftOut() {
    List<HeaderLine> invite =
        of("History-Info: <sip:+1@10.1.1.1?Route=%3Csip%3A10.0.0.1%3E>;index=1");

    assertThat(text(CarriedHeaders.ofInvite(invite, TO_CUSTOMER)))
        .containsExactly("History-Info: <sip:+1@abc.voiceconnector.test>;index=1");
  }

  @Test
  void ofACallerWhoWithholdsTheNumberTheCustomerLearnsNoWayEither() {
    List<HeaderLine> invite =
        of("Privacy: id;critical", "Diversion: <sip:+1@10.0.0.9>;reason=no-answer");

    assertThat(text(CarriedHeaders.ofInvite(invite, TO_CUSTOMER)))
        .containsExactly("Privacy: id;critical");
    assertThat(CarriedHeaders.ofInvite(invite, TO_CARRIER)).hasSize(2);
  }

  @Test
  void whereTheCallerIsGoesWithAnEmergencyCall() {
    Passage emergency = new Passage(Passage.Side.CARRIER, Headers.DOMAIN, true);
    List<HeaderLine> invite =
        of(
            "Geolocation: <cid:here@alice.test>",
            "Geolocation-Routing: no",
            "Call-Info: <cid:data@alice.test>;purpose=EmergencyCallData.ProviderInfo",
            "Call-Info: <https://10.0.0.1/data>;purpose=EmergencyCallData.ProviderInfo");

    assertThat(CarriedHeaders.ofInvite(invite, emergency)).isEqualTo(invite.subList(0, 3));
  }

  @Test
  void laterRequestsCarryLess() {
    List<HeaderLine> info =
        of("X-Key: 1", "Diversion: <sip:1@10.0.0.1>", "Privacy: id", "Subject: s");

    assertThat(text(CarriedHeaders.ofRequest(info, TO_CARRIER)))
        .containsExactly("X-Key: 1", "Subject: s");
  }

  @Test
  void responsesCarryTheirOwn() {
    List<HeaderLine> ok =
        of(
            "X-Agent: 7",
            "Warning: 399 10.0.0.1 \"x\"",
            "Retry-After: 5",
            "Subject: no",
            "Privacy: none");

    assertThat(text(CarriedHeaders.ofResponse(ok, TO_CARRIER)))
        .containsExactly("X-Agent: 7", "Privacy: none");
  }

  @Test
  void tooManyAndTooLongAreLeftOut() {
    List<HeaderLine> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(new HeaderLine("X-" + i, "v"));
      many.add(new HeaderLine("Diversion", "<sip:" + i + "@10.0.0.1>"));
    }
    many.addFirst(new HeaderLine("X-Long", "v".repeat(513)));

    List<HeaderLine> carried = CarriedHeaders.ofInvite(many, TO_CARRIER);

    assertThat(carried.stream().filter(line -> line.name().startsWith("X-"))).hasSize(31);
    assertThat(carried.stream().filter(line -> line.is("Diversion"))).hasSize(16);
  }

  @Provide
  Arbitrary<List<HeaderLine>> anyHeaders() {
    Arbitrary<String> names =
        Arbitraries.of(
            "X-A", "Diversion", "History-Info", "Subject", "User-to-User", "Via", "Contact");
    Arbitrary<String> pieces =
        Arbitraries.of(
            "<", ">", "\"", "\\", ",", ";", "sip:a@10.0.0.1", "tel:1", "?", "=", "@", " ", "%");

    Arbitrary<String> values = pieces.list().ofMaxSize(20).map(list -> String.join("", list));
    return Combinators.combine(names, values).as(HeaderLine::new).list().ofMaxSize(60);
  }

  @Property
  void nothingCarriedCanBreakOutOfItsHeaderOrTellAnAddress(
      @ForAll("anyHeaders") List<HeaderLine> headers) {
    List<HeaderLine> carried = CarriedHeaders.ofInvite(headers, TO_CUSTOMER);

    assertThat(carried).hasSizeLessThanOrEqualTo(32 + 5 * 16);
    for (HeaderLine line : carried) {
      assertThat(line.name()).isNotIn("Via", "Contact");
      assertThat(line.value()).doesNotContain("\n").hasSizeLessThanOrEqualTo(512);
      if (line.is("Diversion") || line.is("History-Info")) {
        ListedAddress told = ListedAddress.parse(line.value()).orElseThrow();
        assertThat(told.uri().toString()).containsPattern("^tel:|@" + Headers.DOMAIN);
        assertThat(told.parameters()).doesNotContain("10.0.0.1");
      }
    }
  }
}
