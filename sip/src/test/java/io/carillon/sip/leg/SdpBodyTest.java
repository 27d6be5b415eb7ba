package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.dialog.SipText;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdpBodyTest {
  private static final String ISUP_AND_SDP =
      """
      --unique-boundary-1
      Content-Type: application/isup; version=nxv3
      Content-Disposition: signal; handling=optional

      \u0001\u0010
      --unique-boundary-1
      Content-Type: application/SDP

      v=0
      s=-

      --unique-boundary-1--
      """;

  @ParameterizedTest
  @ValueSource(strings = {"unique-boundary-1", "\"unique-boundary-1\""})
  void theOfferOfAGatewayStandsBesideItsIsup(String boundary) {
    Request invite = invite("multipart/mixed;boundary=" + boundary, ISUP_AND_SDP);

    assertThat(SdpBody.of(invite)).isEqualTo(new SdpBody.Sdp("v=0\ns=-\n"));
  }

  @Test
  void partsWithoutAnOfferAreNotUnderstood() {
    String body = "--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b--\r\n";

    assertThat(SdpBody.of(invite("multipart/mixed;boundary=b", body)))
        .isEqualTo(new SdpBody.Unsupported(false, ""));
  }

  @Test
  void partsThatCannotBeToldApartAreRefusedWithTheReason() {
    assertThat(SdpBody.of(invite("multipart/mixed", ISUP_AND_SDP)))
        .isEqualTo(new SdpBody.Unsupported(false, "multipart without a boundary"));
  }

  private static Request invite(String contentType, String body) {
    Request request = SipText.request("INVITE", "Content-Type: " + contentType);
    try {
      request.setContent(
          body.getBytes(StandardCharsets.UTF_8),
          (ContentTypeHeader) request.getHeader(ContentTypeHeader.NAME));
    } catch (ParseException e) {
      throw new IllegalArgumentException(contentType, e);
    }
    return request;
  }
}
