package io.carillon.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDescriptionTest {
  private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nt=0 0\r\n";

  /** The example of RFC 8866 section 5. */
  private static final String RFC_8866 =
      """
      v=0
      o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1
      s=Call to John Smith
      i=SDP Offer #1
      u=http://www.jdoe.example.com/home.html
      e=Jane Doe <jane@jdoe.example.com>
      p=+1 617 555-6011
      c=IN IP4 198.51.100.1
      t=0 0
      m=audio 49170 RTP/AVP 0
      m=audio 49180 RTP/AVP 0
      m=video 51372 RTP/AVP 99
      c=IN IP6 2001:db8::2
      a=rtpmap:99 h263-1998/90000
      """;

  @Test
  void readsTheExampleOfTheRfc() throws Exception {
    SessionDescription sdp = SessionDescription.parse(RFC_8866);

    assertThat(sdp.name()).isEqualTo("Call to John Smith");
    assertThat(sdp.origin().sessionId()).isEqualTo("3724394400");
    assertThat(sdp.origin().version()).isEqualTo("3724394405");
    assertThat(sdp.others()).extracting(OtherLine::type).containsExactly('i', 'u', 'e', 'p');
    assertThat(sdp.media()).extracting(MediaDescription::port).containsExactly(49170, 49180, 51372);
    assertThat(sdp.media().get(0).rtpMap(0)).contains(new RtpMap(0, "PCMU", 8000, 1));
    assertThat(sdp.connectionOf(sdp.media().get(0)).orElseThrow().address())
        .isEqualTo("198.51.100.1");
    assertThat(sdp.connectionOf(sdp.media().get(2)).orElseThrow().address())
        .isEqualTo("2001:db8::2");
    assertThat(sdp.encode()).isEqualTo(RFC_8866.replace("\n", "\r\n"));
  }

  @Test
  void keepsWhatItDoesNotKnow() throws Exception {
    String text =
        HEAD
            + "z=0 0\r\nk=prompt\r\na=x-vendor:a b:c\r\na=lonely\r\n"
            + "m=application 9/2 TCP/BFCP *\r\nb=X-YZ:128\r\na=floorctrl:c-s\r\n";
    SessionDescription sdp = SessionDescription.parse(text);

    assertThat(sdp.attribute("X-Vendor")).contains("a b:c");
    assertThat(sdp.attribute("lonely")).contains("");
    assertThat(sdp.media().getFirst().portCount()).isEqualTo(2);
    assertThat(sdp.media().getFirst().bandwidth()).containsExactly(new Bandwidth("X-YZ", 128));
    assertThat(sdp.encode()).isEqualTo(text);
  }

  @Test
  void readsSloppyLines() throws Exception {
    String text =
        "\n\nv=0 \no=- 1 1 IN IP4 192.0.2.9\t\nm=audio  5004   RTP/AVP   0 8 \na=ptime : 20\n";
    SessionDescription sdp = SessionDescription.parse(text);

    assertThat(sdp.name()).isEqualTo("-");
    assertThat(sdp.timing()).isEqualTo(Timing.UNBOUNDED);
    assertThat(sdp.media().getFirst().formats()).containsExactly("0", "8");
    assertThat(sdp.media().getFirst().attribute("ptime")).contains(" 20");
  }

  @Test
  void readsBytesThatAreNotUtf8() throws Exception {
    byte[] latin1 =
        "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=Büro\r\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(SessionDescription.parse(latin1).name()).startsWith("B").hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m=audio 70000 RTP/AVP 0|5|port",
        "m=audio 5004/0 RTP/AVP 0|5|port",
        "m=audio -1 RTP/AVP 0|5|port",
        "m=audio 5004|5|media line",
        "c=IN IP4|5|connection",
        "o=- 1 1 IN IP4 192.0.2.1|5|second o=",
        "v=1|5|version",
        "hello world|5|type=value",
        "1=2|5|type=value",
        "a=x\0y|5|NUL"
      })
  void saysWhichLineIsWrong(String line, int number, String reason) {
    assertThatThrownBy(() -> SessionDescription.parse(HEAD + line + "\r\n"))
        .isInstanceOf(SdpException.class)
        .hasMessageContaining("SDP line " + number)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v=0\r\n", "o=- 1 1 IN IP4 192.0.2.9\r\n", "\r\n\r\n"})
  void wantsVersionAndOrigin(String text) {
    assertThatThrownBy(() -> SessionDescription.parse(text))
        .isInstanceOf(SdpException.class)
        .hasMessageContaining("no ");
  }

  @Test
  void boundsSizeLinesMediaFormatsAndAttributes() {
    assertRefused("x".repeat(65537), "65537 bytes");
    assertRefused(HEAD + "\r\n".repeat(3000), "2048 lines");
    assertRefused(HEAD + "m=audio 0 RTP/AVP 0\r\n".repeat(33), "32 media lines");
    assertRefused(HEAD + "m=audio 1 RTP/AVP" + " 0".repeat(65) + "\r\n", "64 formats");
    assertRefused(HEAD + "a=x\r\n".repeat(513), "512 attributes");
  }

  @Test
  void messagesAreShortAndShowNoKey() {
    assertThatThrownBy(() -> SessionDescription.parse(HEAD + "m=" + "\u00e9".repeat(5000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).isASCII());
    assertThatThrownBy(() -> SessionDescription.parse(HEAD + "a=crypto:1 X inline:SECRET\0"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("SECRET"));
  }

  @Test
  void printsNoKey() throws Exception {
    SessionDescription sdp =
        SessionDescription.parse(HEAD + "m=audio 1 RTP/SAVP 0\r\na=crypto:1 X inline:SECRET\r\n");
    assertThat(sdp.toString()).doesNotContain("SECRET");
    assertThat(sdp.encode()).contains("SECRET");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, true",
    "192.0.2.1/127, true",
    "2001:db8::1, true",
    "::ffff:192.0.2.1, true",
    "fe80::1%eth0, false",
    "127.1, false",
    "300.1.1.1, false",
    "host.example.com, false"
  })
  void takesOnlyWrittenOutAddresses(String address, boolean isAddress) {
    assertThat(new Connection("IN", "IP4", address).ip().isPresent()).isEqualTo(isAddress);
  }

  private static void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> SessionDescription.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SdpException.class)
        .hasMessageContaining(reason);
  }
}
