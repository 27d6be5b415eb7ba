package io.carillon.h323.h245;

import static io.carillon.h323.per.Types.BOOLEAN;
import static io.carillon.h323.per.Types.INTEGER;
import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.OCTETS;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.maybe;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;

import io.carillon.h323.per.Type;

/**
 * Data application capabilities (H.245 clause B.2.2.5): fax, far end camera control and the rest.
 */
final class DataTypes {

  static final Type T84_PROFILE =
      choice(
          of("t84Unrestricted"),
          of(
              "t84Restricted",
              sequence(
                  of("qcif", BOOLEAN),
                  of("cif", BOOLEAN),
                  of("ccir601Seq", BOOLEAN),
                  of("ccir601Prog", BOOLEAN),
                  of("hdtvSeq", BOOLEAN),
                  of("hdtvProg", BOOLEAN),
                  of("g3FacsMH200x100", BOOLEAN),
                  of("g3FacsMH200x200", BOOLEAN),
                  of("g4FacsMMR200x100", BOOLEAN),
                  of("g4FacsMMR200x200", BOOLEAN),
                  of("jbig200x200Seq", BOOLEAN),
                  of("jbig200x200Prog", BOOLEAN),
                  of("jbig300x300Seq", BOOLEAN),
                  of("jbig300x300Prog", BOOLEAN),
                  of("digPhotoLow", BOOLEAN),
                  of("digPhotoMedSeq", BOOLEAN),
                  of("digPhotoMedProg", BOOLEAN),
                  of("digPhotoHighSeq", BOOLEAN),
                  of("digPhotoHighProg", BOOLEAN),
                  MORE)));

  static final Type T38_FAX_RATE_MANAGEMENT = choice(of("localTCF"), of("transferredTCF"), MORE);

  static final Type T38_FAX_UDP_OPTIONS =
      sequence(
          maybe("t38FaxMaxBuffer", INTEGER),
          maybe("t38FaxMaxDatagram", INTEGER),
          of("t38FaxUdpEC", choice(of("t38UDPFEC"), of("t38UDPRedundancy"), MORE)));

  static final Type T38_FAX_TCP_OPTIONS = sequence(of("t38TCPBidirectionalMode", BOOLEAN), MORE);

  static final Type T38_FAX_PROFILE =
      sequence(
          of("fillBitRemoval", BOOLEAN),
          of("transcodingJBIG", BOOLEAN),
          of("transcodingMMR", BOOLEAN),
          MORE,
          of("version", integer(0, 255)),
          of("t38FaxRateManagement", T38_FAX_RATE_MANAGEMENT),
          maybe("t38FaxUdpOptions", T38_FAX_UDP_OPTIONS),
          maybe("t38FaxTcpOptions", T38_FAX_TCP_OPTIONS));

  static final Type DATA_APPLICATION_CAPABILITY =
      sequence(
          of(
              "application",
              choice(
                  of("nonStandard", CommonTypes.NON_STANDARD_PARAMETER),
                  of("t120", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                  of("dsm-cc", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                  of("userData", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                  of(
                      "t84",
                      sequence(
                          of("t84Protocol", CommonTypes.DATA_PROTOCOL_CAPABILITY),
                          of("t84Profile", T84_PROFILE))),
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
                          of("t38FaxProfile", T38_FAX_PROFILE))),
                  of("genericDataCapability", CommonTypes.GENERIC_CAPABILITY))),
          of("maxBitRate", integer(0, 4294967295L)),
          MORE);

  private DataTypes() {}
}
