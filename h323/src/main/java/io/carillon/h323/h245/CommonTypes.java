package io.carillon.h323.h245;

import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.OBJECT_IDENTIFIER;
import static io.carillon.h323.per.Types.OCTETS;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.extensibleInteger;
import static io.carillon.h323.per.Types.ia5;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.later;
import static io.carillon.h323.per.Types.listOf;
import static io.carillon.h323.per.Types.maybe;
import static io.carillon.h323.per.Types.octets;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;
import static io.carillon.h323.per.Types.unread;

import io.carillon.h323.per.Type;

/** What the other types of H.245 share: identifiers, generic parameters and addresses. */
final class CommonTypes {

  static final Type NON_STANDARD_IDENTIFIER =
      choice(
          of("object", OBJECT_IDENTIFIER),
          of(
              "h221NonStandard",
              sequence(
                  of("t35CountryCode", integer(0, 255)),
                  of("t35Extension", integer(0, 255)),
                  of("manufacturerCode", integer(0, 65535)))));

  static final Type NON_STANDARD_PARAMETER =
      sequence(of("nonStandardIdentifier", NON_STANDARD_IDENTIFIER), of("data", OCTETS));

  static final Type NON_STANDARD_MESSAGE =
      sequence(of("nonStandardData", NON_STANDARD_PARAMETER), MORE);

  static final Type DATA_PROTOCOL_CAPABILITY =
      choice(
          of("nonStandard", NON_STANDARD_PARAMETER),
          of("v14buffered"),
          of("v42lapm"),
          of("hdlcFrameTunnelling"),
          of("h310SeparateVCStack"),
          of("h310SingleVCStack"),
          of("transparent"),
          MORE,
          of("segmentationAndReassembly"),
          of("hdlcFrameTunnelingwSAR"),
          of("v120"),
          of("separateLANStack"),
          unread("v76wCompression"),
          of("tcp"),
          of("udp"));

  static final Type CAPABILITY_IDENTIFIER =
      choice(
          of("standard", OBJECT_IDENTIFIER),
          of("h221NonStandard", NON_STANDARD_PARAMETER),
          of("uuid", octets(16)),
          of("domainBased", ia5(1, 64)),
          MORE);

  static final Type PARAMETER_IDENTIFIER =
      choice(
          of("standard", integer(0, 127)),
          of("h221NonStandard", NON_STANDARD_PARAMETER),
          of("uuid", octets(16)),
          of("domainBased", ia5(1, 64)),
          MORE);

  static final Type PARAMETER_VALUE =
      choice(
          of("logical"),
          of("booleanArray", integer(0, 255)),
          of("unsignedMin", integer(0, 65535)),
          of("unsignedMax", integer(0, 65535)),
          of("unsigned32Min", integer(0, 4294967295L)),
          of("unsigned32Max", integer(0, 4294967295L)),
          of("octetString", OCTETS),
          of("genericParameter", listOf(later(() -> CommonTypes.GENERIC_PARAMETER))),
          MORE);

  static final Type GENERIC_PARAMETER =
      sequence(
          of("parameterIdentifier", PARAMETER_IDENTIFIER),
          of("parameterValue", PARAMETER_VALUE),
          maybe("supersedes", listOf(PARAMETER_IDENTIFIER)),
          MORE);

  static final Type GENERIC_CAPABILITY =
      sequence(
          of("capabilityIdentifier", CAPABILITY_IDENTIFIER),
          maybe("maxBitRate", integer(0, 4294967295L)),
          maybe("collapsing", listOf(GENERIC_PARAMETER)),
          maybe("nonCollapsing", listOf(GENERIC_PARAMETER)),
          maybe("nonCollapsingRaw", OCTETS),
          maybe("transport", DATA_PROTOCOL_CAPABILITY),
          MORE);

  static final Type RTPPAYLOAD_TYPE =
      sequence(
          of(
              "payloadDescriptor",
              choice(
                  of("nonStandardIdentifier", NON_STANDARD_PARAMETER),
                  of("rfc-number", extensibleInteger(1, 32768)),
                  of("oid", OBJECT_IDENTIFIER),
                  MORE)),
          maybe("payloadType", integer(0, 127)),
          MORE);

  static final Type GENERIC_MESSAGE =
      sequence(
          of("messageIdentifier", CAPABILITY_IDENTIFIER),
          maybe("subMessageIdentifier", integer(0, 127)),
          maybe("messageContent", listOf(GENERIC_PARAMETER)),
          MORE);

  static final Type GENERIC_INFORMATION = GENERIC_MESSAGE;

  static final Type UNICAST_ADDRESS =
      choice(
          of(
              "iPAddress",
              sequence(of("network", octets(4)), of("tsapIdentifier", integer(0, 65535)), MORE)),
          of(
              "iPXAddress",
              sequence(
                  of("node", octets(6)),
                  of("netnum", octets(4)),
                  of("tsapIdentifier", octets(2)),
                  MORE)),
          of(
              "iP6Address",
              sequence(of("network", octets(16)), of("tsapIdentifier", integer(0, 65535)), MORE)),
          of("netBios", octets(16)),
          of(
              "iPSourceRouteAddress",
              sequence(
                  of("routing", choice(of("strict"), of("loose"))),
                  of("network", octets(4)),
                  of("tsapIdentifier", integer(0, 65535)),
                  of("route", listOf(octets(4))),
                  MORE)),
          MORE,
          of("nsap", octets(1, 20)),
          of("nonStandardAddress", NON_STANDARD_PARAMETER));

  static final Type MULTICAST_ADDRESS =
      choice(
          of(
              "iPAddress",
              sequence(of("network", octets(4)), of("tsapIdentifier", integer(0, 65535)), MORE)),
          of(
              "iP6Address",
              sequence(of("network", octets(16)), of("tsapIdentifier", integer(0, 65535)), MORE)),
          MORE,
          of("nsap", octets(1, 20)),
          of("nonStandardAddress", NON_STANDARD_PARAMETER));

  static final Type TRANSPORT_ADDRESS =
      choice(
          of("unicastAddress", UNICAST_ADDRESS), of("multicastAddress", MULTICAST_ADDRESS), MORE);

  static final Type TERMINAL_LABEL =
      sequence(of("mcuNumber", integer(0, 192)), of("terminalNumber", integer(0, 192)), MORE);

  private CommonTypes() {}
}
