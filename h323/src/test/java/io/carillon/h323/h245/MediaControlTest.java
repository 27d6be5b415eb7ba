package io.carillon.h323.h245;

import static io.carillon.h323.h245.AudioCodec.G722;
import static io.carillon.h323.h245.AudioCodec.PCMA;
import static io.carillon.h323.h245.AudioCodec.PCMU;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Items;
import io.carillon.h323.per.PerException;
import io.carillon.h323.per.Value;
import io.carillon.h323.recorded.Recorded;
import io.carillon.media.session.MediaDirection;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MediaControlTest {
  private final ControlParty server = new ControlParty("192.0.2.1", 1, G722, PCMU, PCMA);
  private final ControlParty caller = new ControlParty("192.0.2.9", 2, PCMA, PCMU);

  private void connect() throws PerException {
    server.control.begin();
    caller.control.begin();
    ControlParty.talk(server, caller);
  }

  private ControlMessage last() {
    return server.sent.getLast();
  }

  @Test
  void twoSidesOpenAChannelEachAndHearOneAnother() throws PerException {
    connect();

    assertThat(server.plan().direction()).isEqualTo(MediaDirection.SENDRECV);
    assertThat(server.plan().remoteRtp()).isEqualTo(caller.local.rtp());
    assertThat(server.plan().remoteRtcp()).isEqualTo(caller.local.rtcp());
    assertThat(server.plan().sendTelephoneEvent()).hasValue(101);
    assertThat(server.plan().receive()).containsKeys(0, 8, 9, 101);
    assertThat(caller.plan().remoteRtp()).isEqualTo(server.local.rtp());
    assertThat(caller.plan().direction()).isEqualTo(MediaDirection.SENDRECV);
    // The two crossed on their way: each side sends the best of its own that the other takes.
    assertThat(server.plan().send().encodingName()).isEqualTo("PCMU");
    assertThat(caller.plan().send().encodingName()).isEqualTo("PCMA");
  }

  @Test
  void oneIsMasterTheOtherSlave() throws PerException {
    MasterSlave one = new MasterSlave(new Random(1));
    MasterSlave other = new MasterSlave(new Random(2));
    Fields ones = one.request().fields();
    Fields others = other.request().fields();

    one.acknowledged(other.requested(ones).fields());
    other.acknowledged(one.requested(others).fields());

    assertThat(one.outcome()).isNotEqualTo(other.outcome());
    assertThat(one.outcome()).isIn(MasterSlave.Outcome.MASTER, MasterSlave.Outcome.SLAVE);
  }

  @Test
  void identicalNumbersAreDrawnAgain() {
    MasterSlave one = new MasterSlave(new Random(1));
    MasterSlave twin = new MasterSlave(new Random(1));
    Fields twins = twin.request().fields();
    one.request();

    assertThat(one.requested(twins).name()).isEqualTo("masterSlaveDeterminationReject");
    assertThat(twin.rejected()).hasSize(1).noneMatch(it -> it.fields().equals(twins));
    for (int i = 0; i < 20; i++) {
      twin.rejected();
    }
    assertThat(twin.outcome()).isEqualTo(MasterSlave.Outcome.FAILED);
  }

  @Test
  void anMcuIsMasterOverAGateway() {
    MasterSlave gateway = new MasterSlave(new Random(1));
    Fields mcu =
        Fields.fields().set("terminalType", 240).set("statusDeterminationNumber", 5).done();

    assertThat(gateway.requested(mcu).fields().chose("decision", "master")).isTrue();
    assertThat(gateway.outcome()).isEqualTo(MasterSlave.Outcome.SLAVE);
  }

  @Test
  void aRecordedRoomSystemIsSentItsBestCodecOfOurs() throws PerException {
    server.control.begin();
    server.control.receive(ControlMessage.read(Recorded.CAPABILITIES_POLYCOM_HDX.bytes()));
    take("masterSlaveDeterminationAck", Fields.fields().choose("decision", "slave"));
    take("terminalCapabilitySetAck", Fields.fields().set("sequenceNumber", 1));

    assertThat(last().name()).isEqualTo("openLogicalChannel");
    assertThat(last().fields().fields("forwardLogicalChannelParameters").chosen("dataType"))
        .contains(new Chosen("audioData", new Chosen("g722-64k", Value.of(20))));
    assertThat(server.control.beyondAudio()).containsExactly("video", "h239");
  }

  @Test
  void anEmptySetHoldsAndTheNextOneResumes() throws PerException {
    connect();
    Fields empty =
        Fields.fields()
            .set("sequenceNumber", 7)
            .set("protocolIdentifier", Value.objectId("0.0.8.245.0.15"))
            .done();

    caller.send(ControlMessage.request("terminalCapabilitySet", empty));
    ControlParty.talk(server, caller);

    assertThat(server.plan().direction()).isEqualTo(MediaDirection.RECVONLY);
    assertThat(server.names()).contains("closeLogicalChannel");

    caller.send(OurCapabilities.set(8, caller.local.codecs()));
    ControlParty.talk(server, caller);
    assertThat(server.plan().direction()).isEqualTo(MediaDirection.SENDRECV);
  }

  @Test
  void aChannelThatIsRefusedIsTriedWithAnotherCodec() throws PerException {
    ControlParty fussy = new ControlParty("192.0.2.9", 2, PCMU, PCMA);
    server.control.begin();
    server.control.receive(OurCapabilities.set(1, fussy.local.codecs()));
    take("terminalCapabilitySetAck", Fields.fields().set("sequenceNumber", 1));
    take("masterSlaveDeterminationAck", Fields.fields().choose("decision", "master"));

    refuseLast();
    assertThat(last().fields().fields("forwardLogicalChannelParameters").chosen("dataType"))
        .contains(new Chosen("audioData", new Chosen("g711Alaw64k", Value.of(20))));
    refuseLast();
    assertThat(server.noCommonCodec).isTrue();
  }

  private void refuseLast() {
    assertThat(last().name()).isEqualTo("openLogicalChannel");
    take(
        "openLogicalChannelReject",
        Fields.fields()
            .set(
                "forwardLogicalChannelNumber",
                last().fields().find("forwardLogicalChannelNumber").orElseThrow())
            .choose("cause", "unspecified"));
  }

  @Test
  void whatIsNoAudioIsRefusedWithoutHarmToTheCall() throws PerException {
    connect();
    Fields other =
        Fields.fields()
            .set("forwardLogicalChannelNumber", 2)
            .set(
                "forwardLogicalChannelParameters",
                Fields.fields()
                    .choose("dataType", "nullData")
                    .choose("multiplexParameters", "none")
                    .done())
            .done();

    caller.send(ControlMessage.request("openLogicalChannel", other));
    ControlParty.talk(server, caller);

    assertThat(last().name()).isEqualTo("openLogicalChannelReject");
    assertThat(last().fields().chose("cause", "dataTypeNotSupported")).isTrue();
    assertThat(server.plan().direction()).isEqualTo(MediaDirection.SENDRECV);
  }

  @Test
  void anotherCodecIsSentWhenAskedFor() throws PerException {
    connect();
    String before = server.plan().send().encodingName();
    String wanted = before.equals("PCMA") ? "g711Ulaw64k" : "g711Alaw64k";

    caller.send(modeRequest(wanted));
    ControlParty.talk(server, caller);

    assertThat(server.names()).contains("requestModeAck");
    assertThat(server.plan().send().encodingName()).isNotEqualTo(before);
    caller.send(modeRequest("g728"));
    ControlParty.talk(server, caller);
    assertThat(last().name()).isEqualTo("requestModeReject");
  }

  private static ControlMessage modeRequest(String audioMode) {
    Fields element =
        Fields.fields().set("type", new Chosen("audioMode", Chosen.of(audioMode))).done();
    return ControlMessage.request(
        "requestMode",
        Fields.fields()
            .set("sequenceNumber", 3)
            .set("requestedModes", Items.of(Items.of(element)))
            .done());
  }

  @Test
  void keysComeInEveryForm() throws PerException {
    connect();
    caller.send(
        ControlMessage.indication("userInput", new Chosen("alphanumeric", Value.text("12x"))));
    Fields signal = Fields.fields().set("signalType", Value.text("#")).set("duration", 100).done();
    caller.send(ControlMessage.indication("userInput", new Chosen("signal", signal)));
    Fields flash = Fields.fields().set("signalType", Value.text("!")).done();
    caller.send(ControlMessage.indication("userInput", new Chosen("signal", flash)));
    ControlParty.talk(caller, server);

    assertThat(server.keys).hasToString("12#");
  }

  @Test
  void whatNeedsAnAnswerGetsOne() throws PerException {
    connect();
    caller.send(
        ControlMessage.request(
            "roundTripDelayRequest", Fields.fields().set("sequenceNumber", 9).done()));
    caller.send(ControlMessage.request("conferenceRequest", Chosen.of("terminalListRequest")));
    caller.send(ControlMessage.endSession());
    ControlParty.talk(caller, server);

    assertThat(server.names())
        .contains("roundTripDelayResponse", "functionNotUnderstood", "endSessionCommand");
    assertThat(server.ended).isTrue();
  }

  private void take(String response, Fields.Builder fields) {
    server.control.receive(ControlMessage.response(response, fields.done()));
  }
}
