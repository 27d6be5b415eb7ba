package io.carillon.h323.h225;

import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.OBJECT_IDENTIFIER;
import static io.carillon.h323.per.Types.OCTETS;
import static io.carillon.h323.per.Types.bmp;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.digits;
import static io.carillon.h323.per.Types.enumerated;
import static io.carillon.h323.per.Types.ia5;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.listOf;
import static io.carillon.h323.per.Types.maybe;
import static io.carillon.h323.per.Types.octets;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;

import io.carillon.h323.per.Type;

/** Aliases, numbers and transport addresses (H.225.0 clause 7.6). */
final class AddressTypes {

  static final Type H221_NON_STANDARD =
      sequence(
          of("t35CountryCode", integer(0, 255)),
          of("t35Extension", integer(0, 255)),
          of("manufacturerCode", integer(0, 65535)),
          MORE);

  static final Type NON_STANDARD_IDENTIFIER =
      choice(of("object", OBJECT_IDENTIFIER), of("h221NonStandard", H221_NON_STANDARD), MORE);

  static final Type NON_STANDARD_PARAMETER =
      sequence(of("nonStandardIdentifier", NON_STANDARD_IDENTIFIER), of("data", OCTETS));

  static final Type TRANSPORT_ADDRESS =
      choice(
          of("ipAddress", sequence(of("ip", octets(4)), of("port", integer(0, 65535)))),
          of(
              "ipSourceRoute",
              sequence(
                  of("ip", octets(4)),
                  of("port", integer(0, 65535)),
                  of("route", listOf(octets(4))),
                  of("routing", choice(of("strict"), of("loose"), MORE)),
                  MORE)),
          of(
              "ipxAddress",
              sequence(of("node", octets(6)), of("netnum", octets(4)), of("port", octets(2)))),
          of("ip6Address", sequence(of("ip", octets(16)), of("port", integer(0, 65535)), MORE)),
          of("netBios", octets(16)),
          of("nsap", octets(1, 20)),
          of("nonStandardAddress", NON_STANDARD_PARAMETER),
          MORE);

  static final Type PUBLIC_TYPE_OF_NUMBER =
      choice(
          of("unknown"),
          of("internationalNumber"),
          of("nationalNumber"),
          of("networkSpecificNumber"),
          of("subscriberNumber"),
          of("abbreviatedNumber"),
          MORE);

  static final Type PUBLIC_PARTY_NUMBER =
      sequence(
          of("publicTypeOfNumber", PUBLIC_TYPE_OF_NUMBER),
          of("publicNumberDigits", digits(1, 128, "#*,0123456789")));

  static final Type PRIVATE_TYPE_OF_NUMBER =
      choice(
          of("unknown"),
          of("level2RegionalNumber"),
          of("level1RegionalNumber"),
          of("pISNSpecificNumber"),
          of("localNumber"),
          of("abbreviatedNumber"),
          MORE);

  static final Type PRIVATE_PARTY_NUMBER =
      sequence(
          of("privateTypeOfNumber", PRIVATE_TYPE_OF_NUMBER),
          of("privateNumberDigits", digits(1, 128, "#*,0123456789")));

  static final Type PARTY_NUMBER =
      choice(
          of("e164Number", PUBLIC_PARTY_NUMBER),
          of("dataPartyNumber", digits(1, 128, "#*,0123456789")),
          of("telexPartyNumber", digits(1, 128, "#*,0123456789")),
          of("privateNumber", PRIVATE_PARTY_NUMBER),
          of("nationalStandardPartyNumber", digits(1, 128, "#*,0123456789")),
          MORE);

  static final Type ALIAS_ADDRESS =
      choice(
          of("dialedDigits", digits(1, 128, "#*,0123456789")),
          of("h323-ID", bmp(1, 256)),
          MORE,
          of("url-ID", ia5(1, 512)),
          of("transportID", TRANSPORT_ADDRESS),
          of("email-ID", ia5(1, 512)),
          of("partyNumber", PARTY_NUMBER));

  static final Type CALL_IDENTIFIER = sequence(of("guid", octets(16)), MORE);

  static final Type PRESENTATION_INDICATOR =
      choice(
          of("presentationAllowed"), of("presentationRestricted"), of("addressNotAvailable"), MORE);

  static final Type SCREENING_INDICATOR =
      enumerated(
          "userProvidedNotScreened",
          "userProvidedVerifiedAndPassed",
          "userProvidedVerifiedAndFailed",
          "networkProvided");

  static final Type CONFERENCE_LIST =
      sequence(
          maybe("conferenceID", SignallingTypes.CONFERENCE_IDENTIFIER),
          maybe("conferenceAlias", ALIAS_ADDRESS),
          maybe("nonStandardData", NON_STANDARD_PARAMETER),
          MORE);

  private AddressTypes() {}
}
