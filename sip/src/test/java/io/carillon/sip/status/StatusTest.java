package io.carillon.sip.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.SipText;
import javax.sip.message.Request;
import javax.sip.message.Response;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatusTest {

  @ParameterizedTest
  @EnumSource
  void everyReasonHasAStatusThatRefuses(EndReason reason) {
    assertThat(StatusMapping.statusOf(reason)).isBetween(400, 699);
  }

  @ParameterizedTest
  @CsvSource({
    "BUSY",
    "DECLINED",
    "NO_ANSWER",
    "OVERLOAD",
    "NO_COMMON_MEDIA",
    "UNKNOWN_DESTINATION",
    "NOT_ALLOWED",
    "CANCELLED"
  })
  void whatWeSayIsWhatWeWouldUnderstand(EndReason reason) {
    assertThat(StatusMapping.reasonOf(StatusMapping.statusOf(reason))).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "302, UNKNOWN_DESTINATION",
    "500, INTERNAL_ERROR",
    "599, INTERNAL_ERROR",
    "699, PROTOCOL_ERROR"
  })
  void anyFinalResponseHasAReason(int status, EndReason reason) {
    assertThat(StatusMapping.reasonOf(status)).isEqualTo(reason);
  }

  @Test
  void aByeSaysWhyInBothLanguages() {
    Request bye = SipText.request("BYE");

    ReasonHeaders.add(bye, EndReason.SESSION_EXPIRED);

    assertThat(Messages.headers(bye, "Reason").map(h -> h.toString().trim()))
        .containsExactly(
            "Reason: SIP;cause=408;text=\"The session timer ran out without a refresh\"",
            "Reason: Q.850;cause=102;text=\"The session timer ran out without a refresh\"");
    assertThat(ReasonHeaders.read(bye))
        .contains(
            new ReasonHeaders.Reason("SIP", 408, "The session timer ran out without a refresh"));
  }

  @Test
  void aNormalEndHasNoSipCause() {
    Request bye = SipText.request("BYE");
    ReasonHeaders.add(bye, EndReason.MEETING_ENDED);
    assertThat(Messages.headers(bye, "Reason")).hasSize(1);
    assertThat(ReasonHeaders.read(SipText.request("BYE"))).isEmpty();
  }

  @Property(tries = 300)
  void whatTheFarEndWroteCannotEndAWarning(@ForAll String text) {
    Response response = SipText.response(488, "INVITE");

    Warnings.add(response, 399, "192.0.2.1", text);

    String[] lines = response.toString().split("\r\n");
    assertThat(lines).filteredOn(line -> line.startsWith("Warning:")).hasSize(1);
    assertThat(QuotedText.quote(text)).matches("\"[^\"\\\\\\r\\n]{0,200}\"");
  }
}
