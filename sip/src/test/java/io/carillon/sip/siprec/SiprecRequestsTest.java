package io.carillon.sip.siprec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.dialog.SipText;
import io.carillon.sip.multipart.BodyPart;
import io.carillon.sip.multipart.MultipartBody;
import io.carillon.sip.multipart.MultipartException;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiprecRequestsTest {
  private static final String SDP = "v=0\r\n";
  private static final String XML = "<recording/>";
  private static final byte[] BOTH =
      new MultipartBody(
              "b",
              List.of(
                  BodyPart.of("application/sdp", null, SDP),
                  BodyPart.of(SiprecRequests.METADATA, "recording-session", XML)))
          .encode();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Require: siprec",
        "Require: timer, SIPREC",
        "Contact: <sip:src@192.0.2.5:5070;transport=tcp>;+sip.src",
        "Contact: <sip:src@192.0.2.5>;+sip.src=\"TRUE\";expires=60"
      })
  void aRecordingSessionIsKnownByOptionTagOrFeatureTag(String header) {
    Request invite = with("multipart/mixed;boundary=b", BOTH, header);

    assertThat(SiprecRequests.of(invite))
        .isEqualTo(new SiprecRequests.Recording(SDP, Optional.of(XML)));
  }

  @Test
  void anOrdinaryCallIsNotLookedAt() {
    assertThat(SiprecRequests.of(with("multipart/mixed;boundary=b", BOTH, "Supported: siprec")))
        .isInstanceOf(SiprecRequests.Ordinary.class);
    assertThat(SiprecRequests.of(with("multipart/mixed", BOTH, "Supported: timer")))
        .isInstanceOf(SiprecRequests.Ordinary.class);
  }

  @Test
  void metadataMayComeLater() {
    Request invite = with("application/sdp", SDP.getBytes(UTF_8), "Require: siprec");

    assertThat(SiprecRequests.of(invite))
        .isEqualTo(new SiprecRequests.Recording(SDP, Optional.empty()));
  }

  @Test
  void whatCannotBeServedGetsItsStatus() {
    assertWrong(488, SipText.request("INVITE", "Require: siprec"));
    assertWrong(488, with(SiprecRequests.METADATA, XML.getBytes(UTF_8), "Require: siprec"));
    assertWrong(415, with("text/plain", SDP.getBytes(UTF_8), "Require: siprec"));
    assertWrong(400, with("multipart/mixed", BOTH, "Require: siprec"));
    assertWrong(400, with("multipart/mixed;boundary=other", BOTH, "Require: siprec"));
  }

  @Test
  void updatesAndByesBringMetadataAloneOrBesideAnOffer() throws MultipartException {
    assertThat(
            SiprecRequests.metadata(
                with(SiprecRequests.METADATA, XML.getBytes(UTF_8), "Subject: none")))
        .contains(XML);
    assertThat(
            SiprecRequests.metadata(with("multipart/mixed;boundary=\"b\"", BOTH, "Subject: none")))
        .contains(XML);
    assertThat(
            SiprecRequests.metadata(with("application/sdp", SDP.getBytes(UTF_8), "Subject: none")))
        .isEmpty();
    assertThat(SiprecRequests.metadata(SipText.request("BYE"))).isEmpty();
  }

  private static void assertWrong(int status, Request invite) {
    assertThat(SiprecRequests.of(invite))
        .isInstanceOfSatisfying(
            SiprecRequests.Wrong.class,
            wrong -> {
              assertThat(wrong.status()).isEqualTo(status);
              assertThat(wrong.text()).isNotBlank().isASCII().doesNotContain("\"");
            });
  }

  private static Request with(String contentType, byte[] body, String header) {

    Request request = SipText.request("INVITE", header, "Content-Type: " + contentType);
    try {
      request.setContent(body, (ContentTypeHeader) request.getHeader(ContentTypeHeader.NAME));
    } catch (ParseException e) {
      throw new IllegalArgumentException(contentType, e);
    }
    return request;
  }
}
