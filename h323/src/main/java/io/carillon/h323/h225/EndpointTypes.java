package io.carillon.h323.h225;

import static io.carillon.h323.per.Types.BOOLEAN;
import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.OBJECT_IDENTIFIER;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.listOf;
import static io.carillon.h323.per.Types.maybe;
import static io.carillon.h323.per.Types.octets;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;

import io.carillon.h323.per.Type;

/**
 * What an endpoint is (H.225.0 clause 7.6): terminal, gateway, multipoint control unit, and its
 * maker.
 */
final class EndpointTypes {

  static final Type VENDOR_IDENTIFIER =
      sequence(
          of("vendor", AddressTypes.H221_NON_STANDARD),
          maybe("productId", octets(1, 256)),
          maybe("versionId", octets(1, 256)),
          MORE,
          maybe("enterpriseNumber", OBJECT_IDENTIFIER));

  static final Type GATEKEEPER_INFO =
      sequence(maybe("nonStandardData", AddressTypes.NON_STANDARD_PARAMETER), MORE);

  static final Type DATA_RATE =
      sequence(
          maybe("nonStandardData", AddressTypes.NON_STANDARD_PARAMETER),
          of("channelRate", integer(0, 4294967295L)),
          maybe("channelMultiplier", integer(1, 256)),
          MORE);

  static final Type SUPPORTED_PREFIX =
      sequence(
          maybe("nonStandardData", AddressTypes.NON_STANDARD_PARAMETER),
          of("prefix", AddressTypes.ALIAS_ADDRESS),
          MORE);

  /**
   * H310Caps, H320Caps, H321Caps and so on: the standard has one of them for each kind of network.
   */
  static final Type GATEWAY_CAPS =
      sequence(
          maybe("nonStandardData", AddressTypes.NON_STANDARD_PARAMETER),
          MORE,
          maybe("dataRatesSupported", listOf(DATA_RATE)),
          of("supportedPrefixes", listOf(SUPPORTED_PREFIX)));

  static final Type SUPPORTED_PROTOCOLS =
      choice(
          of("nonStandardData", AddressTypes.NON_STANDARD_PARAMETER),
          of("h310", GATEWAY_CAPS),
          of("h320", GATEWAY_CAPS),
          of("h321", GATEWAY_CAPS),
          of("h322", GATEWAY_CAPS),
          of("h323", GATEWAY_CAPS),
          of("h324", GATEWAY_CAPS),
          of("voice", GATEWAY_CAPS),
          of("t120-only", GATEWAY_CAPS),
          MORE);

  static final Type GATEWAY_INFO =
      sequence(
          maybe("protocol", listOf(SUPPORTED_PROTOCOLS)),
          maybe("nonStandardData", AddressTypes.NON_STANDARD_PARAMETER),
          MORE);

  static final Type MCU_INFO =
      sequence(
          maybe("nonStandardData", AddressTypes.NON_STANDARD_PARAMETER),
          MORE,
          maybe("protocol", listOf(SUPPORTED_PROTOCOLS)));

  static final Type TERMINAL_INFO =
      sequence(maybe("nonStandardData", AddressTypes.NON_STANDARD_PARAMETER), MORE);

  static final Type ENDPOINT_TYPE =
      sequence(
          maybe("nonStandardData", AddressTypes.NON_STANDARD_PARAMETER),
          maybe("vendor", VENDOR_IDENTIFIER),
          maybe("gatekeeper", GATEKEEPER_INFO),
          maybe("gateway", GATEWAY_INFO),
          maybe("mcu", MCU_INFO),
          maybe("terminal", TERMINAL_INFO),
          of("mc", BOOLEAN),
          of("undefinedNode", BOOLEAN),
          MORE);

  private EndpointTypes() {}
}
