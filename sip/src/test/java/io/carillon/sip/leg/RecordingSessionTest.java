package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.DirectionQuality;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegRole;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.StreamedParty;
import io.carillon.core.trunk.Permit;
import io.carillon.core.trunk.TrunkDecision;
import io.carillon.media.session.MediaDirection;
import io.carillon.sip.recording.RecordingCalls;
import io.carillon.sip.transport.SipTransport;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recording sessions (RFC 7866), message by message. */
class RecordingSessionTest {
  private static final AtomicInteger TAKEN = new AtomicInteger();
  private static final String SIPREC = "Require: siprec";
  private static final String MULTIPART = "Content-Type: multipart/mixed;boundary=cut";
  private static final String METADATA_ONLY = "Content-Type: application/rs-metadata+xml";
  private static final String METADATA =
      "<recording xmlns='urn:ietf:params:xml:ns:recording:1'><datamode>complete</datamode>"
          + "<participant participant_id='a'><nameID aor='sip:+1415;x=y@host'/></participant>"
          + "<participant participant_id='b'><nameID aor='tel:+1206'/></participant>"
          + "<stream stream_id='1'><label>first</label></stream>"
          + "<stream stream_id='2'><label>second</label></stream>"
          + "<participantstreamassoc participant_id='b'><send>1</send></participantstreamassoc>"
          + "<participantstreamassoc participant_id='a'><send>2</send></participantstreamassoc>"
          + "</recording>";

  private static final List<Supplier<StreamedParty>> PARTIES = new CopyOnWriteArrayList<>();
  private static TestServer server;
  private static RecordingCalls recordings;
  private RawPhone client;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(TestServer.settings());
    recordings =
        new RecordingCalls(
            new RecordingCalls.Parts(
                server.media,
                TestServer.settings(),
                (leg, rate, party) -> {
                  PARTIES.add(party);
                  return null;
                },
                server.bus,
                Clock.systemUTC(),
                new SecureRandom()));
    server.decide =
        call ->
            call.requestUri().user().equals("meeting")
                ? Optional.empty()
                : recordings
                    .of(call)
                    .map(
                        taker ->
                            taker.proven(
                                new TrunkDecision.Proven(
                                    "connector-1", "us-west-2", false, room())));
  }

  private static Permit room() {
    TAKEN.incrementAndGet();
    return TAKEN::decrementAndGet;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() throws Exception {
    client = new RawPhone(server.address(SipTransport.UDP));
    PARTIES.clear();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  private static String line(int port, String label, String direction) {
    return "m=audio " + port + " RTP/AVP 0\r\na=label:" + label + "\r\na=" + direction + "\r\n";
  }

  private static String sdp(int version, String... lines) {
    return "v=0\r\no=src 1 "
        + version
        + " IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        + String.join("", lines);
  }

  private static String both(String sdp, String metadata) {
    return "--cut\r\nContent-Type: application/sdp\r\n\r\n"
        + sdp
        + "\r\n--cut\r\nContent-Type: application/rs-metadata+xml\r\n\r\n"
        + metadata
        + "\r\n--cut--\r\n";
  }

  private static final String TWO =
      sdp(1, line(40000, "first", "sendonly"), line(40002, "second", "sendonly"));

  private RawMessage record(String metadata) throws Exception {
    client.send("INVITE", both(TWO, metadata), SIPREC, MULTIPART);
    RawMessage ok = client.response("INVITE");
    assertThat(ok.status()).as(ok.text()).isEqualTo(200);
    client.enter(ok);
    client.send("ACK", "");
    await().until(() -> server.live(client.callId).orElseThrow().state().equals("TALKING"));
    return ok;
  }

  private List<SocketSession> sessions() {
    return server.sockets().of(client.callId);
  }

  private static List<String> attributes(String sdp, String name) {
    List<String> found = new ArrayList<>();
    sdp.lines().filter(line -> line.startsWith("a=" + name)).forEach(found::add);
    return found;
  }

  private RawMessage hangUp() throws Exception {
    client.send("BYE", "");
    return client.response("BYE");
  }

  @Test
  void everyLineIsHeardByASessionOfItsOwn() throws Exception {
    RawMessage ok = record(METADATA);

    assertThat(attributes(ok.body(), "label")).containsExactly("a=label:first", "a=label:second");
    assertThat(attributes(ok.body(), "recvonly")).hasSize(2);
    assertThat(ok.header("Contact")).contains("+sip.srs");
    assertThat(ok.header("Supported")).contains("siprec");
    assertThat(ok.header("Content-Type")).isEqualTo("application/sdp");
    assertThat(sessions()).hasSize(2);
    assertThat(sessions())
        .allSatisfy(
            session ->
                assertThat(session.plans)
                    .singleElement()
                    .satisfies(
                        plan -> assertThat(plan.direction()).isEqualTo(MediaDirection.RECVONLY)));
    for (SocketSession session : sessions()) {
      assertThat(ok.body()).contains("m=audio " + session.advertisedRtp().getPort() + " ");
    }

    assertThat(hangUp().status()).isEqualTo(200);
    DomainEvent.LegEnded ended = server.ended(client.callId);
    assertThat(ended.leg().role()).isEqualTo(LegRole.RECORDED);
    assertThat(ended.leg().voiceConnectorId()).isEqualTo("connector-1");
    assertThat(ended.reason()).isEqualTo(EndReason.REMOTE_HANGUP);
    assertThat(sessions()).allMatch(SocketSession::closed);
  }

  @Test
  void aSessionGivesItsRoomBackWhenItIsOver() throws Exception {
    record(METADATA);
    assertThat(TAKEN).hasValue(1);
    hangUp();
    server.ended(client.callId);
    await().untilAsserted(() -> assertThat(TAKEN).hasValue(0));
  }

  @Test
  void aRefusedSessionGivesItsRoomBack() throws Exception {
    client.send("INVITE", "hello", SIPREC, "Content-Type: text/plain");
    assertThat(client.response("INVITE").status()).isEqualTo(415);
    await().untilAsserted(() -> assertThat(TAKEN).hasValue(0));
  }

  @Test
  void itsQualityIsThatOfAllItsLines() throws Exception {
    record(METADATA);
    sessions().get(0).measured = received(100, 2, "PCMU");
    sessions().get(1).measured = received(50, 1, "PCMA");
    assertThat(server.live(client.callId).orElseThrow().quality().received())
        .isEqualTo(new DirectionQuality(150, 150 * 172L, 2, 128, 153, 3, 2, 200, 2));

    reInvite(sdp(2, line(40000, "first", "sendonly"), line(0, "second", "sendonly")));
    assertThat(sessions().get(1).closed()).isTrue();
    hangUp();
    MediaQuality all = server.ended(client.callId).quality();
    assertThat(all.received())
        .as("a line that went counts")
        .isEqualTo(new DirectionQuality(150, 150 * 172L, 2, 128, 153, 3, 2, 200, 2));
    assertThat(all.codec()).isEqualTo("PCMU");
  }

  private static MediaQuality received(int packets, int lost, String codec) {
    DirectionQuality direction =
        new DirectionQuality(packets, packets * 172L, 1, 64, packets + lost, lost, 1, 100, 1);
    return new MediaQuality(direction, DirectionQuality.NONE, 0, 0, 0, 0, 0, 0, 20, 1, codec);
  }

  @Test
  void eventsTellWhoIsOnWhichLine() throws Exception {
    record(METADATA);
    LegInfo leg = server.events(DomainEvent.LegStarted.class, client.callId).getFirst().leg();
    sessions().forEach(session -> session.taps.open(leg, 8000));

    assertThat(PARTIES).hasSize(2);
    StreamedParty first = PARTIES.get(0).get();
    StreamedParty second = PARTIES.get(1).get();
    assertThat(first.mediaIndex()).isZero();
    assertThat(first.mediaLabel()).isEqualTo("first");
    assertThat(second.mediaIndex()).isEqualTo(1);
    assertThat(second.mediaLabel()).isEqualTo("second");
    // The first participant is the caller; his voice is on the second line.
    assertThat(first.isCaller()).isFalse();
    assertThat(second.isCaller()).isTrue();
    assertThat(first.fromNumber()).isEqualTo("+1415");
    assertThat(first.toNumber()).isEqualTo("+1206");
    assertThat(first.siprecMetadata()).isEqualTo(METADATA);
    assertThat(first.inviteHeaders()).containsKeys("from", "cseq", "content-type");
    hangUp();
    server.ended(client.callId);
  }

  @Test
  void anUpdateOfMetadataIsMergedAndTold() throws Exception {
    record(METADATA);
    String update =
        "<recording><datamode>partial</datamode>"
            + "<participant participant_id='b'><nameID aor='sip:+1999@host'/></participant>"
            + "</recording>";
    client.send("UPDATE", update, METADATA_ONLY, SIPREC);
    assertThat(client.response("UPDATE").status()).isEqualTo(200);

    await().until(() -> server.events(DomainEvent.StreamUpdated.class, client.callId).size() == 1);
    DomainEvent.StreamUpdated told =
        server.events(DomainEvent.StreamUpdated.class, client.callId).getFirst();
    assertThat(told.siprecMetadata()).isEqualTo(update);
    assertThat(told.updateHeaders().get("cseq")).contains("UPDATE");
    sessions().getFirst().taps.open(told.leg(), 8000);
    assertThat(PARTIES.getFirst().get().toNumber()).isEqualTo("+1999");
    assertThat(PARTIES.getFirst().get().fromNumber()).isEqualTo("+1415");
    hangUp();
    server.ended(client.callId);
  }

  @Test
  void linesPauseGoOnComeAndGo() throws Exception {
    record(METADATA);
    RawMessage paused =
        reInvite(sdp(2, line(40000, "first", "sendonly"), line(40002, "second", "inactive")));
    assertThat(attributes(paused.body(), "inactive")).hasSize(1);
    assertThat(sessions()).hasSize(2).noneMatch(SocketSession::closed);
    assertThat(sessions().get(1).plans.getLast().direction().receives()).isFalse();

    RawMessage more =
        reInvite(
            sdp(
                3,
                line(40000, "first", "sendonly"),
                line(40002, "second", "sendonly"),
                line(40004, "third", "sendonly")));
    assertThat(attributes(more.body(), "recvonly")).hasSize(3);
    assertThat(attributes(more.body(), "label")).last().isEqualTo("a=label:third");
    assertThat(sessions()).hasSize(3);

    RawMessage fewer =
        reInvite(
            sdp(
                4,
                line(40000, "first", "sendonly"),
                line(0, "second", "inactive"),
                line(40004, "third", "sendonly")));
    assertThat(fewer.body()).contains("m=audio 0 ");
    assertThat(sessions().get(1).closed()).isTrue();
    assertThat(sessions().get(2).closed()).isFalse();
    hangUp();
    server.ended(client.callId);
    assertThat(sessions()).allMatch(SocketSession::closed);
  }

  private RawMessage reInvite(String body) throws Exception {
    client.send("INVITE", body, SIPREC);
    RawMessage ok = client.response("INVITE");
    assertThat(ok.status()).as(ok.text()).isEqualTo(200);
    client.send("ACK", "");
    return ok;
  }

  @Test
  void aReInviteWithoutAnOfferGetsWhatIsAgreed() throws Exception {
    RawMessage first = record(METADATA);
    client.send("INVITE", "", SIPREC);
    RawMessage ok = client.response("INVITE");
    assertThat(ok.body()).isEqualTo(first.body());
    client.send("ACK", TWO);

    assertThat(hangUp().status()).isEqualTo(200);
    assertThat(server.ended(client.callId).reason()).isEqualTo(EndReason.REMOTE_HANGUP);
  }

  @Test
  void metadataThatCannotBeReadIsNoReasonNotToRecord() throws Exception {
    RawMessage ok = record("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><recording>&e;");

    assertThat(attributes(ok.body(), "recvonly")).hasSize(2);
    hangUp();
    server.ended(client.callId);
  }

  @Test
  void silenceOnAllLinesEndsTheSession() throws Exception {
    record(METADATA);
    sessions().getFirst().timeout.run();
    assertThat(server.live(client.callId)).isPresent();
    sessions().getLast().timeout.run();

    client.reply(client.request("BYE"), 200, "");
    assertThat(server.ended(client.callId).reason()).isEqualTo(EndReason.MEDIA_TIMEOUT);
  }

  @Test
  void whatIsNoOfferIsRefused() throws Exception {
    client.send("INVITE", "", SIPREC);
    assertThat(client.response("INVITE").status()).isEqualTo(488);
    client.send("INVITE", "hello", SIPREC, "Content-Type: text/plain");
    RawMessage unsupported = client.response("INVITE");
    assertThat(unsupported.status()).isEqualTo(415);
    assertThat(unsupported.header("Accept")).contains("application/rs-metadata+xml");
  }

  @Test
  void aMeetingIsNoRecordingServer() throws Exception {
    client.target = client.target.replace("anybody", "meeting");
    client.send("INVITE", both(TWO, METADATA), SIPREC, MULTIPART);
    RawMessage refused = client.response("INVITE");

    assertThat(refused.status()).isEqualTo(420);
    assertThat(refused.header("Unsupported")).isEqualTo("siprec");
  }
}
