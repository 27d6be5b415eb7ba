package io.carillon.core.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.core.call.CallDirection;
import io.carillon.core.quality.PhoneCountries;
import io.carillon.core.record.CdrSink.CdrObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * The Business Calling record of one answered dial-in leg; a call over a trunk has a {@link
 * TrunkCallRecord} instead.
 *
 * <p>What the guide leaves open: the CDR ID is the leg's transaction ID, so that a record can be
 * found in logs and events and is never written twice. Numbers that are not E.164 (a room system's
 * name) are empty, and so are their countries. The conference PIN is the meeting's number. A
 * conference that goes on when the leg ends has the leg's end as its end so far. A leg that never
 * got into a meeting has an empty conference and {@code no-conference} in its key. The times of the
 * call are from answer to end in whole seconds, the billable duration is their difference.
 */
final class CallDetailRecord {
  static final String FOLDER = "Amazon-Chime-Business-Calling-CDRs/json/";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CONNECTED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH.mm.ss.SSS").withZone(ZoneOffset.UTC);

  private final AccountIds account;
  private final PhoneCountries countries;
  private final MeetingOwners owners;
  private final TrunkCallRecord trunkCalls;

  CallDetailRecord(AccountIds account, PhoneCountries countries, MeetingOwners owners) {
    this.account = Objects.requireNonNull(account, "account");
    this.countries = Objects.requireNonNull(countries, "countries");
    this.owners = Objects.requireNonNull(owners, "owners");
    this.trunkCalls = new TrunkCallRecord(account, countries);
  }

  /** The record of a call that ended at that time, as an object with its key. */
  CdrObject of(CallInProgress call, Instant endedAt) {
    return call.trunk()
        .map(trunk -> trunkCalls.of(call, trunk, endedAt))
        .orElseGet(() -> ofMeeting(call, endedAt));
  }

  private CdrObject ofMeeting(CallInProgress call, Instant endedAt) {
    String cdrId = call.transactionId();
    String conference = call.conferenceId().isEmpty() ? "no-conference" : call.conferenceId();
    return new CdrObject(
        FOLDER + account.awsAccountId() + '/' + DAY.format(call.answeredAt()),
        conference + '_' + CONNECTED.format(call.answeredAt()) + '_' + cdrId,
        cdrId,
        json(call, cdrId, endedAt));
  }

  private String json(CallInProgress call, String cdrId, Instant endedAt) {
    long start = call.answeredAt().getEpochSecond();
    long end = Math.max(start, endedAt.getEpochSecond());
    MeetingOwners.Organizer organizer =
        call.meetingId().isEmpty()
            ? new MeetingOwners.Organizer("", "")
            : owners.organizerOf(call.meetingId());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("SchemaVersion", "2.0");
    json.put("CdrId", cdrId);
    json.put("ServiceCode", "AmazonChimeBusinessCalling");
    json.put("ChimeAccountId", account.chimeAccountId());
    json.put("AwsAccountId", account.awsAccountId());
    json.put("ConferenceId", call.conferenceId());
    json.put("ConferencePin", call.meetingId());
    json.put("OrganizerUserId", organizer.userId());
    json.put("OrganizerEmail", organizer.email());
    json.put("CallerPhoneNumber", PhoneCountries.e164(call.fromUser()).orElse(""));
    json.put("CallerCountry", countries.countryOf(call.fromUser()).orElse(""));
    json.put("DestinationPhoneNumber", PhoneCountries.e164(call.toUser()).orElse(""));
    json.put("DestinationCountry", countries.countryOf(call.toUser()).orElse(""));
    json.put("ConferenceStartTimeEpochSeconds", conferenceTime(call, call.conferenceStart(), end));
    json.put("ConferenceEndTimeEpochSeconds", conferenceTime(call, call.conferenceEnd(), end));
    json.put("StartTimeEpochSeconds", Long.toString(start));
    json.put("EndTimeEpochSeconds", Long.toString(end));
    json.put("BillableDurationSeconds", Long.toString(end - start));
    json.put("BillableDurationMinutes", minutes(end - start));
    json.put("Direction", call.direction() == CallDirection.INBOUND ? "Inbound" : "Outbound");
    return json.toString();
  }

  private static String conferenceTime(CallInProgress call, Instant known, long otherwise) {
    if (call.conferenceStart() == null) {
      return "";
    }
    return Long.toString(known == null ? otherwise : known.getEpochSecond());
  }

  /** At most four decimals and no zero before the point: ".4", "2.0833", "1", "0". */
  static String minutes(long seconds) {
    if (seconds == 0) {
      return "0";
    }
    String plain =
        BigDecimal.valueOf(seconds)
            .divide(BigDecimal.valueOf(60), 4, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString();
    return plain.startsWith("0.") ? plain.substring(1) : plain;
  }
}
