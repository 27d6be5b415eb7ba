package io.carillon.h323.h245;

import static io.carillon.h323.per.Types.BOOLEAN;
import static io.carillon.h323.per.Types.FOREIGN;
import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.OBJECT_IDENTIFIER;
import static io.carillon.h323.per.Types.OCTETS;
import static io.carillon.h323.per.Types.TEXT;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.ia5;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.listOf;
import static io.carillon.h323.per.Types.maybe;
import static io.carillon.h323.per.Types.octets;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;
import static io.carillon.h323.per.Types.unread;

import io.carillon.h323.per.Type;

/** Everything that goes over the H.245 control channel (H.245 clause A.1). */
final class ControlTypes {

  static final Type MASTER_SLAVE_DETERMINATION =
      sequence(
          of("terminalType", integer(0, 255)),
          of("statusDeterminationNumber", integer(0, 16777215)),
          MORE);

  static final Type ROUND_TRIP_DELAY_REQUEST =
      sequence(of("sequenceNumber", integer(0, 255)), MORE);

  static final Type MAINTENANCE_LOOP_REQUEST =
      sequence(
          of(
              "type",
              choice(
                  of("systemLoop"),
                  of("mediaLoop", integer(1, 65535)),
                  of("logicalChannelLoop", integer(1, 65535)),
                  MORE)),
          MORE);

  static final Type REQUEST_MESSAGE =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_MESSAGE),
          of("masterSlaveDetermination", MASTER_SLAVE_DETERMINATION),
          of("terminalCapabilitySet", CapabilityTypes.TERMINAL_CAPABILITY_SET),
          of("openLogicalChannel", ChannelTypes.OPEN_LOGICAL_CHANNEL),
          of("closeLogicalChannel", ChannelTypes.CLOSE_LOGICAL_CHANNEL),
          of("requestChannelClose", ChannelTypes.REQUEST_CHANNEL_CLOSE),
          of("multiplexEntrySend", FOREIGN),
          of("requestMultiplexEntry", FOREIGN),
          of("requestMode", ModeTypes.REQUEST_MODE),
          of("roundTripDelayRequest", ROUND_TRIP_DELAY_REQUEST),
          of("maintenanceLoopRequest", MAINTENANCE_LOOP_REQUEST),
          MORE,
          unread("communicationModeRequest"),
          of("conferenceRequest", ConferenceTypes.CONFERENCE_REQUEST),
          unread("multilinkRequest"),
          unread("logicalChannelRateRequest"),
          of("genericRequest", CommonTypes.GENERIC_MESSAGE));

  static final Type MASTER_SLAVE_DETERMINATION_ACK =
      sequence(of("decision", choice(of("master"), of("slave"))), MORE);

  static final Type MASTER_SLAVE_DETERMINATION_REJECT =
      sequence(of("cause", choice(of("identicalNumbers"), MORE)), MORE);

  static final Type ROUND_TRIP_DELAY_RESPONSE =
      sequence(of("sequenceNumber", integer(0, 255)), MORE);

  static final Type MAINTENANCE_LOOP_ACK =
      sequence(
          of(
              "type",
              choice(
                  of("systemLoop"),
                  of("mediaLoop", integer(1, 65535)),
                  of("logicalChannelLoop", integer(1, 65535)),
                  MORE)),
          MORE);

  static final Type MAINTENANCE_LOOP_REJECT =
      sequence(
          of(
              "type",
              choice(
                  of("systemLoop"),
                  of("mediaLoop", integer(1, 65535)),
                  of("logicalChannelLoop", integer(1, 65535)),
                  MORE)),
          of("cause", choice(of("canNotPerformLoop"), MORE)),
          MORE);

  static final Type RESPONSE_MESSAGE =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_MESSAGE),
          of("masterSlaveDeterminationAck", MASTER_SLAVE_DETERMINATION_ACK),
          of("masterSlaveDeterminationReject", MASTER_SLAVE_DETERMINATION_REJECT),
          of("terminalCapabilitySetAck", CapabilityTypes.TERMINAL_CAPABILITY_SET_ACK),
          of("terminalCapabilitySetReject", CapabilityTypes.TERMINAL_CAPABILITY_SET_REJECT),
          of("openLogicalChannelAck", ChannelTypes.OPEN_LOGICAL_CHANNEL_ACK),
          of("openLogicalChannelReject", ChannelTypes.OPEN_LOGICAL_CHANNEL_REJECT),
          of("closeLogicalChannelAck", ChannelTypes.CLOSE_LOGICAL_CHANNEL_ACK),
          of("requestChannelCloseAck", ChannelTypes.REQUEST_CHANNEL_CLOSE_ACK),
          of("requestChannelCloseReject", ChannelTypes.REQUEST_CHANNEL_CLOSE_REJECT),
          of("multiplexEntrySendAck", FOREIGN),
          of("multiplexEntrySendReject", FOREIGN),
          of("requestMultiplexEntryAck", FOREIGN),
          of("requestMultiplexEntryReject", FOREIGN),
          of("requestModeAck", ModeTypes.REQUEST_MODE_ACK),
          of("requestModeReject", ModeTypes.REQUEST_MODE_REJECT),
          of("roundTripDelayResponse", ROUND_TRIP_DELAY_RESPONSE),
          of("maintenanceLoopAck", MAINTENANCE_LOOP_ACK),
          of("maintenanceLoopReject", MAINTENANCE_LOOP_REJECT),
          MORE,
          unread("communicationModeResponse"),
          of("conferenceResponse", ConferenceTypes.CONFERENCE_RESPONSE),
          unread("multilinkResponse"),
          unread("logicalChannelRateAcknowledge"),
          unread("logicalChannelRateReject"),
          of("genericResponse", CommonTypes.GENERIC_MESSAGE));

  static final Type MAINTENANCE_LOOP_OFF_COMMAND = sequence(MORE);

  static final Type SEND_TERMINAL_CAPABILITY_SET =
      choice(
          of(
              "specificRequest",
              sequence(
                  of("multiplexCapability", BOOLEAN),
                  maybe("capabilityTableEntryNumbers", listOf(1, 65535, integer(1, 65535))),
                  maybe("capabilityDescriptorNumbers", listOf(1, 256, integer(0, 255))),
                  MORE)),
          of("genericRequest"),
          MORE);

  static final Type END_SESSION_COMMAND =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER),
          of("disconnect"),
          of(
              "gstnOptions",
              choice(
                  of("telephonyMode"),
                  of("v8bis"),
                  of("v34DSVD"),
                  of("v34DuplexFAX"),
                  of("v34H324"),
                  MORE)),
          MORE,
          of("isdnOptions", choice(of("telephonyMode"), of("v140"), of("terminalOnHold"), MORE)),
          of("genericInformation", listOf(CommonTypes.GENERIC_INFORMATION)));

  static final Type ENCRYPTION_UPDATE_DIRECTION =
      choice(of("masterToSlave"), of("slaveToMaster"), MORE);

  static final Type MISCELLANEOUS_COMMAND =
      sequence(
          of("logicalChannelNumber", integer(1, 65535)),
          of(
              "type",
              choice(
                  of("equaliseDelay"),
                  of("zeroDelay"),
                  of("multipointModeCommand"),
                  of("cancelMultipointModeCommand"),
                  of("videoFreezePicture"),
                  of("videoFastUpdatePicture"),
                  of(
                      "videoFastUpdateGOB",
                      sequence(of("firstGOB", integer(0, 17)), of("numberOfGOBs", integer(1, 18)))),
                  of("videoTemporalSpatialTradeOff", integer(0, 31)),
                  of("videoSendSyncEveryGOB"),
                  of("videoSendSyncEveryGOBCancel"),
                  MORE,
                  of(
                      "videoFastUpdateMB",
                      sequence(
                          maybe("firstGOB", integer(0, 255)),
                          maybe("firstMB", integer(1, 8192)),
                          of("numberOfMBs", integer(1, 8192)),
                          MORE)),
                  of("maxH223MUXPDUsize", integer(1, 65535)),
                  unread("encryptionUpdate"),
                  unread("encryptionUpdateRequest"),
                  of("switchReceiveMediaOff"),
                  of("switchReceiveMediaOn"),
                  of(
                      "progressiveRefinementStart",
                      sequence(
                          of(
                              "repeatCount",
                              choice(
                                  of("doOneProgression"),
                                  of("doContinuousProgressions"),
                                  of("doOneIndependentProgression"),
                                  of("doContinuousIndependentProgressions"),
                                  MORE)),
                          MORE)),
                  of("progressiveRefinementAbortOne"),
                  of("progressiveRefinementAbortContinuous"),
                  of(
                      "videoBadMBs",
                      sequence(
                          of("firstMB", integer(1, 9216)),
                          of("numberOfMBs", integer(1, 9216)),
                          of("temporalReference", integer(0, 1023)),
                          MORE)),
                  unread("lostPicture"),
                  of(
                      "lostPartialPicture",
                      sequence(
                          of("pictureReference", FOREIGN),
                          of("firstMB", integer(1, 9216)),
                          of("numberOfMBs", integer(1, 9216)),
                          MORE)),
                  unread("recoveryReferencePicture"),
                  of(
                      "encryptionUpdateCommand",
                      sequence(
                          of("encryptionSync", FOREIGN),
                          maybe("multiplePayloadStream", FOREIGN),
                          MORE)),
                  of("encryptionUpdateAck", sequence(of("synchFlag", integer(0, 255)), MORE)))),
          MORE,
          maybe("direction", ENCRYPTION_UPDATE_DIRECTION));

  static final Type COMMAND_MESSAGE =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_MESSAGE),
          of("maintenanceLoopOffCommand", MAINTENANCE_LOOP_OFF_COMMAND),
          of("sendTerminalCapabilitySet", SEND_TERMINAL_CAPABILITY_SET),
          of("encryptionCommand", FOREIGN),
          of("flowControlCommand", ChannelTypes.FLOW_CONTROL_COMMAND),
          of("endSessionCommand", END_SESSION_COMMAND),
          of("miscellaneousCommand", MISCELLANEOUS_COMMAND),
          MORE,
          unread("communicationModeCommand"),
          of("conferenceCommand", ConferenceTypes.CONFERENCE_COMMAND),
          unread("h223MultiplexReconfiguration"),
          unread("newATMVCCommand"),
          unread("mobileMultilinkReconfigurationCommand"),
          of("genericCommand", CommonTypes.GENERIC_MESSAGE));

  static final Type FUNCTION_NOT_UNDERSTOOD =
      choice(
          of("request", REQUEST_MESSAGE),
          of("response", RESPONSE_MESSAGE),
          of("command", COMMAND_MESSAGE));

  static final Type MASTER_SLAVE_DETERMINATION_RELEASE = sequence(MORE);

  static final Type MISCELLANEOUS_INDICATION =
      sequence(
          of("logicalChannelNumber", integer(1, 65535)),
          of(
              "type",
              choice(
                  of("logicalChannelActive"),
                  of("logicalChannelInactive"),
                  of("multipointConference"),
                  of("cancelMultipointConference"),
                  of("multipointZeroComm"),
                  of("cancelMultipointZeroComm"),
                  of("multipointSecondaryStatus"),
                  of("cancelMultipointSecondaryStatus"),
                  of("videoIndicateReadyToActivate"),
                  of("videoTemporalSpatialTradeOff", integer(0, 31)),
                  MORE,
                  of(
                      "videoNotDecodedMBs",
                      sequence(
                          of("firstMB", integer(1, 8192)),
                          of("numberOfMBs", integer(1, 8192)),
                          of("temporalReference", integer(0, 255)),
                          MORE)))),
          MORE);

  static final Type JITTER_INDICATION =
      sequence(
          of(
              "scope",
              choice(
                  of("logicalChannelNumber", integer(1, 65535)),
                  of("resourceID", integer(0, 65535)),
                  of("wholeMultiplex"))),
          of("estimatedReceivedJitterMantissa", integer(0, 3)),
          of("estimatedReceivedJitterExponent", integer(0, 7)),
          maybe("skippedFrameCount", integer(0, 15)),
          maybe("additionalDecoderBuffer", integer(0, 262143)),
          MORE);

  static final Type PARAMS =
      sequence(maybe("iv8", octets(8)), maybe("iv16", octets(16)), maybe("iv", OCTETS), MORE);

  static final Type USER_INPUT_INDICATION =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER),
          of("alphanumeric", TEXT),
          MORE,
          of(
              "userInputSupportIndication",
              choice(
                  of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER),
                  of("basicString"),
                  of("iA5String"),
                  of("generalString"),
                  MORE,
                  of("encryptedBasicString"),
                  of("encryptedIA5String"),
                  of("encryptedGeneralString"))),
          of(
              "signal",
              sequence(
                  of("signalType", ia5(1, 1)),
                  maybe("duration", integer(1, 65535)),
                  maybe(
                      "rtp",
                      sequence(
                          maybe("timestamp", integer(0, 4294967295L)),
                          maybe("expirationTime", integer(0, 4294967295L)),
                          of("logicalChannelNumber", integer(1, 65535)),
                          MORE)),
                  MORE,
                  maybe("rtpPayloadIndication"),
                  maybe("paramS", PARAMS),
                  unread("encryptedSignalType"),
                  maybe("algorithmOID", OBJECT_IDENTIFIER))),
          of(
              "signalUpdate",
              sequence(
                  of("duration", integer(1, 65535)),
                  maybe("rtp", sequence(of("logicalChannelNumber", integer(1, 65535)), MORE)),
                  MORE)),
          of(
              "extendedAlphanumeric",
              sequence(of("alphanumeric", TEXT), maybe("rtpPayloadIndication"), MORE)),
          unread("encryptedAlphanumeric"),
          of("genericInformation", listOf(CommonTypes.GENERIC_INFORMATION)));

  static final Type H2250_MAXIMUM_SKEW_INDICATION =
      sequence(
          of("logicalChannelNumber1", integer(1, 65535)),
          of("logicalChannelNumber2", integer(1, 65535)),
          of("maximumSkew", integer(0, 4095)),
          MORE);

  static final Type VENDOR_IDENTIFICATION =
      sequence(
          of("vendor", CommonTypes.NON_STANDARD_IDENTIFIER),
          maybe("productNumber", octets(1, 256)),
          maybe("versionNumber", octets(1, 256)),
          MORE);

  static final Type FUNCTION_NOT_SUPPORTED =
      sequence(
          of("cause", choice(of("syntaxError"), of("semanticError"), of("unknownFunction"), MORE)),
          maybe("returnedFunction", OCTETS),
          MORE);

  static final Type INDICATION_MESSAGE =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_MESSAGE),
          of("functionNotUnderstood", FUNCTION_NOT_UNDERSTOOD),
          of("masterSlaveDeterminationRelease", MASTER_SLAVE_DETERMINATION_RELEASE),
          of("terminalCapabilitySetRelease", CapabilityTypes.TERMINAL_CAPABILITY_SET_RELEASE),
          of("openLogicalChannelConfirm", ChannelTypes.OPEN_LOGICAL_CHANNEL_CONFIRM),
          of("requestChannelCloseRelease", ChannelTypes.REQUEST_CHANNEL_CLOSE_RELEASE),
          of("multiplexEntrySendRelease", FOREIGN),
          of("requestMultiplexEntryRelease", FOREIGN),
          of("requestModeRelease", ModeTypes.REQUEST_MODE_RELEASE),
          of("miscellaneousIndication", MISCELLANEOUS_INDICATION),
          of("jitterIndication", JITTER_INDICATION),
          of("h223SkewIndication", FOREIGN),
          of("newATMVCIndication", FOREIGN),
          of("userInput", USER_INPUT_INDICATION),
          MORE,
          of("h2250MaximumSkewIndication", H2250_MAXIMUM_SKEW_INDICATION),
          of("mcLocationIndication", ConferenceTypes.MCLOCATION_INDICATION),
          of("conferenceIndication", ConferenceTypes.CONFERENCE_INDICATION),
          of("vendorIdentification", VENDOR_IDENTIFICATION),
          of("functionNotSupported", FUNCTION_NOT_SUPPORTED),
          unread("multilinkIndication"),
          unread("logicalChannelRateRelease"),
          of("flowControlIndication", ChannelTypes.FLOW_CONTROL_INDICATION),
          unread("mobileMultilinkReconfigurationIndication"),
          of("genericIndication", CommonTypes.GENERIC_MESSAGE));

  static final Type MULTIMEDIA_SYSTEM_CONTROL_MESSAGE =
      choice(
          of("request", REQUEST_MESSAGE),
          of("response", RESPONSE_MESSAGE),
          of("command", COMMAND_MESSAGE),
          of("indication", INDICATION_MESSAGE),
          MORE);

  private ControlTypes() {}
}
