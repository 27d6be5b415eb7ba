package io.carillon.h323.h245;

import static io.carillon.h323.per.Types.BOOLEAN;
import static io.carillon.h323.per.Types.FOREIGN;
import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.OBJECT_IDENTIFIER;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.ia5;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.listOf;
import static io.carillon.h323.per.Types.maybe;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;
import static io.carillon.h323.per.Types.unread;

import io.carillon.h323.per.Type;

/** Terminal capability sets (H.245 clause B.2.2). */
final class CapabilityTypes {

  static final Type MEDIA_DISTRIBUTION_CAPABILITY =
      sequence(
          of("centralizedControl", BOOLEAN),
          of("distributedControl", BOOLEAN),
          of("centralizedAudio", BOOLEAN),
          of("distributedAudio", BOOLEAN),
          of("centralizedVideo", BOOLEAN),
          of("distributedVideo", BOOLEAN),
          maybe("centralizedData", listOf(DataTypes.DATA_APPLICATION_CAPABILITY)),
          maybe("distributedData", listOf(DataTypes.DATA_APPLICATION_CAPABILITY)),
          MORE);

  static final Type MULTIPOINT_CAPABILITY =
      sequence(
          of("multicastCapability", BOOLEAN),
          of("multiUniCastConference", BOOLEAN),
          of("mediaDistributionCapability", listOf(MEDIA_DISTRIBUTION_CAPABILITY)),
          MORE);

  static final Type MEDIA_PACKETIZATION_CAPABILITY =
      sequence(
          of("h261aVideoPacketization", BOOLEAN),
          MORE,
          maybe("rtpPayloadType", listOf(1, 256, CommonTypes.RTPPAYLOAD_TYPE)));

  static final Type H2250_CAPABILITY =
      sequence(
          of("maximumAudioDelayJitter", integer(0, 1023)),
          of("receiveMultipointCapability", MULTIPOINT_CAPABILITY),
          of("transmitMultipointCapability", MULTIPOINT_CAPABILITY),
          of("receiveAndTransmitMultipointCapability", MULTIPOINT_CAPABILITY),
          of(
              "mcCapability",
              sequence(
                  of("centralizedConferenceMC", BOOLEAN),
                  of("decentralizedConferenceMC", BOOLEAN),
                  MORE)),
          of("rtcpVideoControlCapability", BOOLEAN),
          of("mediaPacketizationCapability", MEDIA_PACKETIZATION_CAPABILITY),
          MORE,
          unread("transportCapability"),
          unread("redundancyEncodingCapability"),
          of("logicalChannelSwitchingCapability", BOOLEAN),
          of("t120DynamicPortCapability", BOOLEAN));

  static final Type MULTIPLEX_CAPABILITY =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER),
          of("h222Capability", FOREIGN),
          of("h223Capability", FOREIGN),
          of("v76Capability", FOREIGN),
          MORE,
          of("h2250Capability", H2250_CAPABILITY),
          of("genericMultiplexCapability", CommonTypes.GENERIC_CAPABILITY));

  static final Type CONFERENCE_CAPABILITY =
      sequence(
          maybe("nonStandardData", listOf(CommonTypes.NON_STANDARD_PARAMETER)),
          of("chairControlCapability", BOOLEAN),
          MORE,
          of("videoIndicateMixingCapability", BOOLEAN),
          maybe("multipointVisualizationCapability", BOOLEAN));

  static final Type ALTERNATIVE_CAPABILITY_SET = listOf(1, 256, integer(1, 65535));

  static final Type CAPABILITY =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER),
          of("receiveVideoCapability", VideoTypes.VIDEO_CAPABILITY),
          of("transmitVideoCapability", VideoTypes.VIDEO_CAPABILITY),
          of("receiveAndTransmitVideoCapability", VideoTypes.VIDEO_CAPABILITY),
          of("receiveAudioCapability", AudioTypes.AUDIO_CAPABILITY),
          of("transmitAudioCapability", AudioTypes.AUDIO_CAPABILITY),
          of("receiveAndTransmitAudioCapability", AudioTypes.AUDIO_CAPABILITY),
          of("receiveDataApplicationCapability", DataTypes.DATA_APPLICATION_CAPABILITY),
          of("transmitDataApplicationCapability", DataTypes.DATA_APPLICATION_CAPABILITY),
          of("receiveAndTransmitDataApplicationCapability", DataTypes.DATA_APPLICATION_CAPABILITY),
          of("h233EncryptionTransmitCapability", BOOLEAN),
          of(
              "h233EncryptionReceiveCapability",
              sequence(of("h233IVResponseTime", integer(0, 255)), MORE)),
          MORE,
          of("conferenceCapability", CONFERENCE_CAPABILITY),
          unread("h235SecurityCapability"),
          of("maxPendingReplacementFor", integer(0, 255)),
          of("receiveUserInputCapability", AudioTypes.USER_INPUT_CAPABILITY),
          of("transmitUserInputCapability", AudioTypes.USER_INPUT_CAPABILITY),
          of("receiveAndTransmitUserInputCapability", AudioTypes.USER_INPUT_CAPABILITY),
          of("genericControlCapability", CommonTypes.GENERIC_CAPABILITY),
          unread("receiveMultiplexedStreamCapability"),
          unread("transmitMultiplexedStreamCapability"),
          unread("receiveAndTransmitMultiplexedStreamCapability"),
          of(
              "receiveRTPAudioTelephonyEventCapability",
              AudioTypes.AUDIO_TELEPHONY_EVENT_CAPABILITY),
          of("receiveRTPAudioToneCapability", AudioTypes.AUDIO_TONE_CAPABILITY),
          unread("depFecCapability"),
          unread("multiplePayloadStreamCapability"),
          unread("fecCapability"),
          unread("redundancyEncodingCap"),
          of("oneOfCapabilities", ALTERNATIVE_CAPABILITY_SET));

  static final Type CAPABILITY_TABLE_ENTRY =
      sequence(
          of("capabilityTableEntryNumber", integer(1, 65535)), maybe("capability", CAPABILITY));

  static final Type CAPABILITY_DESCRIPTOR =
      sequence(
          of("capabilityDescriptorNumber", integer(0, 255)),
          maybe("simultaneousCapabilities", listOf(1, 256, ALTERNATIVE_CAPABILITY_SET)));

  static final Type TERMINAL_CAPABILITY_SET =
      sequence(
          of("sequenceNumber", integer(0, 255)),
          of("protocolIdentifier", OBJECT_IDENTIFIER),
          maybe("multiplexCapability", MULTIPLEX_CAPABILITY),
          maybe("capabilityTable", listOf(1, 256, CAPABILITY_TABLE_ENTRY)),
          maybe("capabilityDescriptors", listOf(1, 256, CAPABILITY_DESCRIPTOR)),
          MORE,
          maybe("genericInformation", listOf(CommonTypes.GENERIC_INFORMATION)));

  static final Type TERMINAL_CAPABILITY_SET_ACK =
      sequence(
          of("sequenceNumber", integer(0, 255)),
          MORE,
          maybe("genericInformation", listOf(CommonTypes.GENERIC_INFORMATION)));

  static final Type TERMINAL_CAPABILITY_SET_REJECT =
      sequence(
          of("sequenceNumber", integer(0, 255)),
          of(
              "cause",
              choice(
                  of("unspecified"),
                  of("undefinedTableEntryUsed"),
                  of("descriptorCapacityExceeded"),
                  of(
                      "tableEntryCapacityExceeded",
                      choice(
                          of("highestEntryNumberProcessed", integer(1, 65535)),
                          of("noneProcessed"))),
                  MORE)),
          MORE,
          maybe("genericInformation", listOf(CommonTypes.GENERIC_INFORMATION)));

  static final Type DTLSSECURITY_CAPABILITY =
      sequence(
          of("hashFunction", listOf(ia5(1, 65535))),
          maybe("setupInformation", ia5(1, 65535)),
          maybe("connectionInformation", ia5(1, 65535)),
          maybe("fingerprint", ia5(1, 65535)),
          MORE);

  static final Type TERMINAL_CAPABILITY_SET_RELEASE =
      sequence(MORE, maybe("genericInformation", listOf(CommonTypes.GENERIC_INFORMATION)));

  private CapabilityTypes() {}
}
