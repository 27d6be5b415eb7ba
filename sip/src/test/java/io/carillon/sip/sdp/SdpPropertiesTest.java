package io.carillon.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.PayloadFormat;
import io.carillon.media.session.SrtpSuite;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SdpPropertiesTest {

  @Property(tries = 500)
  void writingAndReadingGivesTheSame(@ForAll("descriptions") SessionDescription written)
      throws SdpException {
    assertThat(SessionDescription.parse(written.toBytes())).isEqualTo(written);
  }

  /** Lesson 4: each answered format is in the offer, under the offerer's payload type. */
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void answersNothingThatWasNotOffered(
      @ForAll("sides") LocalAudio offerer, @ForAll("sides") LocalAudio answerer)
      throws SdpException {
    SessionDescription offer = sent(OfferAnswer.offer(offerer, Optional.empty()));
    if (!(OfferAnswer.answer(offer, answerer, Optional.empty())
        instanceof Negotiation.Accepted accepted)) {
      return;
    }
    MediaDescription line = SdpSamples.audio(accepted);
    MediaDescription offered = offer.media().getFirst();
    for (String format : line.formats()) {
      int number = Integer.parseInt(format);
      assertThat(offered.formats()).contains(format);
      assertThat(line.rtpMap(number)).isEqualTo(offered.rtpMap(number));
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void bothSidesPlanTheSame(
      @ForAll("sides") LocalAudio offerer, @ForAll("sides") LocalAudio answerer)
      throws SdpException {
    SessionDescription offer = sent(OfferAnswer.offer(offerer, Optional.empty()));
    switch (OfferAnswer.answer(offer, answerer, Optional.empty())) {
      case Negotiation.Refused refused -> assertThat(impossible(offerer, answerer)).isTrue();
      case Negotiation.Accepted answered -> {
        Negotiation.Accepted accepted =
            (Negotiation.Accepted) OfferAnswer.accept(offer, sent(answered.local()));
        mirrors(answered.plan(), accepted.plan());
        mirrors(accepted.plan(), answered.plan());
        assertThat(accepted.plan().remoteRtp()).isEqualTo(answerer.rtp());
        assertThat(answered.plan().remoteRtp()).isEqualTo(offerer.rtp());
        assertThat(answered.plan().remoteRtcp())
            .isEqualTo(answered.plan().rtcpMux() ? offerer.rtp() : offerer.rtcp());
      }
    }
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void damageNeverGetsThrough(@ForAll("damaged") byte[] body) {
    SdpFuzzTest.check(body);
  }

  @Property(tries = 300)
  void anyTextIsReadOrRefused(@ForAll String text) {
    SdpFuzzTest.check(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void mirrors(AudioPlan one, AudioPlan other) {
    assertThat(one.receive().get(other.sendPayloadType())).isEqualTo(other.send());
    other
        .sendTelephoneEvent()
        .ifPresent(n -> assertThat(one.receive().get(n).is("telephone-event")).isTrue());
    other.sendComfortNoise().ifPresent(n -> assertThat(one.receive().get(n).is("CN")).isTrue());
    assertThat(one.direction()).isEqualTo(other.direction().reversed());
    assertThat(one.packetMillis()).isEqualTo(other.packetMillis());
    if (one.security() instanceof MediaSecurity.Sdes ours) {
      MediaSecurity.Sdes theirs = (MediaSecurity.Sdes) other.security();
      assertThat(ours.suite()).isEqualTo(theirs.suite());
      assertThat(ours.local()).isEqualTo(theirs.remote());
    } else if (one.security() instanceof MediaSecurity.Dtls ours) {
      MediaSecurity.Dtls theirs = (MediaSecurity.Dtls) other.security();
      assertThat(ours.role()).isEqualTo(theirs.role().other());
    } else {
      assertThat(other.security()).isInstanceOf(MediaSecurity.Plain.class);
    }
  }

  /** No common codec, or the SRTP policies or suites have nothing in common. */
  private static boolean impossible(LocalAudio offerer, LocalAudio answerer) {
    boolean codec =
        offerer.formats().stream()
            .filter(NumberedFormat::isAudio)
            .anyMatch(
                o ->
                    answerer.formats().stream()
                        .anyMatch(a -> a.format().is(o.format().encodingName())));
    boolean sdes =
        doesSdes(offerer)
            && doesSdes(answerer)
            && !Collections.disjoint(offerer.suites(), answerer.suites());
    boolean dtls = offerer.offeredDtls().isPresent() && answerer.answeredDtls().isPresent();
    boolean canEncrypt = sdes || dtls;
    boolean must = offerer.srtp().required() || answerer.srtp().required();
    return !codec || must && !canEncrypt;
  }

  private static boolean doesSdes(LocalAudio side) {
    return side.srtp() == SrtpPolicy.REQUIRED || side.srtp() == SrtpPolicy.PREFERRED;
  }

  private static SessionDescription sent(SessionDescription sdp) throws SdpException {
    return SessionDescription.parse(sdp.toBytes());
  }

  @Provide
  Arbitrary<LocalAudio> sides() {
    Arbitrary<List<NumberedFormat>> formats =
        Arbitraries.shuffle(LocalAudio.ALL_FORMATS)
            .flatMap(
                all -> Arbitraries.integers().between(1, all.size()).map(n -> all.subList(0, n)))
            .filter(some -> some.stream().anyMatch(NumberedFormat::isAudio))
            .flatMap(
                some -> Arbitraries.integers().between(0, 20).map(shift -> shifted(some, shift)));
    Arbitrary<List<SrtpSuite>> suites =
        Arbitraries.of(SrtpSuite.class).list().uniqueElements().ofMinSize(1).ofMaxSize(6);
    return Combinators.combine(
            formats,
            suites,
            Combinators.combine(Arbitraries.of(SrtpPolicy.class), Arbitraries.of(DtlsPolicy.class))
                .as(Map::entry),
            Arbitraries.of(CodecOrder.class),
            Arbitraries.of(MediaDirection.class),
            Arbitraries.of(10, 20, 40, 60),
            Arbitraries.integers().between(5000, 60000),
            Arbitraries.integers().between(5000, 60000))
        .as(
            (f, s, policy, order, direction, millis, rtp, rtcp) ->
                new LocalAudio(
                        new InetSocketAddress("192.0.2.1", rtp),
                        new InetSocketAddress("192.0.2.1", rtcp),
                        rtp,
                        f,
                        order,
                        millis,
                        policy.getKey(),
                        s,
                        size -> SdpSamples.keyBytes(rtp * 3 + rtcp, size),
                        direction)
                    .withDtls(Optional.of(SdpSamples.dtls(policy.getValue())))
                    .withIce(true));
  }

  private static List<NumberedFormat> shifted(List<NumberedFormat> formats, int shift) {
    List<NumberedFormat> shifted = new ArrayList<>();
    for (NumberedFormat f : formats) {
      int number = f.payloadType() < 96 ? f.payloadType() : f.payloadType() + shift;
      PayloadFormat format = f.format();
      shifted.add(new NumberedFormat(number, format));
    }
    return shifted;
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Combinators.combine(
            Arbitraries.of(SdpSamples.DEVICES),
            Arbitraries.longs(),
            Arbitraries.integers().between(1, 12))
        .as((device, seed, times) -> damage(SdpSamples.resource(device + ".sdp"), seed, times));
  }

  /** Flips, cuts, doubles and swaps pieces. */
  private static byte[] damage(byte[] body, long seed, int times) {
    Random random = new Random(seed);
    byte[] damaged = body;
    for (int i = 0; i < times && damaged.length > 1; i++) {
      int at = random.nextInt(damaged.length);
      int to = Math.min(damaged.length, at + 1 + random.nextInt(40));
      switch (random.nextInt(5)) {
        case 0 -> damaged[at] = (byte) random.nextInt(256);
        case 1 -> damaged[at] = (byte) " :/|;=0919-\r\n".charAt(random.nextInt(13));
        case 2 -> damaged = joined(damaged, at, to);
        case 3 -> damaged = joined(damaged, to, at);
        default -> damaged = random.nextInt(10) == 0 ? Arrays.copyOf(damaged, at) : damaged;
      }
    }
    return damaged;
  }

  /** The body up to one place, followed by the body from another. */
  private static byte[] joined(byte[] body, int upTo, int from) {
    byte[] joined = Arrays.copyOf(body, upTo + body.length - from);
    System.arraycopy(body, from, joined, upTo, body.length - from);
    return joined;
  }

  @Provide
  Arbitrary<SessionDescription> descriptions() {
    Arbitrary<String> token =
        Arbitraries.strings().ofMinLength(1).ofMaxLength(12).filter(SdpPropertiesTest::isToken);
    Arbitrary<String> text =
        Arbitraries.strings().ofMaxLength(30).filter(SdpPropertiesTest::isText);
    Arbitrary<Origin> origins =
        Combinators.combine(token, token, token, token, token, token).as(Origin::new);
    Arbitrary<Connection> connections =
        Combinators.combine(token, token, token).as(Connection::new).injectNull(0.3);
    Arbitrary<List<Bandwidth>> bandwidths =
        Combinators.combine(
                token.filter(t -> t.indexOf(':') < 0), Arbitraries.longs().between(0, 999_999_999))
            .as(Bandwidth::new)
            .list()
            .ofMaxSize(2);
    Arbitrary<List<Attribute>> attributes =
        Combinators.combine(token.filter(t -> t.indexOf(':') < 0), text.injectNull(0.3))
            .as(Attribute::new)
            .list()
            .ofMaxSize(5);
    Arbitrary<List<OtherLine>> others =
        Combinators.combine(
                Arbitraries.of('i', 'u', 'e', 'p', 'r', 'z', 'k', 'x', 'Q'),
                text.map(SdpText::stripStart))
            .as(OtherLine::new)
            .list()
            .ofMaxSize(4);
    Arbitrary<MediaDescription> media =
        Combinators.combine(
                token,
                Arbitraries.integers().between(0, 65535),
                Arbitraries.integers().between(1, 9),
                token,
                token.list().ofMaxSize(5),
                connections,
                bandwidths,
                attributes)
            .as(
                (type, port, count, protocol, formats, c, b, a) ->
                    new MediaDescription(type, port, count, protocol, formats, c, b, a, List.of()));
    return Combinators.combine(
            origins,
            text.map(SdpText::stripStart).filter(t -> !t.isEmpty()),
            connections,
            bandwidths,
            Arbitraries.longs().greaterOrEqual(0),
            attributes,
            media.list().ofMaxSize(4),
            others)
        .as(
            (o, s, c, b, t, a, m, other) ->
                new SessionDescription(o, s, c, b, new Timing(t, t / 2), a, m, other));
  }

  private static boolean isText(String text) {
    // Surrogates that stand alone cannot be written in UTF-8.
    return text.codePoints().noneMatch(c -> c < ' ' || c >= 0xD800 && c <= 0xDFFF)
        && text.equals(SdpText.stripEnd(text));
  }

  private static boolean isToken(String text) {
    return isText(text) && text.indexOf(' ') < 0;
  }
}
