package io.carillon.h323.h245;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Items;
import io.carillon.h323.per.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The terminal capability set we send: audio, one codec at a time, and every way to send digits.
 */
final class OurCapabilities {
  private static final String VERSION = "0.0.8.245.0.16";

  /** The longest packets that the jitter buffer takes of one packet, milliseconds. */
  private static final int LONGEST_PACKET = 60;

  private static final int USER_INPUT = 100;

  private OurCapabilities() {}

  static ControlMessage set(int sequence, List<AudioCodec> codecs) {
    List<Value> table = new ArrayList<>();
    List<Value> audio = new ArrayList<>();
    for (AudioCodec codec : codecs) {
      int number = table.size() + 1;
      audio.add(Value.of(number));
      table.add(
          entry(number, new Chosen("receiveAudioCapability", codec.capability(LONGEST_PACKET))));
    }
    table.add(entry(USER_INPUT, userInput("basicString")));
    table.add(entry(USER_INPUT + 1, userInput("dtmf")));
    table.add(entry(USER_INPUT + 2, telephoneEvents()));
    Fields descriptor =
        Fields.fields()
            .set("capabilityDescriptorNumber", 0)
            .set(
                "simultaneousCapabilities",
                Items.of(
                    new Items(audio),
                    Items.of(Value.of(USER_INPUT), Value.of(USER_INPUT + 1L)),
                    Items.of(Value.of(USER_INPUT + 2L))))
            .done();
    return ControlMessage.request(
        "terminalCapabilitySet",
        Fields.fields()
            .set("sequenceNumber", sequence)
            .set("protocolIdentifier", Value.objectId(VERSION))
            .choose("multiplexCapability", "h2250Capability", multiplex())
            .set("capabilityTable", new Items(table))
            .set("capabilityDescriptors", Items.of(descriptor))
            .done());
  }

  private static Fields entry(int number, Chosen capability) {
    return Fields.fields()
        .set("capabilityTableEntryNumber", number)
        .set("capability", capability)
        .done();
  }

  private static Chosen userInput(String kind) {
    return new Chosen("receiveUserInputCapability", Chosen.of(kind));
  }

  private static Chosen telephoneEvents() {
    return new Chosen(
        "receiveRTPAudioTelephonyEventCapability",
        Fields.fields()
            .set("dynamicRTPPayloadType", LocalMedia.TELEPHONE_EVENTS)
            .set("audioTelephoneEvent", Value.text("0-15"))
            .done());
  }

  /** Point to point only, as far as H.245 is concerned. */
  private static Fields multiplex() {
    Fields distribution =
        Fields.fields()
            .set("centralizedControl", false)
            .set("distributedControl", false)
            .set("centralizedAudio", false)
            .set("distributedAudio", false)
            .set("centralizedVideo", false)
            .set("distributedVideo", false)
            .done();
    Fields multipoint =
        Fields.fields()
            .set("multicastCapability", false)
            .set("multiUniCastConference", false)
            .set("mediaDistributionCapability", Items.of(distribution))
            .done();
    return Fields.fields()
        .set("maximumAudioDelayJitter", 250)
        .set("receiveMultipointCapability", multipoint)
        .set("transmitMultipointCapability", multipoint)
        .set("receiveAndTransmitMultipointCapability", multipoint)
        .set(
            "mcCapability",
            Fields.fields()
                .set("centralizedConferenceMC", false)
                .set("decentralizedConferenceMC", false)
                .done())
        .set("rtcpVideoControlCapability", false)
        .set(
            "mediaPacketizationCapability",
            Fields.fields().set("h261aVideoPacketization", false).done())
        .set("logicalChannelSwitchingCapability", false)
        .set("t120DynamicPortCapability", false)
        .done();
  }
}
