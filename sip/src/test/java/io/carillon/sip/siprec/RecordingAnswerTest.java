package io.carillon.sip.siprec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSecurity;
import io.carillon.sip.sdp.LocalAudio;
import io.carillon.sip.sdp.MediaDescription;
import io.carillon.sip.sdp.Negotiation;
import io.carillon.sip.sdp.SdpException;
import io.carillon.sip.sdp.SessionDescription;
import io.carillon.sip.sdp.SrtpPolicy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecordingAnswerTest {
  private static final String ONE =
      "m=audio 6000 RTP/AVP 0 8\r\na=sendonly\r\na=label:1\r\na=mid:x\r\n";
  private static final String TWO = "m=audio 6002 RTP/AVP 8\r\na=sendonly\r\na=label:2\r\n";
  private static final String OFF = "m=audio 0 RTP/AVP 8\r\na=label:2\r\n";
  private static final String VIDEO = "m=video 6004 RTP/AVP 96\r\na=label:3\r\n";
  private static final String NO_CODEC = "m=audio 6006 RTP/AVP 18\r\na=label:4\r\n";

  @Test
  void everyAudioLineIsTakenWithItsLabel() throws SdpException {
    SessionDescription offer = offer(ONE, VIDEO, TWO, NO_CODEC);
    assertThat(RecordingAnswer.wanted(offer)).containsExactly(0, 2, 3);

    RecordingAnswer.Accepted accepted = accepted(offer, Optional.empty(), SrtpPolicy.OFF);

    List<MediaDescription> lines = accepted.local().media();
    assertThat(lines).extracting(MediaDescription::port).containsExactly(20000, 0, 20004, 0);
    assertThat(lines)
        .extracting(MediaDescription::type)
        .containsExactly("audio", "video", "audio", "audio");
    assertThat(lines)
        .extracting(l -> l.attribute("label").orElse("none"))
        .containsExactly("1", "3", "2", "4");
    assertThat(lines.get(0).direction()).contains(MediaDirection.RECVONLY);
    assertThat(lines.get(2).direction()).contains(MediaDirection.RECVONLY);
    assertThat(lines.get(0).attribute("mid")).contains("x");
    assertThat(accepted.streams())
        .extracting(RecordingAnswer.Stream::label)
        .containsExactly("1", "2");
    assertThat(accepted.streams())
        .extracting(s -> s.plan().remoteRtp().getPort())
        .containsExactly(6000, 6002);
    assertThat(accepted.streams()).allMatch(RecordingAnswer.Stream::flowing);
    assertThat(accepted.refused()).containsOnlyKeys(3);
  }

  @Test
  void eachLineHasKeysOfItsOwnAndKeepsThem() throws SdpException {
    String crypto = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:";
    SessionDescription offer =
        offer(
            ONE.replace("RTP/AVP", "RTP/SAVP") + crypto + "A".repeat(40) + "\r\n",
            TWO.replace("RTP/AVP", "RTP/SAVP") + crypto + "B".repeat(40) + "\r\n");

    RecordingAnswer.Accepted first = accepted(offer, Optional.empty(), SrtpPolicy.REQUIRED);
    RecordingAnswer.Accepted again = accepted(offer, Optional.of(first), SrtpPolicy.REQUIRED);

    assertThat(key(first, 0)).isNotEqualTo(key(first, 1));
    assertThat(again.local()).isEqualTo(first.local());
    assertThat(key(again, 1)).isEqualTo(key(first, 1));
  }

  @Test
  void linesComeGoAndPauseInLaterOffers() throws SdpException {
    RecordingAnswer.Accepted one = accepted(offer(ONE), Optional.empty(), SrtpPolicy.OFF);
    RecordingAnswer.Accepted two = accepted(offer(ONE, TWO), Optional.of(one), SrtpPolicy.OFF);
    RecordingAnswer.Accepted paused =
        accepted(offer(ONE.replace("sendonly", "inactive"), TWO), Optional.of(two), SrtpPolicy.OFF);
    RecordingAnswer.Accepted left = accepted(offer(ONE, OFF), Optional.of(two), SrtpPolicy.OFF);
    RecordingAnswer.Accepted none =
        accepted(offer(ONE.replace("6000", "0"), OFF), Optional.of(left), SrtpPolicy.OFF);

    assertThat(two.ended(one)).isEmpty();
    assertThat(two.streams()).hasSize(2);
    assertThat(two.local().origin().sessionId()).isEqualTo(one.local().origin().sessionId());
    assertThat(two.local().origin().version()).isEqualTo("2");
    assertThat(paused.streams())
        .extracting(RecordingAnswer.Stream::flowing)
        .containsExactly(false, true);
    assertThat(paused.local().media().getFirst().direction()).contains(MediaDirection.INACTIVE);
    assertThat(left.ended(two)).containsExactly(1);
    assertThat(left.local().media()).extracting(MediaDescription::port).containsExactly(20000, 0);
    assertThat(none.streams()).isEmpty();
    assertThat(none.ended(left)).containsExactly(0);
    assertThat(accepted(offer(ONE, TWO), Optional.of(none), SrtpPolicy.OFF).streams()).hasSize(2);
  }

  @Test
  void anOfferWithNothingToRecordIsRefused() throws SdpException {
    for (SessionDescription offer : List.of(offer(VIDEO), offer(NO_CODEC), offer(OFF), offer())) {
      assertThat(RecordingAnswer.to(offer, locals(offer, SrtpPolicy.OFF), Optional.empty()))
          .isInstanceOfSatisfying(
              RecordingAnswer.Refused.class,
              refused -> assertThat(refused.reason().status()).isEqualTo(488));
    }
    RecordingAnswer.Accepted one = accepted(offer(ONE), Optional.empty(), SrtpPolicy.OFF);
    SessionDescription worse = offer(NO_CODEC);
    assertThat(RecordingAnswer.to(worse, locals(worse, SrtpPolicy.OFF), Optional.of(one)))
        .isInstanceOf(RecordingAnswer.Refused.class);
  }

  @Test
  void aLineThereIsNoRoomForIsRefusedAlone() throws SdpException {
    SessionDescription offer = offer(ONE, TWO);
    Map<Integer, LocalAudio> locals = locals(offer, SrtpPolicy.OFF);
    locals.remove(0);

    RecordingAnswer.Accepted accepted =
        (RecordingAnswer.Accepted) RecordingAnswer.to(offer, locals, Optional.empty());

    assertThat(accepted.streams()).extracting(RecordingAnswer.Stream::index).containsExactly(1);
    assertThat(accepted.refused().get(0).text()).contains("no room");
  }

  @Test
  void oneAddressCountsForAllLines() throws SdpException {
    SessionDescription offer = offer(ONE, TWO);
    Map<Integer, LocalAudio> locals = locals(offer, SrtpPolicy.OFF);
    locals.put(1, local("192.0.2.200", 1, SrtpPolicy.OFF));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordingAnswer.to(offer, locals, Optional.empty()));
  }

  @Property(tries = 500)
  void theAnswerHasTheLinesOfTheOfferInItsOrder(
      @ForAll("lines") List<String> first, @ForAll("lines") List<String> then) throws SdpException {
    Optional<RecordingAnswer.Accepted> previous = Optional.empty();
    for (List<String> lines : List.of(first, then)) {
      SessionDescription offer = offer(lines.toArray(new String[0]));
      RecordingAnswer answer =
          RecordingAnswer.to(offer, locals(offer, SrtpPolicy.PREFERRED), previous);
      if (answer instanceof RecordingAnswer.Accepted accepted) {
        check(offer, accepted);
        previous = Optional.of(accepted);
      } else {
        assertThat(((RecordingAnswer.Refused) answer).reason())
            .extracting(Negotiation.Refused::status)
            .isEqualTo(488);
      }
    }
  }

  private static void check(SessionDescription offer, RecordingAnswer.Accepted accepted)
      throws SdpException {
    assertThat(SessionDescription.parse(accepted.local().toBytes())).isEqualTo(accepted.local());
    assertThat(accepted.local().media()).hasSameSizeAs(offer.media());
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < offer.media().size(); i++) {
      MediaDescription asked = offer.media().get(i);
      MediaDescription said = accepted.local().media().get(i);
      assertThat(said.type()).isEqualTo(asked.type());
      assertThat(said.protocol()).isEqualTo(asked.protocol());
      assertThat(said.attribute("label")).isEqualTo(asked.attribute("label"));
      if (asked.port() == 0 || !asked.isAudio()) {
        assertThat(said.port()).isZero();
      }
      if (said.port() != 0) {
        ports.add(said.port());
        boolean sends = offer.directionOf(asked).sends();
        assertThat(said.direction())
            .contains(sends ? MediaDirection.RECVONLY : MediaDirection.INACTIVE);
      }
    }
    assertThat(new HashSet<>(ports)).hasSameSizeAs(ports).hasSameSizeAs(accepted.streams());
    int taken = accepted.streams().size() + accepted.refused().size();
    assertThat(taken).isEqualTo(RecordingAnswer.wanted(offer).size());
  }

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<String> line =
        Combinators.combine(
                Arbitraries.of("audio", "audio", "audio", "video"),
                Arbitraries.of(0, 6000, 6002),
                Arbitraries.of("0", "8 0", "9", "18", "0 101"),
                Arbitraries.of("sendonly", "sendrecv", "inactive", "recvonly"),
                Arbitraries.integers().between(1, 4))
            .as(
                (type, port, formats, direction, label) ->
                    "m=%s %d RTP/AVP %s\r\na=%s\r\na=label:%d\r\n"
                        .formatted(type, port, formats, direction, label));
    return line.list().ofMaxSize(6);
  }

  private static byte[] key(RecordingAnswer.Accepted accepted, int stream) {
    return ((MediaSecurity.Sdes) accepted.streams().get(stream).plan().security()).local();
  }

  private static RecordingAnswer.Accepted accepted(
      SessionDescription offer, Optional<RecordingAnswer.Accepted> previous, SrtpPolicy srtp) {
    return (RecordingAnswer.Accepted) RecordingAnswer.to(offer, locals(offer, srtp), previous);
  }

  private static Map<Integer, LocalAudio> locals(SessionDescription offer, SrtpPolicy srtp) {
    Map<Integer, LocalAudio> locals = new TreeMap<>();
    IntStream.range(0, offer.media().size())
        .forEach(i -> locals.put(i, local("192.0.2.100", i, srtp)));
    return locals;
  }

  private static LocalAudio local(String address, int index, SrtpPolicy srtp) {
    int port = 20000 + 2 * index;
    byte fill = (byte) (index + 1);
    return LocalAudio.of(
        new InetSocketAddress(address, port),
        new InetSocketAddress(address, port + 1),
        77,
        srtp,
        size -> {
          byte[] key = new byte[size];
          Arrays.fill(key, fill);
          return key;
        });
  }

  private static SessionDescription offer(String... lines) throws SdpException {
    return SessionDescription.parse(
        "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
            + String.join("", lines));
  }
}
