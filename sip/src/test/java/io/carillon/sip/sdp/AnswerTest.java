package io.carillon.sip.sdp;

import static io.carillon.sip.sdp.SdpSamples.accepted;
import static io.carillon.sip.sdp.SdpSamples.audio;
import static io.carillon.sip.sdp.SdpSamples.local;
import static io.carillon.sip.sdp.SdpSamples.refused;
import static io.carillon.sip.sdp.SdpSamples.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.session.MediaDirection;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
  private static final LocalAudio LOCAL = local(SrtpPolicy.PREFERRED);

  @Test
  void answersWithThePayloadTypesOfTheOffer() throws Exception {
    SessionDescription offer =
        sdp(
            "m=audio 5004 RTP/AVP 0 121 122",
            "a=rtpmap:121 opus/48000/2",
            "a=fmtp:121 maxaveragebitrate=20000",
            "a=rtpmap:122 telephone-event/48000");
    Negotiation.Accepted answer = accepted(offer, LOCAL);

    assertThat(answer.local().encode())
        .isEqualTo(
            """
            v=0
            o=- 77 1 IN IP4 192.0.2.1
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            m=audio 10000 RTP/AVP 121 122
            a=rtpmap:121 opus/48000/2
            a=fmtp:121 useinbandfec=1
            a=rtpmap:122 telephone-event/48000
            a=fmtp:122 0-15
            a=ptime:20
            a=sendrecv
            """
                .replace("\n", "\r\n"));
    assertThat(answer.plan().send().parameters()).isEqualTo("maxaveragebitrate=20000");
    assertThat(answer.plan().receive()).containsOnlyKeys(121, 122);
    assertThat(answer.plan().receive().get(121).parameters()).isEqualTo("useinbandfec=1");
    assertThat(answer.plan().sendTelephoneEvent()).hasValue(122);
  }

  @ParameterizedTest
  @CsvSource({"OURS, 9, G722", "THEIRS, 8, PCMA"})
  void choosesTheCodecByOurOrderUnlessToldOtherwise(CodecOrder order, int number, String codec)
      throws Exception {
    SessionDescription offer = sdp("m=audio 5004 RTP/AVP 18 8 0 9");
    Negotiation.Accepted answer = accepted(offer, LOCAL.withCodecOrder(order));
    assertThat(answer.plan().sendPayloadType()).isEqualTo(number);
    assertThat(answer.plan().send().encodingName()).isEqualTo(codec);
  }

  /** livekit/media-sdk#42: what stands only in an rtpmap is not offered. */
  @Test
  void ignoresRtpmapsOfNumbersNotInTheLine() throws Exception {
    SessionDescription offer = sdp("m=audio 5004 RTP/AVP 0", "a=rtpmap:96 opus/48000/2");
    assertThat(accepted(offer, LOCAL).plan().send().encodingName()).isEqualTo("PCMU");
  }

  @ParameterizedTest
  @CsvSource({
    "opus/48000/2, 110 111, 111",
    "opus/48000/2, 110, 110",
    "PCMU/8000, 111 110, 110",
    "G722/8000, 111 110, 110",
    "G722/16000, 111 110, 110"
  })
  void prefersDigitsAtTheClockOfTheCodec(String codec, String events, int chosen) throws Exception {
    SessionDescription offer =
        sdp(
            "m=audio 5004 RTP/AVP 96 " + events,
            "a=rtpmap:96 " + codec,
            "a=rtpmap:110 telephone-event/8000",
            "a=rtpmap:111 telephone-event/48000");
    assertThat(accepted(offer, LOCAL).plan().sendTelephoneEvent()).hasValue(chosen);
  }

  @Test
  void agreesOnTheEventsBothKnow() throws Exception {
    SessionDescription offer =
        sdp(
            "m=audio 5004 RTP/AVP 0 101",
            "a=rtpmap:101 telephone-event/8000",
            "a=fmtp:101 0-11,16,66");
    assertThat(audio(accepted(offer, LOCAL)).fmtp(101)).isEqualTo("0-11");
  }

  @Test
  void sendsComfortNoiseOnlyWithACodecOfItsClock() throws Exception {
    SessionDescription offer = sdp("m=audio 5004 RTP/AVP 96 0 13", "a=rtpmap:96 opus/48000/2");
    assertThat(accepted(offer, LOCAL).plan().sendComfortNoise()).isEmpty();
    SessionDescription plain = sdp("m=audio 5004 RTP/AVP 0 13");
    assertThat(accepted(plain, LOCAL).plan().sendComfortNoise()).hasValue(13);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 30, 0, 30",
    "0, 35, 0, 30",
    "0, 5, 0, 10",
    "0, 500, 0, 60",
    "0, 60, 40, 40",
    "0, 0, 15, 10",
    "0, 0, 0, 20",
    "96, 30, 0, 20",
    "96, 50, 0, 40",
    "96, 120, 0, 60"
  })
  void packetsAreAsLongAsAskedFor(int payload, int ptime, int maxptime, int millis)
      throws Exception {
    SessionDescription offer =
        sdp(
            "m=audio 5004 RTP/AVP " + payload,
            "a=rtpmap:96 opus/48000/2",
            ptime == 0 ? "a=x" : "a=ptime:" + ptime,
            maxptime == 0 ? "a=x" : "a=maxptime:" + maxptime);
    assertThat(accepted(offer, LOCAL).plan().packetMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({
    "sendrecv, SENDRECV, SENDRECV, false",
    "sendonly, SENDRECV, RECVONLY, true",
    "recvonly, SENDRECV, SENDONLY, false",
    "inactive, SENDRECV, INACTIVE, true",
    "sendrecv, SENDONLY, SENDONLY, false",
    "sendonly, SENDONLY, INACTIVE, true",
    "recvonly, INACTIVE, INACTIVE, false"
  })
  void directionIsWhatBothWant(
      String offered, MediaDirection wanted, MediaDirection answered, boolean held)
      throws Exception {
    SessionDescription offer = sdp("m=audio 5004 RTP/AVP 0", "a=" + offered);
    Negotiation.Accepted answer = accepted(offer, LOCAL.withDirection(wanted));
    assertThat(answer.plan().direction()).isEqualTo(answered);
    assertThat(audio(answer).direction()).contains(answered);
    assertThat(answer.heldByRemote()).isEqualTo(held);
  }

  @Test
  void takesTheDirectionOfTheSession() throws Exception {
    SessionDescription offer = sdp("a=sendonly", "m=audio 5004 RTP/AVP 0");
    assertThat(accepted(offer, LOCAL).plan().direction()).isEqualTo(MediaDirection.RECVONLY);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, IN IP4 0.0.0.0", "2001:db8::1, IN IP6 ::"})
  void holdsByTheUnspecifiedAddress(String ours, String connection) throws Exception {
    SessionDescription offer = sdp("m=audio 5004 RTP/AVP 0", "c=" + connection);
    Negotiation.Accepted answer = accepted(offer, local(ours, SrtpPolicy.OFF));
    assertThat(answer.plan().remoteRtp()).isNull();
    assertThat(answer.plan().remoteRtcp()).isNull();
    assertThat(answer.plan().direction()).isEqualTo(MediaDirection.RECVONLY);
    assertThat(answer.heldByRemote()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "x, 192.0.2.9:5005",
    "rtcp:6001, 192.0.2.9:6001",
    "rtcp:6001 IN IP4 198.51.100.3, 198.51.100.3:6001",
    "rtcp:6001 IN IP4 host.example.com, 192.0.2.9:6001",
    "rtcp:99999, 192.0.2.9:5005",
    "rtcp-mux, 192.0.2.9:5004"
  })
  void findsThePortOfRtcp(String attribute, String expected) throws Exception {
    Negotiation.Accepted answer = accepted(sdp("m=audio 5004 RTP/AVP 0", "a=" + attribute), LOCAL);
    InetSocketAddress rtcp = answer.plan().remoteRtcp();
    assertThat(rtcp.getAddress().getHostAddress() + ":" + rtcp.getPort()).isEqualTo(expected);
    assertThat(audio(answer).attribute("rtcp-mux").isPresent())
        .isEqualTo(answer.plan().rtcpMux())
        .isEqualTo(attribute.equals("rtcp-mux"));
  }

  @Test
  void answersEveryLineInOrder() throws Exception {
    SessionDescription offer =
        sdp(
            "m=video 6000 RTP/AVP 97 98",
            "a=rtpmap:97 H264/90000",
            "a=mid:v",
            "m=audio 0 RTP/AVP 0",
            "m=audio 5004 RTP/AVP 0",
            "a=mid:a",
            "m=audio 5006 RTP/AVP 0",
            "m=image 5008 udptl t38",
            "m=application 5070 TCP/BFCP *",
            "a=label:7");
    Negotiation.Accepted answer = accepted(offer, LOCAL);

    assertThat(answer.audioLine()).isEqualTo(2);
    assertThat(answer.local().media())
        .extracting(MediaDescription::port)
        .containsExactly(0, 0, 10000, 0, 0, 0);
    assertThat(shape(answer.local().media().get(0))).isEqualTo("video 0 RTP/AVP [97, 98] [mid:v]");
    assertThat(shape(answer.local().media().get(5)))
        .isEqualTo("application 0 TCP/BFCP [*] [label:7]");
  }

  @ParameterizedTest
  @CsvSource({
    "BUNDLE a, true, true",
    "BUNDLE a b, true, false",
    "LS a, true, false",
    "BUNDLE a, false, false"
  })
  void agreesOnABundleOfItsOnlyLineAlone(String group, boolean single, boolean agreed)
      throws Exception {
    List<String> lines =
        single
            ? List.of("a=group:" + group, "m=audio 5004 RTP/AVP 0", "a=mid:a")
            : List.of(
                "a=group:" + group, "m=audio 5004 RTP/AVP 0", "a=mid:a", "m=video 0 RTP/AVP 31");
    Negotiation.Accepted answer = accepted(sdp(lines.toArray(String[]::new)), LOCAL);
    assertThat(answer.local().attribute("group").isPresent()).isEqualTo(agreed);
    assertThat(audio(answer).attribute("mid")).contains("a");
  }

  @Test
  void ignoresFeedbackAndIce() throws Exception {
    SessionDescription offer =
        sdp(
            "m=audio 5004 RTP/AVPF 0",
            "a=rtcp-fb:* nack",
            "a=ice-ufrag:abcd",
            "a=candidate:1 1 UDP 1 192.0.2.9 5004 typ host");
    MediaDescription line = audio(accepted(offer, LOCAL));
    assertThat(line.protocol()).isEqualTo("RTP/AVPF");
    assertThat(line.attributes())
        .extracting(Attribute::name)
        .containsExactly("rtpmap", "ptime", "sendrecv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "m=video 6000 RTP/AVP 31;304;no audio line",
        "m=audio 0 RTP/AVP 0;304;no audio line",
        "m=audio 5004 RTP/AVP 18 4 3;305;G729 G723 GSM",
        "m=audio 5004 RTP/AVP;305;none",
        "m=audio 5004 RTP/AVP 96 97;305;none",
        "m=audio 5004 TCP/RTP/AVP 0;302;transport"
      })
  void refusesWithAReason(String line, int warning, String text) throws Exception {
    Negotiation.Refused refused = refused(sdp(line), LOCAL);
    assertThat(refused.status()).isEqualTo(488);
    assertThat(refused.warningCode()).isEqualTo(warning);
    assertThat(refused.text()).contains(text);
  }

  @Test
  void refusesAddressesItCannotReach() throws Exception {
    assertThat(refused(sdp("m=audio 5004 RTP/AVP 0", "c=IN IP6 2001:db8::9"), LOCAL).warningCode())
        .isEqualTo(301);
    assertThat(
            refused(sdp("m=audio 5004 RTP/AVP 0", "c=IN IP4 233.252.0.1/127"), LOCAL).warningCode())
        .isEqualTo(330);
  }

  @Test
  void takesTheLineOfItsAddressFamily() throws Exception {
    SessionDescription offer =
        sdp("m=audio 5004 RTP/AVP 0", "c=IN IP6 2001:db8::9", "m=audio 5006 RTP/AVP 0");
    assertThat(accepted(offer, LOCAL).audioLine()).isEqualTo(1);
  }

  private static String shape(MediaDescription line) {
    return line.type()
        + " "
        + line.port()
        + " "
        + line.protocol()
        + " "
        + line.formats()
        + " "
        + line.attributes();
  }
}
