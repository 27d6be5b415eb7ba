package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.parser.StringMsgParser;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.Messages;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.sip.message.Message;
import javax.sip.message.Request;
import org.junit.jupiter.api.Test;

class SessionIdTest {
  private static final String ALICE = "a".repeat(32);
  private static final String BOB = "b".repeat(32);

  private final SessionId alices = new SessionId(new Random(1));

  private static Message message(String... sessionId) {
    Request request = plain();
    for (String value : sessionId) {
      request.setHeader(Messages.header("Session-ID", value));
    }
    return request;
  }

  private static Request plain() {
    String text =
        "OPTIONS sip:bob@example.test SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\n"
            + "From: <sip:a@example.test>;tag=1\r\nTo: <sip:b@example.test>\r\nCall-ID: 1\r\n"
            + "CSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
    try {
      return (Request)
          new StringMsgParser()
              .parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Optional<String> said() {
    Message message = message();
    alices.put(message);
    return Messages.value(message, "Session-ID");
  }

  @Test
  void aLegThatSpeaksForNobodySaysNone() {
    alices.heard(message(ALICE + ";remote=" + SessionId.NIL));
    assertThat(said()).isEmpty();
  }

  @Test
  void theFarEndsHalfStandsBehindTheOtherPartys() {
    alices.heard(message(ALICE + ";remote=" + SessionId.NIL));
    alices.speaksFor(SessionId.NIL);
    assertThat(said()).contains(SessionId.NIL + ";remote=" + ALICE);

    alices.speaksFor(BOB);
    assertThat(said()).contains(BOB + ";remote=" + ALICE);
  }

  @Test
  void whatTheFarEndDoesNotSendIsMadeOnceAndKept() {
    String made = alices.farEnd();
    assertThat(made).matches("[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}");

    alices.heard(message());
    alices.heard(message("hello;remote=you"));
    alices.speaksFor(BOB);

    assertThat(said()).contains(BOB + ";remote=" + made);
  }

  @Test
  void theOlderFormIsAnsweredInTheOlderForm() {
    alices.heard(message(ALICE));
    alices.speaksFor(BOB);
    assertThat(said()).contains(ALICE);
  }

  @Test
  void aFarEndThatChangesTakesItsHalfAlong() {
    alices.heard(message(ALICE + ";remote=" + BOB));
    alices.speaksFor(BOB);
    alices.heard(message("C".repeat(32) + ";remote=" + BOB));
    assertThat(said()).contains(BOB + ";remote=" + "c".repeat(32));
  }

  @Test
  void theSenderOfAMessageIsRead() {
    HeaderLine line = new HeaderLine("session-id", ALICE + ";remote=" + BOB);
    assertThat(SessionId.of(List.of(line))).contains(ALICE);
    assertThat(SessionId.of(List.of())).isEmpty();
  }
}
