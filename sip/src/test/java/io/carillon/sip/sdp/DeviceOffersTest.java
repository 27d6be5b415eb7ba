package io.carillon.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaSecurity;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Offers in the shape of real devices, each with the facts its answer must show. */
class DeviceOffersTest {

  static Stream<String> devices() {
    return SdpSamples.DEVICES.stream();
  }

  @ParameterizedTest
  @MethodSource("devices")
  void answersTheOfferOf(String device) throws Exception {
    Properties facts = facts(device);
    SessionDescription offer = SdpSamples.device(device);
    String address = facts.containsKey("local") ? (String) facts.remove("local") : "192.0.2.1";
    LocalAudio local = SdpSamples.local(address, SrtpPolicy.PREFERRED);

    switch (OfferAnswer.answer(offer, local, Optional.empty())) {
      case Negotiation.Refused refused -> {
        check(facts, "refused", () -> refused.status());
        check(facts, "warning", () -> refused.warningCode());
      }
      case Negotiation.Accepted accepted -> checkAnswer(facts, offer, accepted);
    }
    assertThat(facts).as("facts no one checked").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("devices")
  void writesWhatItRead(String device) throws Exception {
    SessionDescription read = SdpSamples.device(device);
    assertThat(SessionDescription.parse(read.encode())).isEqualTo(read);
  }

  private static void checkAnswer(
      Properties facts, SessionDescription offer, Negotiation.Accepted accepted) throws Exception {
    AudioPlan plan = accepted.plan();
    MediaDescription audio = SdpSamples.audio(accepted);
    check(facts, "codec", () -> plan.send().encodingName());
    check(facts, "payload", plan::sendPayloadType);
    check(facts, "event", () -> plan.sendTelephoneEvent().getAsInt());
    check(facts, "noise", () -> plan.sendComfortNoise().getAsInt());
    check(facts, "packet", plan::packetMillis);
    check(facts, "direction", plan::direction);
    check(facts, "held", accepted::heldByRemote);
    check(facts, "mux", plan::rtcpMux);
    check(facts, "remote", () -> address(plan.remoteRtp()));
    check(facts, "remoteRtcp", () -> address(plan.remoteRtcp()));
    check(facts, "protocol", audio::protocol);
    checkSecurity(facts, plan, audio);
    check(facts, "group", () -> accepted.local().attribute("group").orElse("none"));
    check(
        facts,
        "lines",
        () ->
            accepted.local().media().stream()
                .map(MediaDescription::type)
                .collect(Collectors.joining(" ")));
    for (int i = 0; i < offer.media().size(); i++) {
      MediaDescription line = accepted.local().media().get(i);
      check(facts, "formats." + i, () -> String.join(" ", line.formats()));
      check(facts, "mid." + i, () -> line.attribute("mid").orElse("none"));
      check(facts, "label." + i, () -> line.attribute("label").orElse("none"));
      if (i != accepted.audioLine()) {
        assertThat(line.port()).isZero();
        assertThat(line.protocol()).isEqualTo(offer.media().get(i).protocol());
        assertThat(line.formats()).isEqualTo(offer.media().get(i).formats());
      }
    }
    assertThat(plan.receive()).containsKey(plan.sendPayloadType());
    assertThat(SessionDescription.parse(accepted.local().encode())).isEqualTo(accepted.local());
  }

  private static void checkSecurity(Properties facts, AudioPlan plan, MediaDescription audio) {
    if (!(plan.security() instanceof MediaSecurity.Sdes sdes)) {
      assertThat(facts).doesNotContainKey("suite");
      return;
    }
    String[] crypto = audio.attribute("crypto").orElseThrow().split(" ");
    check(facts, "suite", () -> sdes.suite().sdpName());
    check(facts, "cryptoTag", () -> crypto[0]);
    check(facts, "cryptoName", () -> crypto[1]);
  }

  private static void check(Properties facts, String fact, Supplier<Object> actual) {
    String expected = (String) facts.remove(fact);
    if (expected != null) {
      assertThat(String.valueOf(actual.get())).as(fact).isEqualTo(expected);
    }
  }

  private static String address(InetSocketAddress address) {
    if (address == null) {
      return "none";
    }
    String host = Connection.of(address.getAddress()).address();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }

  private static Properties facts(String device) throws IOException {
    Properties facts = new Properties();
    facts.load(new StringReader(SdpSamples.text(SdpSamples.resource(device + ".facts"))));
    return facts;
  }
}
