package io.carillon.h323.h225;

import static io.carillon.h323.per.Types.BOOLEAN;
import static io.carillon.h323.per.Types.FOREIGN;
import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.OBJECT_IDENTIFIER;
import static io.carillon.h323.per.Types.OCTETS;
import static io.carillon.h323.per.Types.bmp;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.listOf;
import static io.carillon.h323.per.Types.maybe;
import static io.carillon.h323.per.Types.octets;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;
import static io.carillon.h323.per.Types.unread;

import io.carillon.h323.per.Type;

/** The call signalling messages that user-to-user elements carry (H.225.0 clause 7.3). */
final class SignallingTypes {

  static final Type CONFERENCE_IDENTIFIER = octets(16);

  static final Type Q954_DETAILS =
      sequence(of("conferenceCalling", BOOLEAN), of("threePartyService", BOOLEAN), MORE);

  static final Type QSERIES_OPTIONS =
      sequence(
          of("q932Full", BOOLEAN),
          of("q951Full", BOOLEAN),
          of("q952Full", BOOLEAN),
          of("q953Full", BOOLEAN),
          of("q955Full", BOOLEAN),
          of("q956Full", BOOLEAN),
          of("q957Full", BOOLEAN),
          of("q954Info", Q954_DETAILS),
          MORE);

  static final Type CALL_TYPE =
      choice(of("pointToPoint"), of("oneToN"), of("nToOne"), of("nToN"), MORE);

  static final Type SETUP_UUIE =
      sequence(
          of("protocolIdentifier", OBJECT_IDENTIFIER),
          maybe("h245Address", AddressTypes.TRANSPORT_ADDRESS),
          maybe("sourceAddress", listOf(AddressTypes.ALIAS_ADDRESS)),
          of("sourceInfo", EndpointTypes.ENDPOINT_TYPE),
          maybe("destinationAddress", listOf(AddressTypes.ALIAS_ADDRESS)),
          maybe("destCallSignalAddress", AddressTypes.TRANSPORT_ADDRESS),
          maybe("destExtraCallInfo", listOf(AddressTypes.ALIAS_ADDRESS)),
          maybe("destExtraCRV", listOf(integer(0, 65535))),
          of("activeMC", BOOLEAN),
          of("conferenceID", CONFERENCE_IDENTIFIER),
          of(
              "conferenceGoal",
              choice(
                  of("create"),
                  of("join"),
                  of("invite"),
                  MORE,
                  of("capability-negotiation"),
                  of("callIndependentSupplementaryService"))),
          maybe("callServices", QSERIES_OPTIONS),
          of("callType", CALL_TYPE),
          MORE,
          maybe("sourceCallSignalAddress", AddressTypes.TRANSPORT_ADDRESS),
          maybe("remoteExtensionAddress", AddressTypes.ALIAS_ADDRESS),
          of("callIdentifier", AddressTypes.CALL_IDENTIFIER),
          unread("h245SecurityCapability"),
          unread("tokens"),
          unread("cryptoTokens"),
          maybe("fastStart", listOf(OCTETS)),
          of("mediaWaitForConnect", BOOLEAN),
          of("canOverlapSend", BOOLEAN),
          maybe("endpointIdentifier", bmp(1, 128)),
          of("multipleCalls", BOOLEAN),
          of("maintainConnection", BOOLEAN),
          unread("connectionParameters"),
          unread("language"),
          maybe("presentationIndicator", AddressTypes.PRESENTATION_INDICATOR),
          maybe("screeningIndicator", AddressTypes.SCREENING_INDICATOR),
          unread("serviceControl"),
          maybe("symmetricOperationRequired"),
          unread("capacity"),
          unread("circuitInfo"),
          unread("desiredProtocols"),
          unread("neededFeatures"),
          unread("desiredFeatures"),
          unread("supportedFeatures"),
          maybe("parallelH245Control", listOf(OCTETS)),
          unread("additionalSourceAddresses"),
          maybe("hopCount", integer(1, 31)));

  static final Type CALL_PROCEEDING_UUIE =
      sequence(
          of("protocolIdentifier", OBJECT_IDENTIFIER),
          of("destinationInfo", EndpointTypes.ENDPOINT_TYPE),
          maybe("h245Address", AddressTypes.TRANSPORT_ADDRESS),
          MORE,
          of("callIdentifier", AddressTypes.CALL_IDENTIFIER),
          unread("h245SecurityMode"),
          unread("tokens"),
          unread("cryptoTokens"),
          maybe("fastStart", listOf(OCTETS)),
          of("multipleCalls", BOOLEAN),
          of("maintainConnection", BOOLEAN),
          maybe("fastConnectRefused"));

  static final Type CONNECT_UUIE =
      sequence(
          of("protocolIdentifier", OBJECT_IDENTIFIER),
          maybe("h245Address", AddressTypes.TRANSPORT_ADDRESS),
          of("destinationInfo", EndpointTypes.ENDPOINT_TYPE),
          of("conferenceID", CONFERENCE_IDENTIFIER),
          MORE,
          of("callIdentifier", AddressTypes.CALL_IDENTIFIER),
          unread("h245SecurityMode"),
          unread("tokens"),
          unread("cryptoTokens"),
          maybe("fastStart", listOf(OCTETS)),
          of("multipleCalls", BOOLEAN),
          of("maintainConnection", BOOLEAN),
          unread("language"),
          maybe("connectedAddress", listOf(AddressTypes.ALIAS_ADDRESS)),
          maybe("presentationIndicator", AddressTypes.PRESENTATION_INDICATOR),
          maybe("screeningIndicator", AddressTypes.SCREENING_INDICATOR),
          maybe("fastConnectRefused"));

  static final Type ALERTING_UUIE =
      sequence(
          of("protocolIdentifier", OBJECT_IDENTIFIER),
          of("destinationInfo", EndpointTypes.ENDPOINT_TYPE),
          maybe("h245Address", AddressTypes.TRANSPORT_ADDRESS),
          MORE,
          of("callIdentifier", AddressTypes.CALL_IDENTIFIER),
          unread("h245SecurityMode"),
          unread("tokens"),
          unread("cryptoTokens"),
          maybe("fastStart", listOf(OCTETS)),
          of("multipleCalls", BOOLEAN),
          of("maintainConnection", BOOLEAN),
          maybe("alertingAddress", listOf(AddressTypes.ALIAS_ADDRESS)),
          maybe("presentationIndicator", AddressTypes.PRESENTATION_INDICATOR),
          maybe("screeningIndicator", AddressTypes.SCREENING_INDICATOR),
          maybe("fastConnectRefused"));

  static final Type INFORMATION_UUIE =
      sequence(
          of("protocolIdentifier", OBJECT_IDENTIFIER),
          MORE,
          of("callIdentifier", AddressTypes.CALL_IDENTIFIER),
          unread("tokens"),
          unread("cryptoTokens"),
          maybe("fastStart", listOf(OCTETS)),
          maybe("fastConnectRefused"));

  static final Type RELEASE_COMPLETE_REASON =
      choice(
          of("noBandwidth"),
          of("gatekeeperResources"),
          of("unreachableDestination"),
          of("destinationRejection"),
          of("invalidRevision"),
          of("noPermission"),
          of("unreachableGatekeeper"),
          of("gatewayResources"),
          of("badFormatAddress"),
          of("adaptiveBusy"),
          of("inConf"),
          of("undefinedReason"),
          MORE,
          of("facilityCallDeflection"),
          of("securityDenied"),
          of("calledPartyNotRegistered"),
          of("callerNotRegistered"),
          of("newConnectionNeeded"),
          of("nonStandardReason", AddressTypes.NON_STANDARD_PARAMETER),
          of("replaceWithConferenceInvite", CONFERENCE_IDENTIFIER),
          of("genericDataReason"),
          of("neededFeatureNotSupported"),
          of("tunnelledSignallingRejected"),
          of("invalidCID"),
          unread("securityError"),
          of("hopCountExceeded"));

  static final Type RELEASE_COMPLETE_UUIE =
      sequence(
          of("protocolIdentifier", OBJECT_IDENTIFIER),
          maybe("reason", RELEASE_COMPLETE_REASON),
          MORE,
          of("callIdentifier", AddressTypes.CALL_IDENTIFIER),
          unread("tokens"),
          unread("cryptoTokens"),
          maybe("busyAddress", listOf(AddressTypes.ALIAS_ADDRESS)),
          maybe("presentationIndicator", AddressTypes.PRESENTATION_INDICATOR),
          maybe("screeningIndicator", AddressTypes.SCREENING_INDICATOR),
          unread("capacity"),
          unread("serviceControl"),
          unread("featureSet"),
          maybe("destinationInfo", EndpointTypes.ENDPOINT_TYPE));

  static final Type FACILITY_REASON =
      choice(
          of("routeCallToGatekeeper"),
          of("callForwarded"),
          of("routeCallToMC"),
          of("undefinedReason"),
          MORE,
          of("conferenceListChoice"),
          of("startH245"),
          of("noH245"),
          of("newTokens"),
          of("featureSetUpdate"),
          of("forwardedElements"),
          of("transportedInformation"));

  static final Type FACILITY_UUIE =
      sequence(
          of("protocolIdentifier", OBJECT_IDENTIFIER),
          maybe("alternativeAddress", AddressTypes.TRANSPORT_ADDRESS),
          maybe("alternativeAliasAddress", listOf(AddressTypes.ALIAS_ADDRESS)),
          maybe("conferenceID", CONFERENCE_IDENTIFIER),
          of("reason", FACILITY_REASON),
          MORE,
          of("callIdentifier", AddressTypes.CALL_IDENTIFIER),
          maybe("destExtraCallInfo", listOf(AddressTypes.ALIAS_ADDRESS)),
          maybe("remoteExtensionAddress", AddressTypes.ALIAS_ADDRESS),
          unread("tokens"),
          unread("cryptoTokens"),
          maybe("conferences", listOf(AddressTypes.CONFERENCE_LIST)),
          maybe("h245Address", AddressTypes.TRANSPORT_ADDRESS),
          maybe("fastStart", listOf(OCTETS)),
          of("multipleCalls", BOOLEAN),
          of("maintainConnection", BOOLEAN),
          maybe("fastConnectRefused"),
          unread("serviceControl"),
          unread("circuitInfo"),
          unread("featureSet"),
          maybe("destinationInfo", EndpointTypes.ENDPOINT_TYPE));

  static final Type PROGRESS_UUIE =
      sequence(
          of("protocolIdentifier", OBJECT_IDENTIFIER),
          of("destinationInfo", EndpointTypes.ENDPOINT_TYPE),
          maybe("h245Address", AddressTypes.TRANSPORT_ADDRESS),
          of("callIdentifier", AddressTypes.CALL_IDENTIFIER),
          maybe("h245SecurityMode", FOREIGN),
          maybe("tokens", listOf(FOREIGN)),
          maybe("cryptoTokens", listOf(FOREIGN)),
          maybe("fastStart", listOf(OCTETS)),
          MORE,
          of("multipleCalls", BOOLEAN),
          of("maintainConnection", BOOLEAN),
          maybe("fastConnectRefused"));

  static final Type STATUS_UUIE =
      sequence(
          of("protocolIdentifier", OBJECT_IDENTIFIER),
          of("callIdentifier", AddressTypes.CALL_IDENTIFIER),
          maybe("tokens", listOf(FOREIGN)),
          maybe("cryptoTokens", listOf(FOREIGN)),
          MORE);

  static final Type STATUS_INQUIRY_UUIE =
      sequence(
          of("protocolIdentifier", OBJECT_IDENTIFIER),
          of("callIdentifier", AddressTypes.CALL_IDENTIFIER),
          maybe("tokens", listOf(FOREIGN)),
          maybe("cryptoTokens", listOf(FOREIGN)),
          MORE);

  static final Type SETUP_ACKNOWLEDGE_UUIE =
      sequence(
          of("protocolIdentifier", OBJECT_IDENTIFIER),
          of("callIdentifier", AddressTypes.CALL_IDENTIFIER),
          maybe("tokens", listOf(FOREIGN)),
          maybe("cryptoTokens", listOf(FOREIGN)),
          MORE);

  static final Type NOTIFY_UUIE =
      sequence(
          of("protocolIdentifier", OBJECT_IDENTIFIER),
          of("callIdentifier", AddressTypes.CALL_IDENTIFIER),
          maybe("tokens", listOf(FOREIGN)),
          maybe("cryptoTokens", listOf(FOREIGN)),
          MORE,
          maybe("connectedAddress", listOf(AddressTypes.ALIAS_ADDRESS)),
          maybe("presentationIndicator", AddressTypes.PRESENTATION_INDICATOR),
          maybe("screeningIndicator", AddressTypes.SCREENING_INDICATOR),
          maybe("destinationInfo", EndpointTypes.ENDPOINT_TYPE));

  static final Type H323_UU_PDU =
      sequence(
          of(
              "h323-message-body",
              choice(
                  of("setup", SETUP_UUIE),
                  of("callProceeding", CALL_PROCEEDING_UUIE),
                  of("connect", CONNECT_UUIE),
                  of("alerting", ALERTING_UUIE),
                  of("information", INFORMATION_UUIE),
                  of("releaseComplete", RELEASE_COMPLETE_UUIE),
                  of("facility", FACILITY_UUIE),
                  MORE,
                  of("progress", PROGRESS_UUIE),
                  of("empty"),
                  of("status", STATUS_UUIE),
                  of("statusInquiry", STATUS_INQUIRY_UUIE),
                  of("setupAcknowledge", SETUP_ACKNOWLEDGE_UUIE),
                  of("notify", NOTIFY_UUIE))),
          maybe("nonStandardData", AddressTypes.NON_STANDARD_PARAMETER),
          MORE,
          maybe("h4501SupplementaryService", listOf(OCTETS)),
          of("h245Tunneling", BOOLEAN),
          maybe("h245Control", listOf(OCTETS)),
          maybe("nonStandardControl", listOf(AddressTypes.NON_STANDARD_PARAMETER)),
          unread("callLinkage"),
          unread("tunnelledSignallingMessage"),
          maybe("provisionalRespToH245Tunneling"));

  static final Type H323_USER_INFORMATION =
      sequence(
          of("h323-uu-pdu", H323_UU_PDU),
          maybe(
              "user-data",
              sequence(
                  of("protocol-discriminator", integer(0, 255)),
                  of("user-information", octets(1, 131)),
                  MORE)),
          MORE);

  private SignallingTypes() {}
}
