package io.carillon.h323.h225;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Limits;
import io.carillon.h323.per.Octets;
import io.carillon.h323.per.PerException;
import io.carillon.h323.per.Value;
import io.carillon.h323.q931.ElementId;
import io.carillon.h323.q931.Q931Codec;
import io.carillon.h323.recorded.Recorded;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What other people's endpoints have said, read by our declarations. */
class RecordedSignallingTest {
  private static final Octets CALL = Octets.ofHex("9aa1c23a3964430f253677b04844167e");

  @Test
  void theSetupOfAnEndpointOfVersionOne() throws PerException {
    Fields pdu = pdu(Recorded.SETUP_INTEL_PHONE.after(25));
    Fields setup = body(pdu, "setup");

    assertThat(setup.objectId("protocolIdentifier")).contains("0.0.8.2250.0.1");
    assertThat(latin(vendor(setup.fields("sourceInfo")), "productId"))
        .startsWith("Intel Internet Phone");
    assertThat(setup.items("destinationAddress"))
        .containsExactly(new Chosen("h323-ID", Value.text("tweeb1")));
    assertThat(setup.flag("activeMC")).isFalse();
    assertThat(setup.chose("conferenceGoal", "create")).isTrue();
    assertThat(pdu.fields("nonStandardData").octets("data").orElseThrow().length()).isEqualTo(128);
  }

  @Test
  void theSetupOfAGatewayWithAdditionsWeDoNotRead() throws PerException {
    Fields pdu = pdu(Recorded.SETUP_GATEWAY.after(44));
    Fields setup = body(pdu, "setup");

    assertThat(setup.items("sourceAddress"))
        .containsExactly(new Chosen("h323-ID", Value.text("test1@vydr111.trueconf.name")));
    assertThat(setup.items("destinationAddress"))
        .containsExactly(new Chosen("h323-ID", Value.text("#hdx6000@192.168.62.45")));
    assertThat(address(setup.chosen("destCallSignalAddress").orElseThrow()))
        .isEqualTo("c0a83e2d:1720");
    assertThat(address(setup.chosen("sourceCallSignalAddress").orElseThrow()))
        .isEqualTo("0a8201b2:43555");
    assertThat(setup.fields("callIdentifier").octets("guid")).contains(CALL);
    assertThat(setup.octets("conferenceID")).contains(CALL);
    assertThat(setup.has("mediaWaitForConnect")).isTrue();
    assertThat(setup.flag("multipleCalls")).isFalse();
    assertThat(pdu.has("h245Tunneling")).isTrue();
  }

  @Test
  void theAlertingAndTheConnectOfARoomSystem() throws PerException {
    Fields alerting = body(pdu(Recorded.ALERTING_POLYCOM_HDX.bytes()), "alerting");
    Fields connect = body(pdu(Recorded.CONNECT_POLYCOM_HDX.after(18)), "connect");

    assertThat(latin(vendor(alerting.fields("destinationInfo")), "productId"))
        .isEqualTo("HDX 6000 HD");
    assertThat(alerting.chose("presentationIndicator", "presentationAllowed")).isTrue();
    assertThat(connect.objectId("protocolIdentifier")).contains("0.0.8.2250.0.5");
    assertThat(address(connect.chosen("h245Address").orElseThrow())).isEqualTo("c0a83e2d:40283");
    assertThat(latin(vendor(connect.fields("destinationInfo")), "versionId"))
        .isEqualTo("Release - 3.0.1_ne-10628");
    assertThat(connect.fields("callIdentifier").octets("guid")).contains(CALL);
  }

  @Test
  void theReleaseOfAGateway() throws PerException {
    Fields pdu = pdu(Recorded.RELEASE_COMPLETE_GATEWAY.bytes());

    assertThat(body(pdu, "releaseComplete").has("reason")).isFalse();
    assertThat(pdu.has("h245Tunneling")).isFalse();
  }

  @Test
  void aSetupAsTheOneWhoAnswersSeesIt() throws Exception {
    byte[] recorded = Recorded.SETUP_GATEWAY.bytes();
    byte[] element = Q931Codec.read(recorded).element(ElementId.USER_USER).orElseThrow();

    UserInformation information = UserInformation.read(element);
    Setup setup = Setup.of(information.fields());

    assertThat(information.tunnelling()).isFalse();
    assertThat(setup.callId()).isEqualTo("9aa1c23a-3964-430f-2536-77b04844167e");
    assertThat(setup.sources()).containsExactly("test1@vydr111.trueconf.name");
    assertThat(setup.destinations()).containsExactly("#hdx6000@192.168.62.45");
    assertThat(setup.product()).isEqualTo("TrueConf Gateway 4.3");
    assertThat(setup.h245Address()).isEmpty();
    assertThat(setup.fastStart()).isEmpty();
    assertThat(setup.invitation()).isTrue();
  }

  private static Fields pdu(byte[] userInformation) throws PerException {
    Value value = SignallingTypes.H323_USER_INFORMATION.decode(userInformation, Limits.USUAL);
    return ((Fields) value).fields("h323-uu-pdu");
  }

  private static Fields body(Fields pdu, String expected) {
    Chosen body = pdu.chosen("h323-message-body").orElseThrow();
    assertThat(body.name()).isEqualTo(expected);
    return body.fields();
  }

  private static Fields vendor(Fields endpoint) {
    return endpoint.fields("vendor");
  }

  private static String latin(Fields fields, String name) {
    return new String(fields.octets(name).orElseThrow().bytes(), StandardCharsets.ISO_8859_1);
  }

  private static String address(Chosen address) {
    assertThat(address.name()).isEqualTo("ipAddress");
    return address.fields().octets("ip").orElseThrow()
        + ":"
        + address.fields().whole("port").orElseThrow();
  }
}
