package io.carillon.sip.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.sip.leg.RawMessage;
import io.carillon.sip.leg.RawPhone;
import org.junit.jupiter.api.Test;

/** What happens while the two talk. */
class TalkTest extends BridgeTest {

  private static String fax(int port) {
    return "v=0\r\no=fax 1 2 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        + "m=image "
        + port
        + " udptl t38\r\na=T38FaxVersion:0\r\na=T38MaxBitRate:14400\r\n";
  }

  @Test
  void theReasonOfOneSidesByeReachesTheOther() throws Exception {
    talk();
    RawMessage bye = end(callee, caller, "Reason: Q.850;cause=31;text=\"enough\"");
    assertThat(bye.header("Reason")).contains("Q.850;cause=31;text=\"enough\"");
  }

  @Test
  void holdAndResumeReachTheOtherSide() throws Exception {
    talk();
    caller.send("INVITE", RawPhone.offer("sendonly", 2));
    RawMessage hold = callee.request("INVITE");
    assertThat(hold.body()).contains("a=sendonly");
    callee.reply(hold, 200, RawPhone.offer("recvonly", 2));
    callee.request("ACK");
    RawMessage held = caller.response("INVITE");
    assertThat(held.body()).contains("a=recvonly");
    caller.send("ACK", "");

    caller.send("INVITE", RawPhone.offer("sendrecv", 3));
    RawMessage resume = callee.request("INVITE");
    assertThat(resume.body()).doesNotContain("a=sendonly").doesNotContain("a=inactive");
    callee.reply(resume, 200, RawPhone.offer("sendrecv", 3));
    callee.request("ACK");
    assertThat(caller.response("INVITE").body()).doesNotContain("a=recvonly");
    caller.send("ACK", "");
    end(caller, callee);
  }

  @Test
  void aHoldByUpdateReachesTheOtherSide() throws Exception {
    talk();
    caller.send("UPDATE", RawPhone.offer("sendonly", 2));
    RawMessage hold = callee.request("INVITE");
    assertThat(hold.body()).contains("a=sendonly");
    callee.reply(hold, 200, RawPhone.offer("recvonly", 2));
    callee.request("ACK");
    RawMessage held = caller.response("UPDATE");
    assertThat(held.status()).isEqualTo(200);
    assertThat(held.body()).contains("a=recvonly");
    end(caller, callee);
  }

  @Test
  void aHoldEndedByAnOfferThatIsAskedForReachesTheOtherSideToo() throws Exception {
    talk();
    caller.send("INVITE", RawPhone.offer("sendonly", 2));
    RawMessage hold = callee.request("INVITE");
    callee.reply(hold, 200, RawPhone.offer("recvonly", 2));
    callee.request("ACK");
    caller.response("INVITE");
    caller.send("ACK", "");

    caller.send("INVITE", "");
    RawMessage ours = caller.response("INVITE");
    assertThat(ours.body()).contains("m=audio ").doesNotContain("a=recvonly");
    caller.send("ACK", RawPhone.offer("sendrecv", 3));
    RawMessage resume = callee.request("INVITE");
    assertThat(resume.body()).doesNotContain("a=sendonly");
    callee.reply(resume, 200, RawPhone.offer("sendrecv", 3));
    callee.request("ACK");
    end(caller, callee);
  }

  @Test
  void aRefreshIsAnsweredHere() throws Exception {
    talk();
    caller.send("INVITE", RawPhone.offer("sendrecv", 2));
    assertThat(caller.response("INVITE").status()).isEqualTo(200);
    caller.send("ACK", "");
    callee.send("UPDATE", "");
    assertThat(callee.response("UPDATE").status()).isEqualTo(200);
    end(caller, callee);
  }

  @Test
  void offersThatCrossAreRefusedOnOneSide() throws Exception {
    talk();
    caller.send("INVITE", RawPhone.offer("sendonly", 2));
    RawMessage hold = callee.request("INVITE");
    callee.send("INVITE", RawPhone.offer("sendonly", 2));
    assertThat(callee.response("INVITE").status()).isEqualTo(491);
    callee.reply(hold, 200, RawPhone.offer("recvonly", 2));
    callee.request("ACK");
    assertThat(caller.response("INVITE").status()).isEqualTo(200);
    caller.send("ACK", "");
    end(caller, callee);
  }

  @Test
  void faxIsOfferedToTheOtherSideWithOurAddress() throws Exception {
    talk();
    callee.send("INVITE", fax(41000));
    RawMessage offer = caller.request("INVITE");
    assertThat(offer.body())
        .contains("m=image ")
        .contains("T38MaxBitRate:14400")
        .doesNotContain("m=image 41000");
    caller.reply(offer, 200, fax(42000));
    caller.request("ACK");
    RawMessage ok = callee.response("INVITE");
    assertThat(ok.status()).isEqualTo(200);
    assertThat(ok.body()).contains("m=image ").doesNotContain("m=image 42000");
    callee.send("ACK", "");
    end(callee, caller);
  }

  @Test
  void faxThatTheOtherSideCannotDoIsRefused() throws Exception {
    talk();
    callee.send("INVITE", fax(41000));
    RawMessage offer = caller.request("INVITE");
    caller.reply(offer, 488, "");
    assertThat(callee.response("INVITE").status()).isEqualTo(488);
    end(callee, caller);
  }

  @Test
  void messagesPassAndAreAnsweredByTheOtherSide() throws Exception {
    RawMessage invite = call();
    callee.reply(invite, 200, RawPhone.OFFER, "Allow: INVITE, ACK, BYE, INFO, MESSAGE, UPDATE");
    callee.request("ACK");
    answered(caller);
    caller.send("MESSAGE", "hello", "Content-Type: text/plain", "X-Mood: good");
    RawMessage message = callee.request("MESSAGE");
    assertThat(message.body()).isEqualTo("hello");
    assertThat(message.header("X-Mood")).isEqualTo("good");
    callee.reply(message, 202, "");
    assertThat(caller.response("MESSAGE").status()).isEqualTo(202);

    caller.send("INFO", "<x/>", "Content-Type: application/media_control+xml");
    RawMessage info = callee.request("INFO");
    callee.reply(info, 415, "");
    assertThat(caller.response("INFO").status()).isEqualTo(415);
    end(caller, callee);
  }

  @Test
  void aKeyByInfoGoesToTheSoundOfTheCall() throws Exception {
    talk();
    caller.send("INFO", "Signal=5\r\nDuration=160\r\n", "Content-Type: application/dtmf-relay");
    assertThat(caller.response("INFO").status()).isEqualTo(200);
    assertThat(rig.media.of(caller.callId).getLast().digits).containsExactly('5');
    end(caller, callee);
  }

  @Test
  void aKeyTheSoundCannotCarryGoesByInfo() throws Exception {
    talk();
    var bridged = rig.media.bridges.getLast();
    bridged.keys().undelivered(rig.media.of(callee.callId).getLast(), '7');
    RawMessage info = callee.request("INFO");
    assertThat(info.body()).startsWith("Signal=7");
    callee.reply(info, 200, "");
    end(caller, callee);
  }

  @Test
  void silenceOfOneSideEndsBoth() throws Exception {
    talk();
    rig.media.of(callee.callId).getLast().timeout.run();
    RawMessage bye = caller.request("BYE");
    caller.reply(bye, 200, "");
    callee.reply(callee.request("BYE"), 200, "");
    await().until(() -> rig.ended().size() == 2);
    assertThat(rig.ended()).allMatch(ended -> ended.reason() == EndReason.MEDIA_TIMEOUT);
  }
}
