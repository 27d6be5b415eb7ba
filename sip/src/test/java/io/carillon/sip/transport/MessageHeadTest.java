package io.carillon.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageHeadTest {

  private static MessageHead parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return MessageHead.parse(bytes, bytes.length, 256);
  }

  @Test
  void foldedLinesAreJoinedByASpace() {
    MessageHead head =
        parse("OPTIONS sip:a SIP/2.0\r\nSubject: I know\r\n  you\r\n\tthere\r\n\r\n");

    assertThat(head.defect()).isNull();
    assertThat(head.first("subject")).isEqualTo("I know you there");
  }

  @Test
  void compactNamesAndSpacesBeforeTheColonAreKnown() {
    MessageHead head = parse("OPTIONS sip:a SIP/2.0\r\ni : abc\r\nL\t:7\r\nTO :\r\n sip:x\r\n\r\n");

    assertThat(head.callId()).isEqualTo("abc");
    assertThat(head.contentLength()).isEqualTo(7);
    assertThat(head.first("to")).isEqualTo("sip:x");
  }

  @Test
  void aBareLineFeedIsADefectAndDoesNotEndTheLine() {
    assertThat(parse("OPTIONS sip:a SIP/2.0\r\nA: 1\nContent-Length: 5\r\n\r\n").defect())
        .contains("bare CR or LF");
    assertThat(parse("OPTIONS sip:a SIP/2.0\r\nA: 1\rl: 5\r\n\r\n").contentLength()).isEqualTo(-1);
  }

  @Test
  void aLineWithoutANameIsADefect() {
    assertThat(parse("OPTIONS sip:a SIP/2.0\r\nno colon here\r\n\r\n").defect()).isNotNull();
    assertThat(parse("OPTIONS sip:a SIP/2.0\r\n: 5\r\n\r\n").defect()).isNotNull();
    assertThat(parse("OPTIONS sip:a SIP/2.0\r\nCall ID: 5\r\n\r\n").defect()).isNotNull();
  }

  @Test
  void aContinuationOfTheStartLineIsADefect() {
    assertThat(parse("OPTIONS sip:a SIP/2.0\r\n folded\r\n\r\n").defect()).isNotNull();
  }

  @Test
  void theHeadCanBeCutAnywhere() {
    String whole = "OPTIONS sip:a SIP/2.0\r\nVia: x\r\n y\r\nCall-ID: c\r\nl: 3\r\n\r\n";
    for (int length = 0; length <= whole.length(); length++) {
      assertThat(parse(whole.substring(0, length)).fields().size()).isLessThanOrEqualTo(3);
    }
  }
}
