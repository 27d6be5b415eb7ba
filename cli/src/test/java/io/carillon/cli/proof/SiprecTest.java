package io.carillon.cli.proof;

import static io.carillon.cli.peers.SippScript.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.peers.Ffprobe;
import io.carillon.cli.peers.FreePorts;
import io.carillon.cli.peers.PeerProcess;
import io.carillon.cli.peers.Sipp;
import io.carillon.cli.peers.SippScript;
import io.carillon.cli.peers.ToneLevel;
import io.carillon.cli.peers.WaveFile;
import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording client: sipp signals, ffmpeg sends the sound of each party, and what was recorded is
 * decoded by ffmpeg.
 */
@RequiresPeer({"sipp", "ffmpeg", "ffprobe"})
class SiprecTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int CALLER_HUM = 440;
  private static final int CALLEE_HUM = 1000;

  /** A sine at an eighth of full scale, as ffmpeg's generator makes it, is at -18 dB. */
  private static final double HEARD = -25;

  private static final double NOT_HEARD = -60;

  private static final String METADATA =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <recording xmlns="urn:ietf:params:xml:ns:recording:1">
      <datamode>complete</datamode>
      <session session_id="c2Vzc2lvbg=="/>
      <participant participant_id="YWxpY2U="><nameID aor="sip:+14155550123@example.com"/></participant>
      <participant participant_id="Ym9i"><nameID aor="sip:+12065550100@example.com"/></participant>
      <stream stream_id="czE=" session_id="c2Vzc2lvbg=="><label>96</label></stream>
      <stream stream_id="czI=" session_id="c2Vzc2lvbg=="><label>97</label></stream>
      <participantstreamassoc participant_id="YWxpY2U="><send>czE=</send></participantstreamassoc>
      <participantstreamassoc participant_id="Ym9i"><send>czI=</send></participantstreamassoc>
      </recording>
      """;

  private static final String UPDATE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <recording xmlns="urn:ietf:params:xml:ns:recording:1">
      <datamode>partial</datamode>
      <participant participant_id="Ym9i"><nameID aor="sip:+12065550100@example.com"><name>Bob</name></nameID></participant>
      </recording>
      """;

  @TempDir static Path folder;
  private static TrunkHouse house;

  private final int firstPort = FreePorts.next(2);
  private final int secondPort = FreePorts.next(2);

  @BeforeAll
  static void start() {
    house = TrunkHouse.start(folder).overTcp();
    house.commands().done("connector", "streaming", house.connectorId(), "--retention-hours", "24");
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  private String sdp(String second) {
    return """
    v=0
    o=src 1 1 IN IP4 [local_ip]
    s=-
    c=IN IP4 [local_ip]
    t=0 0
    m=audio %d RTP/AVP 0
    a=label:96
    a=sendonly
    m=audio %d RTP/AVP 0
    a=label:97
    a=%s
    """
        .formatted(firstPort, secondPort, second);
  }

  private static String multipart(String sdp, String metadata) {
    return """
    --part
    Content-Type: application/sdp

    %s
    --part
    Content-Type: application/rs-metadata+xml
    Content-Disposition: recording-session

    %s
    --part--
    """
        .formatted(sdp, metadata);
  }

  private static final String MULTIPART = "Content-Type: multipart/mixed;boundary=part";

  private SippScript recording() {
    return caller("recording")
        .invite(multipart(sdp("sendonly"), METADATA), MULTIPART, "Require: siprec")
        .receive(200)
        .withHeader("Contact", "sip.srs")
        .withBody("a=label:96")
        .withBody("a=label:97")
        .withBody("a=recvonly")
        .withNo("a=send")
        .ack()
        .pause(4000)
        .request("UPDATE", UPDATE, "Content-Type: application/rs-metadata+xml")
        .receive(200)
        .pause(500)
        .request("INVITE", sdp("inactive"), "Require: siprec")
        .receive(200)
        .withBody("a=inactive")
        .ack()
        .pause(2000)
        .request("INVITE", multipart(sdp("sendonly"), UPDATE), MULTIPART, "Require: siprec")
        .receive(200)
        .withNo("a=inactive")
        .ack()
        .pause(1500)
        .request("BYE", "")
        .receive(200);
  }

  /** The ports of the 200 to the INVITE, in the order of the lines. */
  private static List<Integer> answeredPorts(Sipp client) {
    await().atMost(SOON).until(() -> client.messages().contains("a=recvonly"));
    String messages = client.messages();
    String answer = messages.substring(messages.indexOf("SIP/2.0 200"));
    return Pattern.compile("m=audio (\\d+) ")
        .matcher(answer)
        .results()
        .limit(2)
        .map((MatchResult line) -> Integer.parseInt(line.group(1)))
        .toList();
  }

  /** A party's sound, sent by ffmpeg from where the offer said. */
  private static PeerProcess sound(int hertz, int from, int to) {
    return PeerProcess.start(
        folder,
        folder.resolve("ffmpeg-" + from + ".log"),
        List.of(
            "ffmpeg",
            "-nostdin",
            "-v",
            "warning",
            "-re",
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=" + hertz + ":sample_rate=8000",
            "-c:a",
            "pcm_mulaw",
            "-ac",
            "1",
            "-f",
            "rtp",
            "-payload_type",
            "0",
            "rtp://127.0.0.1:"
                + to
                + "?localaddr="
                + TrunkHouse.PBX
                + "&localrtpport="
                + from
                + "&pkt_size=172"));
  }

  @Test
  void eachPartyIsAStreamOfItsOwnAndTheTonesAreWhereTheyBelong() {
    try (Sipp client =
        house.callsFrom(TrunkHouse.PBX, "src", house.connectorHost(), recording(), firstPort)) {
      List<Integer> ports = answeredPorts(client);
      try (PeerProcess first = sound(CALLER_HUM, firstPort, ports.get(0));
          PeerProcess second = sound(CALLEE_HUM, secondPort, ports.get(1))) {
        client.await(SOON).assertCalls(1);
        assertThat(first.log()).contains("m=audio " + ports.get(0)).doesNotContain("rror");
        assertThat(second.log()).contains("m=audio " + ports.get(1)).doesNotContain("rror");
      }
    }
    house.server().awaitQuiet();
    await().atMost(SOON).until(() -> events("ENDED").size() == 2);

    assertThat(events("FAILED")).isEmpty();
    assertStream("96", 0, true, CALLER_HUM, CALLEE_HUM);
    assertStream("97", 1, false, CALLEE_HUM, CALLER_HUM);
    assertThat(events("UPDATED")).hasSize(2);
    JsonNode update = events("UPDATED").getFirst();
    assertThat(update.path("siprecMetadata").asText()).contains("partial", "Bob");
    assertThat(update.path("updateHeaders").path("cseq").asText()).contains("UPDATE");
    assertThat(update.path("voiceConnectorId").asText()).isEqualTo(house.connectorId());
  }

  private static void assertStream(String label, int index, boolean caller, int hum, int other) {
    JsonNode started =
        events("STARTED").stream()
            .filter(event -> event.path("sdp").path("mediaLabel").asText().equals(label))
            .findFirst()
            .orElseThrow();
    assertThat(started.path("sdp").path("mediaIndex").asInt()).isEqualTo(index);
    assertThat(started.path("isCaller").asBoolean()).isEqualTo(caller);
    assertThat(started.path("fromNumber").asText()).isEqualTo("+14155550123");
    assertThat(started.path("toNumber").asText()).isEqualTo("+12065550100");
    assertThat(started.path("siprecMetadata").asText())
        .contains("urn:ietf:params:xml:ns:recording:1");
    String stream = started.path("streamArn").asText().split("/")[1];
    Path file = house.server().data().resolve("streams").resolve(stream).resolve("000001.mkv");
    assertThat(Ffprobe.inspect(file)).containsEntry("streams.stream.0.codec_name", "pcm_s16le");
    WaveFile sound = Ffprobe.decode(file, folder.resolve(label + ".wav"));
    assertThat(sound.length()).isGreaterThan(Duration.ofSeconds(3));
    WaveFile middle = sound.part(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(ToneLevel.decibels(middle, hum)).as(label + " at " + hum).isGreaterThan(HEARD);
    assertThat(ToneLevel.decibels(middle, other)).as(label + " at " + other).isLessThan(NOT_HEARD);
  }

  /** Details of streaming events of a status. */
  private static List<JsonNode> events(String status) {
    return house.server().records().streaming(status);
  }

  @Test
  void aStrangerCannotRecord() {
    SippScript refused =
        caller("stranger")
            .invite(multipart(sdp("sendonly"), METADATA), MULTIPART, "Require: siprec")
            .receive(403)
            .ackOfRefusal();
    try (Sipp client =
        house.callsFrom("127.0.0.9", "src", house.connectorHost(), refused, firstPort)) {
      client.await(SOON).assertCalls(1);
    }
  }

  @Test
  void whoIsNoRecordingClientOfAConnectorIsToldThatMeetingsAreNotRecordedSo() {
    SippScript refused =
        caller("meeting")
            .invite(multipart(sdp("sendonly"), METADATA), MULTIPART, "Require: siprec")
            .receive(420)
            .withHeader("Unsupported", "siprec")
            .ackOfRefusal();
    try (Sipp client = house.callsFrom("127.0.0.9", "src", "meet.chime.in", refused, firstPort)) {
      client.await(SOON).assertCalls(1);
    }
  }
}
