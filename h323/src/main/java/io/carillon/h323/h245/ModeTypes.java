package io.carillon.h323.h245;

import static io.carillon.h323.per.Types.BOOLEAN;
import static io.carillon.h323.per.Types.FOREIGN;
import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.OCTETS;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.listOf;
import static io.carillon.h323.per.Types.maybe;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;
import static io.carillon.h323.per.Types.unread;

import io.carillon.h323.per.Type;

/** Requests to send in another mode (H.245 clause B.7). */
final class ModeTypes {

  static final Type H261_VIDEO_MODE =
      sequence(
          of("resolution", choice(of("qcif"), of("cif"))),
          of("bitRate", integer(1, 19200)),
          of("stillImageTransmission", BOOLEAN),
          MORE);

  static final Type H263_VIDEO_MODE =
      sequence(
          of(
              "resolution",
              choice(
                  of("sqcif"), of("qcif"), of("cif"), of("cif4"), of("cif16"), MORE, of("custom"))),
          of("bitRate", integer(1, 19200)),
          of("unrestrictedVector", BOOLEAN),
          of("arithmeticCoding", BOOLEAN),
          of("advancedPrediction", BOOLEAN),
          of("pbFrames", BOOLEAN),
          MORE,
          of("errorCompensation", BOOLEAN));

  static final Type VIDEO_MODE =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER),
          of("h261VideoMode", H261_VIDEO_MODE),
          of("h262VideoMode", FOREIGN),
          of("h263VideoMode", H263_VIDEO_MODE),
          of("is11172VideoMode", FOREIGN),
          MORE,
          of("genericVideoMode", CommonTypes.GENERIC_CAPABILITY));

  static final Type AUDIO_MODE =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER),
          of("g711Alaw64k"),
          of("g711Alaw56k"),
          of("g711Ulaw64k"),
          of("g711Ulaw56k"),
          of("g722-64k"),
          of("g722-56k"),
          of("g722-48k"),
          of("g728"),
          of("g729"),
          of("g729AnnexA"),
          of(
              "g7231",
              choice(
                  of("noSilenceSuppressionLowRate"),
                  of("noSilenceSuppressionHighRate"),
                  of("silenceSuppressionLowRate"),
                  of("silenceSuppressionHighRate"))),
          of("is11172AudioMode", FOREIGN),
          of("is13818AudioMode", FOREIGN),
          MORE,
          of("g729wAnnexB", integer(1, 256)),
          of("g729AnnexAwAnnexB", integer(1, 256)),
          unread("g7231AnnexCMode"),
          of("gsmFullRate", AudioTypes.GSMAUDIO_CAPABILITY),
          of("gsmHalfRate", AudioTypes.GSMAUDIO_CAPABILITY),
          of("gsmEnhancedFullRate", AudioTypes.GSMAUDIO_CAPABILITY),
          of("genericAudioMode", CommonTypes.GENERIC_CAPABILITY));

  static final Type DATA_MODE =
      sequence(
          of(
              "application",
              choice(
                  of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER),
                  of("t120", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                  of("dsm-cc", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                  of("userData", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                  of("t84", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                  of("t434", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                  of("h224", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                  of(
                      "nlpid",
                      sequence(
                          of("nlpidProtocol", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                          of("nlpidData", OCTETS))),
                  of("dsvdControl"),
                  of("h222DataPartitioning", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                  MORE,
                  of("t30fax", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                  of("t140", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                  of(
                      "t38fax",
                      sequence(
                          of("t38FaxProtocol", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                          of("t38FaxProfile", DataTypes.T38_FAX_PROFILE))),
                  of("genericDataMode", CommonTypes.GENERIC_CAPABILITY))),
          of("bitRate", integer(0, 4294967295L)),
          MORE);

  static final Type MODE_ELEMENT_TYPE =
      choice(
          of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER),
          of("videoMode", VIDEO_MODE),
          of("audioMode", AUDIO_MODE),
          of("dataMode", DATA_MODE),
          of("encryptionMode", ChannelTypes.ENCRYPTION_MODE),
          MORE);

  static final Type H2250_MODE_PARAMETERS =
      sequence(maybe("redundancyEncodingMode", FOREIGN), MORE);

  static final Type MULTIPLEXED_STREAM_MODE_PARAMETERS =
      sequence(of("logicalChannelNumber", integer(1, 65535)), MORE);

  static final Type MODE_ELEMENT =
      sequence(
          of("type", MODE_ELEMENT_TYPE),
          maybe("h223ModeParameters", FOREIGN),
          MORE,
          unread("v76ModeParameters"),
          maybe("h2250ModeParameters", H2250_MODE_PARAMETERS),
          maybe("genericModeParameters", CommonTypes.GENERIC_CAPABILITY),
          maybe("multiplexedStreamModeParameters", MULTIPLEXED_STREAM_MODE_PARAMETERS),
          maybe("logicalChannelNumber", integer(1, 65535)));

  static final Type MODE_DESCRIPTION = listOf(1, 256, MODE_ELEMENT);

  static final Type REQUEST_MODE =
      sequence(
          of("sequenceNumber", integer(0, 255)),
          of("requestedModes", listOf(1, 256, MODE_DESCRIPTION)),
          MORE);

  static final Type REQUEST_MODE_ACK =
      sequence(
          of("sequenceNumber", integer(0, 255)),
          of(
              "response",
              choice(
                  of("willTransmitMostPreferredMode"), of("willTransmitLessPreferredMode"), MORE)),
          MORE);

  static final Type REQUEST_MODE_REJECT =
      sequence(
          of("sequenceNumber", integer(0, 255)),
          of(
              "cause",
              choice(of("modeUnavailable"), of("multipointConstraint"), of("requestDenied"), MORE)),
          MORE);

  static final Type REQUEST_MODE_RELEASE = sequence(MORE);

  private ModeTypes() {}
}
