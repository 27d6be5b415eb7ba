package io.carillon.sip.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartBodyTest {
  private static final String RECORDING =
      """
      This is for readers without MIME.
      --OSS-unique-boundary-42
      Content-Type: application/sdp
      Content-Disposition: session;handling=required

      v=0
      s=-

      --OSS-unique-boundary-42 \t
      content-type: application/rs-metadata+xml
      Content-Disposition: recording-session
      Content-ID: <meta1@example.com>
      X-Long: one
       two

      <recording/>
      --OSS-unique-boundary-42--
      --OSS-unique-boundary-42
      Epilogue, which is nobody's.
      """;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void partsHaveTheirHeadersAndTheirBytes(String lineEnd) throws MultipartException {
    byte[] body = bytes(RECORDING.replace("\n", lineEnd));

    MultipartBody read = MultipartBody.parse(body, "OSS-unique-boundary-42");

    assertThat(read.parts()).hasSize(2);
    BodyPart sdp = read.parts().get(0);
    assertThat(sdp.type().name()).isEqualTo("application/sdp");
    assertThat(sdp.disposition().name()).isEqualTo("session");
    assertThat(sdp.required()).isTrue();
    assertThat(sdp.id()).isEmpty();
    assertThat(sdp.text()).isEqualTo("v=0" + lineEnd + "s=-" + lineEnd);
    BodyPart metadata = read.parts().get(1);
    assertThat(metadata.type().name()).isEqualTo("application/rs-metadata+xml");
    assertThat(metadata.disposition().name()).isEqualTo("recording-session");
    assertThat(metadata.id()).contains("meta1@example.com");
    assertThat(metadata.header("x-long")).contains("one two");
    assertThat(metadata.text()).isEqualTo("<recording/>");
  }

  @Test
  void aPartIsFoundByItsTypeAlsoInAnInnerMultipart() throws MultipartException {
    String body =
        "--a\r\nContent-Type: multipart/alternative;boundary=\"b b\"\r\n\r\n"
            + "--b b\r\nContent-Type: Application/SDP ; version=1\r\n\r\nv=0\r\n--b b--\r\n"
            + "--a\r\n\r\nplain\r\n--a--";

    MultipartBody read = MultipartBody.parse(bytes(body), "a");

    assertThat(read.find("application/sdp")).hasValueSatisfying(p -> isText(p, "v=0"));
    assertThat(read.find("text/plain")).hasValueSatisfying(p -> isText(p, "plain"));
    assertThat(read.find("application/isup")).isEmpty();
  }

  @Test
  void theEndOfTheBodyStandsForAMissingLastDelimiter() throws MultipartException {
    String body = "--a\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n";

    assertThat(MultipartBody.parse(bytes(body), "a").parts())
        .singleElement()
        .satisfies(p -> isText(p, "v=0\r\n"));
    assertThat(MultipartBody.parse(bytes(body + "--a\r\n"), "a").parts())
        .singleElement()
        .satisfies(p -> isText(p, "v=0"));
  }

  @Test
  void aLongerBoundaryIsSomebodyElses() throws MultipartException {
    String body = "--a\r\n\r\none\r\n--ab\r\ntwo\r\n--a--b\r\n--a--";

    assertThat(MultipartBody.parse(bytes(body), "a").parts())
        .singleElement()
        .satisfies(p -> isText(p, "one\r\n--ab\r\ntwo\r\n--a--b"));
  }

  @Test
  void aPartMayBeEmptyOrHaveNoHeaders() throws MultipartException {
    String body = "--a\r\n--a\r\nContent-Type: x/y\r\n\r\n--a\r\n\r\n\r\n--a--";

    assertThat(MultipartBody.parse(bytes(body), "a").parts())
        .hasSize(3)
        .allSatisfy(p -> isText(p, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no delimiter at all | multipart without a part",
        "--a-- | multipart without a part",
        "--a~Content-Type: x/y~--a-- | part 1: no empty line after the headers",
        "--a~not a header~~x~--a-- | part 1: a line of its headers is none",
        "--a~ folded: first~~x~--a-- | part 1: a line of its headers is none",
        "--a~~x~--a~Content-Transfer-Encoding: base64~~eA==~--a-- "
            + "| part 2: transfer encoding is not supported"
      })
  void whatIsMalformedIsNamed(String body, String reason) {
    assertThatThrownBy(() -> MultipartBody.parse(bytes(body.replace("~", "\r\n")), "a"))
        .isInstanceOf(MultipartException.class)
        .hasMessage(reason);
  }

  @Test
  void everySizeIsBounded() {
    String long1 = "--a\r\nX: " + "x".repeat(2000) + "\r\n\r\n--a--";
    String folded = "--a\r\nX: y\r\n" + (" " + "x".repeat(500) + "\r\n").repeat(3) + "\r\n--a--";
    String many = "--a\r\n" + "X: y\r\n".repeat(17) + "\r\n--a--";
    String parts = "--a\r\n\r\nx\r\n".repeat(17) + "--a--";
    for (String body : List.of(long1, folded, many, parts, "x".repeat(300_000))) {
      assertThatThrownBy(() -> MultipartBody.parse(bytes(body), "a"))
          .isInstanceOf(MultipartException.class);
    }
  }

  @Test
  void multipartInMultipartEndsSomewhere() throws MultipartException {
    String body = "--z\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--z--";
    for (String boundary : List.of("y", "x", "w")) {
      String inner = boundary.equals("y") ? "z" : boundary.equals("x") ? "y" : "x";
      body =
          "--%s\r\nContent-Type: multipart/mixed;boundary=%s\r\n\r\n%s\r\n--%s--"
              .formatted(boundary, inner, body, boundary);
    }
    MultipartBody read = MultipartBody.parse(bytes(body), "w");

    assertThatThrownBy(() -> read.find("application/sdp"))
        .isInstanceOf(MultipartException.class)
        .hasMessageContaining("nested");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ends in a space ", "quote\"", "line\r\nbreak", "ümlaut"})
  void aBoundaryOutsideTheRulesIsRefused(String boundary) {
    assertThatThrownBy(() -> MultipartBody.parse(bytes("--a\r\n\r\n--a--"), boundary))
        .isInstanceOf(MultipartException.class);
    assertThatThrownBy(() -> MultipartBody.parse(bytes("--a\r\n\r\n--a--"), "a".repeat(71)))
        .isInstanceOf(MultipartException.class);
  }

  @Test
  void whatWeWriteCannotBreakOut() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultipartBody("a", List.of(BodyPart.of("x/y", null, "1\n--a\n2"))));
    assertThatIllegalArgumentException().isThrownBy(() -> BodyPart.of("x/y\r\nX: z", null, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new MultipartBody("a", List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new MultipartBody("a", Collections.nCopies(17, BodyPart.of("x/y", null, ""))));
  }

  @Test
  void aBodyCutAnywhereIsReadOrRefused() {
    byte[] body = bytes(RECORDING.replace("\n", "\r\n"));
    for (int length = 0; length < body.length; length++) {
      MultipartFuzzTest.check(Arrays.copyOf(body, length), "OSS-unique-boundary-42");
    }
  }

  private static void isText(BodyPart part, String text) {
    assertThat(part.text()).isEqualTo(text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
