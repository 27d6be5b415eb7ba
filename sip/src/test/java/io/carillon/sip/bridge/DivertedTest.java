package io.carillon.sip.bridge;

import static io.carillon.sip.bridge.Headers.DOMAIN;
import static io.carillon.sip.bridge.Headers.of;
import static io.carillon.sip.bridge.Headers.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who passed a call on, after a 3xx that was followed. */
class DivertedTest {

  private static List<String> after302(List<HeaderLine> sent, String... said) {
    return text(new Diverted(302, of(said), "+12065550100", "200", DOMAIN).headers(sent));
  }

  @Test
  void withoutAStyleOfTheirsByDiversion() {
    assertThat(after302(of("Subject: lunch"), "Contact: <sip:200@10.0.0.1>"))
        .containsExactly(
            "Subject: lunch",
            "Diversion: <sip:+12065550100@" + DOMAIN + ">;reason=unconditional;counter=1");
  }

  @Test
  void whoSendsTheCallAwaySaysWhy() {
    assertThat(
            after302(
                of("Diversion: <sip:+1@" + DOMAIN + ">;reason=no-answer"),
                "Diversion: <sip:100@10.0.0.1>;reason=user-busy,"
                    + " <sip:+1@10.0.0.1>;reason=no-answer"))
        .as("the newest first, and no server of theirs")
        .containsExactly(
            "Diversion: <sip:100@" + DOMAIN + ">;reason=user-busy",
            "Diversion: <sip:+1@" + DOMAIN + ">;reason=no-answer");
  }

  @Test
  void aRepeatedDiversionIsNotTheirOwn() {
    assertThat(
            after302(
                of("Diversion: <sip:+1@" + DOMAIN + ">;reason=no-answer"),
                "Diversion: <sip:+1@10.0.0.1>;reason=no-answer"))
        .containsExactly(
            "Diversion: <sip:+12065550100@" + DOMAIN + ">;reason=unconditional;counter=1",
            "Diversion: <sip:+1@" + DOMAIN + ">;reason=no-answer");
  }

  @Test
  void aHistoryGoesOn() {
    assertThat(
            after302(
                of(
                    "History-Info: <sip:+1@" + DOMAIN + ">;index=1",
                    "History-Info: <sip:+12065550100@" + DOMAIN + ";cause=302>;index=1.1;mp=1")))
        .containsExactly(
            "History-Info: <sip:+1@" + DOMAIN + ">;index=1",
            "History-Info: <sip:+12065550100@"
                + DOMAIN
                + ";cause=302?Reason=SIP%3Bcause%3D302>;index=1.1;mp=1",
            "History-Info: <sip:200@" + DOMAIN + ";cause=302>;index=1.1.1;mp=1.1");
  }

  @Test
  void aHistoryBeginsWithWhomTheRedirectNames() {
    assertThat(after302(of(), "History-Info: <sip:+12065550100@10.0.0.1>;index=1"))
        .containsExactly(
            "History-Info: <sip:+12065550100@" + DOMAIN + "?Reason=SIP%3Bcause%3D302>;index=1",
            "History-Info: <sip:200@" + DOMAIN + ";cause=302>;index=1.1;mp=1");
  }

  @Test
  void whatOnlyLeadsElsewhereIsNoDiversionForGood() {
    assertThat(text(new Diverted(300, of(), "a", "a", DOMAIN).headers(of())))
        .containsExactly("Diversion: <sip:a@" + DOMAIN + ">;reason=unknown;counter=1");
    assertThat(
            text(
                new Diverted(300, of("History-Info: <sip:a@x>;index=1"), "a", "a", DOMAIN)
                    .headers(of())))
        .endsWith("History-Info: <sip:a@" + DOMAIN + ">;index=1.1;rc=1");
  }

  @Test
  void aListThatGrowsWithoutEndIsCut() {
    List<HeaderLine> headers = of();
    for (int i = 0; i < 50; i++) {
      headers = new Diverted(302, of(), "user" + i, "b", DOMAIN).headers(headers);
    }
    assertThat(headers).hasSize(CarriedHeaders.MAX_EACH);
  }
}
