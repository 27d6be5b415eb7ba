package io.carillon.sip.trunk;

import static io.carillon.sip.trunk.TrunkRig.HOST;
import static io.carillon.sip.trunk.TrunkRig.ID;
import static io.carillon.sip.trunk.TrunkRig.MEETINGS;
import static io.carillon.sip.trunk.TrunkRig.NUMBER;
import static io.carillon.sip.trunk.TrunkRig.OUTSIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.EndReason;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.DomainEvent.CallTurnedAway;
import io.carillon.core.event.DomainEvent.LegStarted;
import io.carillon.core.trunk.Encryption;
import io.carillon.sip.leg.RawMessage;
import io.carillon.sip.leg.RawPhone;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of INVITEs of carriers, PBXs and strangers, over real sockets. */
@Timeout(60)
class TrunkRouterTest {
  private TrunkRig rig;
  private RawPhone pbx;
  private RawPhone carrier;

  @BeforeEach
  void start() throws Exception {
    rig = new TrunkRig();
    pbx = rig.phone();
    carrier = rig.phone();
    rig.connect(pbx, carrier, 100);
  }

  @AfterEach
  void stop() {
    pbx.close();
    carrier.close();
    rig.close();
  }

  private void invite(RawPhone phone, String user, String host, String... extra) throws Exception {
    phone.target = "sip:" + user + "@" + host;
    phone.send("INVITE", RawPhone.OFFER, extra);
  }

  @Test
  void theCarrierCallsANumberAndThePbxRings() throws Exception {
    invite(carrier, "2065550100", "127.0.0.1:" + rig.address().getPort());
    RawMessage arrived = pbx.request("INVITE");
    assertThat(arrived.firstLine()).startsWith("INVITE sip:" + NUMBER + "@127.0.0.1:");
    pbx.reply(arrived, 486, "");
    assertThat(carrier.response("INVITE").status()).isEqualTo(486);
    rig.nothingIsLeft();
    assertThat(rig.events(LegStarted.class))
        .extracting(started -> started.leg().voiceConnectorId())
        .containsOnly(ID);
  }

  @Test
  void thePbxCallsOut() throws Exception {
    invite(pbx, "4155550123", HOST);
    RawMessage arrived = carrier.request("INVITE");
    assertThat(arrived.firstLine()).startsWith("INVITE sip:" + OUTSIDE + "@127.0.0.1:");
    carrier.reply(arrived, 603, "");
    assertThat(pbx.response("INVITE").status()).isEqualTo(603);
    rig.nothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA-256", "MD5"})
  void aPasswordIsAskedForAndEitherAlgorithmWillDo(String algorithm) throws Exception {
    rig.connect(pbx, carrier, 100, "secret");
    invite(pbx, OUTSIDE, HOST);
    RawMessage challenge = pbx.response("INVITE");
    assertThat(challenge.status()).isEqualTo(407);
    assertThat(challenge.all("Proxy-Authenticate"))
        .as("the strongest first (RFC 8760 2.4)")
        .hasSize(2)
        .allMatch(text -> text.contains("realm=\"" + HOST + "\""))
        .first()
        .asString()
        .contains("SHA-256");
    assertThat(rig.events(LegStarted.class)).as("nothing is kept of a challenge").isEmpty();

    invite(pbx, OUTSIDE, HOST, credentials(challenge, algorithm, "secret"));
    carrier.reply(carrier.request("INVITE"), 486, "");
    assertThat(pbx.response("INVITE").status()).isEqualTo(486);
    rig.nothingIsLeft();
  }

  @Test
  void aWrongPasswordIsAskedForAgainAndThenNoMore() throws Exception {
    rig.connect(pbx, carrier, 100, "secret");
    int status = 407;
    for (int i = 0; i < 15 && status == 407; i++) {
      invite(pbx, OUTSIDE, HOST);
      RawMessage challenge = pbx.response("INVITE");
      assertThat(challenge.status()).isEqualTo(407);
      invite(pbx, OUTSIDE, HOST, credentials(challenge, "SHA-256", "guess" + i));
      status = pbx.response("INVITE").status();
    }
    assertThat(status).isEqualTo(403);
    assertThat(rig.events(LegStarted.class)).isEmpty();
    rig.nothingIsLeft();
  }

  private String credentials(RawMessage challenge, String algorithm, String password)
      throws Exception {
    String line =
        challenge.all("Proxy-Authenticate").stream()
            .filter(text -> text.contains("algorithm=" + algorithm))
            .findFirst()
            .orElseThrow();
    String nonce = quoted(line, "nonce");
    String ha1 = hash(algorithm, "joe:" + HOST + ":" + password);
    String ha2 = hash(algorithm, "INVITE:" + pbx.target);
    String response = hash(algorithm, ha1 + ":" + nonce + ":00000001:abc:auth:" + ha2);
    return "Proxy-Authorization: Digest username=\"joe\",realm=\""
        + HOST
        + "\",nonce=\""
        + nonce
        + "\",uri=\""
        + pbx.target
        + "\",response=\""
        + response
        + "\",algorithm="
        + algorithm
        + ",cnonce=\"abc\",nc=00000001,qop=auth,opaque=\""
        + quoted(line, "opaque")
        + "\"";
  }

  private static String quoted(String line, String name) {
    Matcher matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(line);
    assertThat(matcher.find()).as(line).isTrue();
    return matcher.group(1);
  }

  private static String hash(String algorithm, String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void aStrangerIsRefusedAndNothingIsKept() throws Exception {
    rig.forgetAddresses();
    invite(pbx, OUTSIDE, HOST);
    assertThat(pbx.response("INVITE").status()).isEqualTo(403);
    assertThat(rig.events).allMatch(event -> event instanceof DomainEvent.SipMessagePassed);
    rig.nothingIsLeft();
  }

  @Test
  void aThrottledCallComesBackLaterAndIsCounted() throws Exception {
    rig.connect(pbx, carrier, 1);
    invite(pbx, OUTSIDE, HOST);
    RawMessage first = carrier.request("INVITE");
    try (RawPhone second = rig.phone()) {
      invite(second, OUTSIDE, HOST);
      RawMessage refused = second.response("INVITE");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isNotEmpty();
    }
    assertThat(rig.events(CallTurnedAway.class))
        .singleElement()
        .satisfies(
            turned -> {
              assertThat(turned.voiceConnectorId()).isEqualTo(ID);
              assertThat(turned.region()).isEqualTo("eu-west-1");
              assertThat(turned.reason()).isEqualTo(EndReason.OVERLOAD);
            });
    carrier.reply(first, 486, "");
    pbx.response("INVITE");
    rig.nothingIsLeft();
  }

  @Test
  void aThrottledCallToTheMeetingsIsCountedToo() throws Exception {
    rig.connect(pbx, carrier, 1);
    invite(pbx, MEETINGS, HOST);
    RawMessage ok = pbx.response("INVITE");
    assertThat(ok.status()).isEqualTo(200);
    pbx.enter(ok);
    pbx.send("ACK", "");
    try (RawPhone second = rig.phone()) {
      invite(second, MEETINGS, HOST);
      RawMessage refused = second.response("INVITE");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isNotEmpty();
    }
    assertThat(rig.events(CallTurnedAway.class))
        .extracting(CallTurnedAway::voiceConnectorId, CallTurnedAway::reason)
        .containsExactly(tuple("meetings", EndReason.OVERLOAD));
    pbx.hangUp();
    rig.nothingIsLeft();
  }

  @Test
  void aCallThatIsNotAllowedIsOnTheConnectorsRecord() throws Exception {
    invite(pbx, "+442071234567", HOST);
    RawMessage refused = pbx.response("INVITE");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("Warning")).contains("GB");
    await().until(() -> rig.events(DomainEvent.LegEnded.class).size() == 1);
    assertThat(rig.events(DomainEvent.LegEnded.class).getFirst().leg().voiceConnectorId())
        .isEqualTo(ID);
    rig.nothingIsLeft();
  }

  @Test
  void anUnknownNumberIsNotFound() throws Exception {
    rig.forgetPbx();
    invite(carrier, "+12065550199", "127.0.0.1:" + rig.address().getPort());
    RawMessage refused = carrier.response("INVITE");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.header("Warning")).contains("no such number");
  }

  @Test
  void aNumberOfTheMeetingsIsAnswered() throws Exception {
    invite(carrier, MEETINGS, "127.0.0.1:" + rig.address().getPort());
    RawMessage ok = carrier.response("INVITE");
    assertThat(ok.status()).isEqualTo(200);
    carrier.enter(ok);
    carrier.send("ACK", "");
    await().until(() -> rig.inMeetings.size() == 1);
    assertThat(rig.inMeetings.getFirst().info().voiceConnectorId()).isEqualTo("meetings");
    assertThat(rig.inMeetings.getFirst().info().direction()).isEqualTo(CallDirection.INBOUND);
    assertThat(rig.throttles.calls()).as("it takes room as others do").isOne();
    carrier.hangUp();
    rig.nothingIsLeft();
  }

  @Test
  void aCallToTheMeetingsThatComesToNothingKeepsNoRoom() throws Exception {
    invite(carrier, MEETINGS, "127.0.0.1:" + rig.address().getPort(), "Require: replaces");
    assertThat(carrier.response("INVITE").status()).isEqualTo(420);
    rig.nothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource({"AS_MEDIA,true", "PREFERRED,true", "OFF,false"})
  void theCarrierIsOfferedKeysAsItIsSet(Encryption encryption, boolean keys) throws Exception {
    rig.encryption = encryption;
    rig.connect(pbx, carrier, 10);
    invite(pbx, OUTSIDE, HOST);
    RawMessage offer = carrier.request("INVITE");
    assertThat(offer.body()).contains("RTP/AVP ").doesNotContain("RTP/SAVP ");
    assertThat(offer.body().contains("a=crypto:")).isEqualTo(keys);
    carrier.reply(offer, 486, "");
    pbx.response("INVITE");
    rig.nothingIsLeft();
  }

  @Test
  void aCarrierWithoutEncryptionMayNotOfferItAlone() throws Exception {
    rig.encryption = Encryption.OFF;
    rig.connect(pbx, carrier, 10);
    String encrypted =
        RawPhone.OFFER.replace("RTP/AVP", "RTP/SAVP")
            + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"
            + "A".repeat(40)
            + "\r\n";
    for (String number : List.of(NUMBER, MEETINGS)) {
      try (RawPhone gateway = rig.phone()) {
        gateway.target = "sip:" + number + "@127.0.0.1:" + rig.address().getPort();
        gateway.send("INVITE", encrypted);
        assertThat(gateway.response("INVITE").status()).as(number).isEqualTo(488);
      }
    }
    rig.nothingIsLeft();
  }

  @Test
  void whatIsNoTrunksGoesToTheOthers() throws Exception {
    invite(pbx, "1234567890", "meet.chime.in");
    assertThat(pbx.response("INVITE").status()).isEqualTo(404);
    await().until(() -> rig.events(DomainEvent.LegEnded.class).size() == 1);
    assertThat(rig.events(DomainEvent.LegEnded.class).getFirst().reason())
        .isEqualTo(EndReason.MEETING_NOT_FOUND);
  }

  @Test
  void aCallThatNoCodecFitsGivesItsRoomBack() throws Exception {
    pbx.target = "sip:" + OUTSIDE + "@" + HOST;
    pbx.send("INVITE", RawPhone.OFFER.replace("AVP 0 101", "AVP 99").replace("PCMU", "XYZ"));
    assertThat(pbx.response("INVITE").status()).isEqualTo(488);
    rig.nothingIsLeft();
  }

  @Test
  void theAssertedNumberCountsAndAnonymousIsNone() throws Exception {
    invite(
        pbx,
        OUTSIDE,
        HOST,
        "P-Asserted-Identity: <sip:" + NUMBER + "@" + HOST + ">, <tel:" + NUMBER + ">");
    RawMessage arrived = carrier.request("INVITE");
    assertThat(arrived.text()).contains(NUMBER);
    carrier.reply(arrived, 486, "");
    pbx.response("INVITE");
    assertThat(List.of(rig.events(LegStarted.class).size())).containsExactly(2);
    rig.nothingIsLeft();
  }
}
