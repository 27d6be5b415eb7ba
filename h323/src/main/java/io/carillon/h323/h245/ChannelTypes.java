package io.carillon.h323.h245;

import static io.carillon.h323.per.Types.BOOLEAN;
import static io.carillon.h323.per.Types.FOREIGN;
import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.listOf;
import static io.carillon.h323.per.Types.maybe;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;
import static io.carillon.h323.per.Types.unread;

import io.carillon.h323.per.Type;

/** Opening and closing logical channels (H.245 clauses B.3 and B.4). */
final class ChannelTypes {

  static final Type ENCRYPTION_MODE =
      choice(of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER), of("h233Encryption"), MORE);

  static final Type DATA_TYPE =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER),
          of("nullData"),
          of("videoData", VideoTypes.VIDEO_CAPABILITY),
          of("audioData", AudioTypes.AUDIO_CAPABILITY),
          of("data", DataTypes.DATA_APPLICATION_CAPABILITY),
          of("encryptionData", ENCRYPTION_MODE),
          MORE,
          of("h235Control", CommonTypes.NON_STANDARD_PARAMETER));

  static final Type H2250_LOGICAL_CHANNEL_PARAMETERS =
      sequence(
          maybe("nonStandard", listOf(CommonTypes.NON_STANDARD_PARAMETER)),
          of("sessionID", integer(0, 255)),
          maybe("associatedSessionID", integer(1, 255)),
          maybe("mediaChannel", CommonTypes.TRANSPORT_ADDRESS),
          maybe("mediaGuaranteedDelivery", BOOLEAN),
          maybe("mediaControlChannel", CommonTypes.TRANSPORT_ADDRESS),
          maybe("mediaControlGuaranteedDelivery", BOOLEAN),
          maybe("silenceSuppression", BOOLEAN),
          maybe("destination", CommonTypes.TERMINAL_LABEL),
          maybe("dynamicRTPPayloadType", integer(96, 127)),
          maybe(
              "mediaPacketization",
              choice(
                  of("h261aVideoPacketization"),
                  MORE,
                  of("rtpPayloadType", CommonTypes.RTPPAYLOAD_TYPE))),
          MORE,
          unread("transportCapability"),
          unread("redundancyEncoding"),
          maybe("source", CommonTypes.TERMINAL_LABEL),
          maybe("nominalAudioLevel", integer(0, 63)));

  static final Type OPEN_LOGICAL_CHANNEL =
      sequence(
          of("forwardLogicalChannelNumber", integer(1, 65535)),
          of(
              "forwardLogicalChannelParameters",
              sequence(
                  maybe("portNumber", integer(0, 65535)),
                  of("dataType", DATA_TYPE),
                  of(
                      "multiplexParameters",
                      choice(
                          of("h222LogicalChannelParameters", FOREIGN),
                          of("h223LogicalChannelParameters", FOREIGN),
                          of("v76LogicalChannelParameters", FOREIGN),
                          MORE,
                          of("h2250LogicalChannelParameters", H2250_LOGICAL_CHANNEL_PARAMETERS),
                          of("none"))),
                  MORE,
                  maybe("forwardLogicalChannelDependency", integer(1, 65535)),
                  maybe("replacementFor", integer(1, 65535)))),
          maybe(
              "reverseLogicalChannelParameters",
              sequence(
                  of("dataType", DATA_TYPE),
                  maybe(
                      "multiplexParameters",
                      choice(
                          of("h223LogicalChannelParameters", FOREIGN),
                          of("v76LogicalChannelParameters", FOREIGN),
                          MORE,
                          of("h2250LogicalChannelParameters", H2250_LOGICAL_CHANNEL_PARAMETERS))),
                  MORE,
                  maybe("reverseLogicalChannelDependency", integer(1, 65535)),
                  maybe("replacementFor", integer(1, 65535)))),
          MORE,
          unread("separateStack"),
          unread("encryptionSync"),
          maybe("genericInformation", listOf(CommonTypes.GENERIC_INFORMATION)));

  static final Type CLOSE_LOGICAL_CHANNEL =
      sequence(
          of("forwardLogicalChannelNumber", integer(1, 65535)),
          of("source", choice(of("user"), of("lcse"))),
          MORE,
          of(
              "reason",
              choice(
                  of("unknown"),
                  of("reopen"),
                  of("reservationFailure"),
                  MORE,
                  of("networkErrorCode", integer(0, 255)))));

  static final Type REQUEST_CHANNEL_CLOSE =
      sequence(
          of("forwardLogicalChannelNumber", integer(1, 65535)),
          MORE,
          unread("qosCapability"),
          of(
              "reason",
              choice(
                  of("unknown"),
                  of("normal"),
                  of("reopen"),
                  of("reservationFailure"),
                  MORE,
                  of("networkErrorCode", integer(0, 255)))));

  static final Type H2250_LOGICAL_CHANNEL_ACK_PARAMETERS =
      sequence(
          maybe("nonStandard", listOf(CommonTypes.NON_STANDARD_PARAMETER)),
          maybe("sessionID", integer(1, 255)),
          maybe("mediaChannel", CommonTypes.TRANSPORT_ADDRESS),
          maybe("mediaControlChannel", CommonTypes.TRANSPORT_ADDRESS),
          maybe("dynamicRTPPayloadType", integer(96, 127)),
          MORE,
          of("flowControlToZero", BOOLEAN),
          maybe("portNumber", integer(0, 65535)));

  static final Type OPEN_LOGICAL_CHANNEL_ACK =
      sequence(
          of("forwardLogicalChannelNumber", integer(1, 65535)),
          maybe(
              "reverseLogicalChannelParameters",
              sequence(
                  of("reverseLogicalChannelNumber", integer(1, 65535)),
                  maybe("portNumber", integer(0, 65535)),
                  maybe(
                      "multiplexParameters",
                      choice(
                          of("h222LogicalChannelParameters", FOREIGN),
                          MORE,
                          of("h2250LogicalChannelParameters", H2250_LOGICAL_CHANNEL_PARAMETERS))),
                  MORE,
                  maybe("replacementFor", integer(1, 65535)))),
          MORE,
          unread("separateStack"),
          maybe(
              "forwardMultiplexAckParameters",
              choice(
                  of("h2250LogicalChannelAckParameters", H2250_LOGICAL_CHANNEL_ACK_PARAMETERS),
                  MORE)),
          unread("encryptionSync"),
          maybe("genericInformation", listOf(CommonTypes.GENERIC_INFORMATION)),
          maybe("dtlsSecurityCapability", CapabilityTypes.DTLSSECURITY_CAPABILITY));

  static final Type OPEN_LOGICAL_CHANNEL_REJECT =
      sequence(
          of("forwardLogicalChannelNumber", integer(1, 65535)),
          of(
              "cause",
              choice(
                  of("unspecified"),
                  of("unsuitableReverseParameters"),
                  of("dataTypeNotSupported"),
                  of("dataTypeNotAvailable"),
                  of("unknownDataType"),
                  of("dataTypeALCombinationNotSupported"),
                  MORE,
                  of("multicastChannelNotAllowed"),
                  of("insufficientBandwidth"),
                  of("separateStackEstablishmentFailed"),
                  of("invalidSessionID"),
                  of("masterSlaveConflict"),
                  of("waitForCommunicationMode"),
                  of("invalidDependentChannel"),
                  of("replacementForRejected"),
                  of("securityDenied"),
                  of("qoSControlNotSupported"))),
          MORE,
          maybe("genericInformation", listOf(CommonTypes.GENERIC_INFORMATION)));

  static final Type CLOSE_LOGICAL_CHANNEL_ACK =
      sequence(of("forwardLogicalChannelNumber", integer(1, 65535)), MORE);

  static final Type REQUEST_CHANNEL_CLOSE_ACK =
      sequence(of("forwardLogicalChannelNumber", integer(1, 65535)), MORE);

  static final Type REQUEST_CHANNEL_CLOSE_REJECT =
      sequence(
          of("forwardLogicalChannelNumber", integer(1, 65535)),
          of("cause", choice(of("unspecified"), MORE)),
          MORE);

  static final Type FLOW_CONTROL_COMMAND =
      sequence(
          of(
              "scope",
              choice(
                  of("logicalChannelNumber", integer(1, 65535)),
                  of("resourceID", integer(0, 65535)),
                  of("wholeMultiplex"))),
          of(
              "restriction",
              choice(of("maximumBitRate", integer(0, 16777215)), of("noRestriction"))),
          MORE);

  static final Type OPEN_LOGICAL_CHANNEL_CONFIRM =
      sequence(
          of("forwardLogicalChannelNumber", integer(1, 65535)),
          MORE,
          maybe("genericInformation", listOf(CommonTypes.GENERIC_INFORMATION)));

  static final Type REQUEST_CHANNEL_CLOSE_RELEASE =
      sequence(of("forwardLogicalChannelNumber", integer(1, 65535)), MORE);

  static final Type FLOW_CONTROL_INDICATION =
      sequence(
          of(
              "scope",
              choice(
                  of("logicalChannelNumber", integer(1, 65535)),
                  of("resourceID", integer(0, 65535)),
                  of("wholeMultiplex"))),
          of(
              "restriction",
              choice(of("maximumBitRate", integer(0, 16777215)), of("noRestriction"))),
          MORE);

  private ChannelTypes() {}
}
