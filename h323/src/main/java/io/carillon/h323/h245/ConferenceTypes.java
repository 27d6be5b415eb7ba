package io.carillon.h323.h245;

import static io.carillon.h323.per.Types.FOREIGN;
import static io.carillon.h323.per.Types.MORE;
import static io.carillon.h323.per.Types.choice;
import static io.carillon.h323.per.Types.integer;
import static io.carillon.h323.per.Types.listOf;
import static io.carillon.h323.per.Types.maybe;
import static io.carillon.h323.per.Types.octets;
import static io.carillon.h323.per.Types.of;
import static io.carillon.h323.per.Types.sequence;
import static io.carillon.h323.per.Types.unread;

import io.carillon.h323.per.Type;

/** Conference requests, commands and indications (H.245 clauses B.11 to B.14). */
final class ConferenceTypes {

  static final Type REMOTE_MCREQUEST =
      choice(of("masterActivate"), of("slaveActivate"), of("deActivate"), MORE);

  static final Type CONFERENCE_REQUEST =
      choice(
          of("terminalListRequest"),
          of("makeMeChair"),
          of("cancelMakeMeChair"),
          of("dropTerminal", CommonTypes.TERMINAL_LABEL),
          of("requestTerminalID", CommonTypes.TERMINAL_LABEL),
          of("enterH243Password"),
          of("enterH243TerminalID"),
          of("enterH243ConferenceID"),
          MORE,
          of("enterExtensionAddress"),
          of("requestChairTokenOwner"),
          of(
              "requestTerminalCertificate",
              sequence(
                  maybe("terminalLabel", CommonTypes.TERMINAL_LABEL),
                  maybe("certSelectionCriteria", FOREIGN),
                  maybe("sRandom", integer(1, 4294967295L)),
                  MORE)),
          of("broadcastMyLogicalChannel", integer(1, 65535)),
          of("makeTerminalBroadcaster", CommonTypes.TERMINAL_LABEL),
          of("sendThisSource", CommonTypes.TERMINAL_LABEL),
          of("requestAllTerminalIDs"),
          of("remoteMCRequest", REMOTE_MCREQUEST));

  static final Type REMOTE_MCRESPONSE =
      choice(
          of("accept"),
          of("reject", choice(of("unspecified"), of("functionNotSupported"), MORE)),
          MORE);

  static final Type CONFERENCE_RESPONSE =
      choice(
          of(
              "mCTerminalIDResponse",
              sequence(
                  of("terminalLabel", CommonTypes.TERMINAL_LABEL),
                  of("terminalID", octets(1, 128)),
                  MORE)),
          of(
              "terminalIDResponse",
              sequence(
                  of("terminalLabel", CommonTypes.TERMINAL_LABEL),
                  of("terminalID", octets(1, 128)),
                  MORE)),
          of(
              "conferenceIDResponse",
              sequence(
                  of("terminalLabel", CommonTypes.TERMINAL_LABEL),
                  of("conferenceID", octets(1, 32)),
                  MORE)),
          of(
              "passwordResponse",
              sequence(
                  of("terminalLabel", CommonTypes.TERMINAL_LABEL),
                  of("password", octets(1, 32)),
                  MORE)),
          of("terminalListResponse", listOf(1, 256, CommonTypes.TERMINAL_LABEL)),
          of("videoCommandReject"),
          of("terminalDropReject"),
          of("makeMeChairResponse", choice(of("grantedChairToken"), of("deniedChairToken"), MORE)),
          MORE,
          of("extensionAddressResponse", sequence(of("extensionAddress", octets(1, 128)), MORE)),
          of(
              "chairTokenOwnerResponse",
              sequence(
                  of("terminalLabel", CommonTypes.TERMINAL_LABEL),
                  of("terminalID", octets(1, 128)),
                  MORE)),
          of(
              "terminalCertificateResponse",
              sequence(
                  maybe("terminalLabel", CommonTypes.TERMINAL_LABEL),
                  maybe("certificateResponse", octets(1, 65535)),
                  MORE)),
          of(
              "broadcastMyLogicalChannelResponse",
              choice(
                  of("grantedBroadcastMyLogicalChannel"),
                  of("deniedBroadcastMyLogicalChannel"),
                  MORE)),
          of(
              "makeTerminalBroadcasterResponse",
              choice(
                  of("grantedMakeTerminalBroadcaster"), of("deniedMakeTerminalBroadcaster"), MORE)),
          of(
              "sendThisSourceResponse",
              choice(of("grantedSendThisSource"), of("deniedSendThisSource"), MORE)),
          unread("requestAllTerminalIDsResponse"),
          of("remoteMCResponse", REMOTE_MCRESPONSE));

  static final Type CONFERENCE_COMMAND =
      choice(
          of("broadcastMyLogicalChannel", integer(1, 65535)),
          of("cancelBroadcastMyLogicalChannel", integer(1, 65535)),
          of("makeTerminalBroadcaster", CommonTypes.TERMINAL_LABEL),
          of("cancelMakeTerminalBroadcaster"),
          of("sendThisSource", CommonTypes.TERMINAL_LABEL),
          of("cancelSendThisSource"),
          of("dropConference"),
          MORE);

  static final Type MCLOCATION_INDICATION =
      sequence(of("signalAddress", CommonTypes.TRANSPORT_ADDRESS), MORE);

  static final Type TERMINAL_YOU_ARE_SEEING_IN_SUB_PICTURE_NUMBER =
      sequence(
          of("terminalNumber", integer(0, 192)),
          of("subPictureNumber", integer(0, 255)),
          MORE,
          of("mcuNumber", integer(0, 192)));

  static final Type VIDEO_INDICATE_COMPOSE =
      sequence(of("compositionNumber", integer(0, 255)), MORE);

  static final Type CONFERENCE_INDICATION =
      choice(
          of("sbeNumber", integer(0, 9)),
          of("terminalNumberAssign", CommonTypes.TERMINAL_LABEL),
          of("terminalJoinedConference", CommonTypes.TERMINAL_LABEL),
          of("terminalLeftConference", CommonTypes.TERMINAL_LABEL),
          of("seenByAtLeastOneOther"),
          of("cancelSeenByAtLeastOneOther"),
          of("seenByAll"),
          of("cancelSeenByAll"),
          of("terminalYouAreSeeing", CommonTypes.TERMINAL_LABEL),
          of("requestForFloor"),
          MORE,
          of("withdrawChairToken"),
          of("floorRequested", CommonTypes.TERMINAL_LABEL),
          of(
              "terminalYouAreSeeingInSubPictureNumber",
              TERMINAL_YOU_ARE_SEEING_IN_SUB_PICTURE_NUMBER),
          of("videoIndicateCompose", VIDEO_INDICATE_COMPOSE),
          of("masterMCU"),
          of("cancelMasterMCU"));

  private ConferenceTypes() {}
}
