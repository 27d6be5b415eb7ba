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
import java.util.Locale;
import java.util.Objects;

/**
 * The record of one call over a voice connector, with the key, the fields and the types (numbers as
 * numbers) that the public documentation of voice connectors shows.
 *
 * <p>What that leaves open is our decision: a call has one record, written when the first of its
 * two legs ends; when a transfer brings other parties together, they have a record of their own
 * with the same TransactionId. {@code Status} is Completed for a call that was answered and Failed
 * for one that was not, whose {@code StatusMessage} says why and which lasts no billable time. The
 * times are from answer to end in whole seconds, for a failed call from its beginning. Numbers that
 * are not E.164 are empty, and so are their countries; in {@code UsageType} such a country is ZZ.
 */
final class TrunkCallRecord {
  static final String FOLDER = "Amazon-Chime-Voice-Connector-CDRs/json/";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter BEGAN =
      DateTimeFormatter.ofPattern("HH.mm.ss.SSS").withZone(ZoneOffset.UTC);
  private static final String UNKNOWN_COUNTRY = "ZZ"; // ISO 3166-1 leaves it to its users

  private final AccountIds account;
  private final PhoneCountries countries;

  TrunkCallRecord(AccountIds account, PhoneCountries countries) {
    this.account = Objects.requireNonNull(account, "account");
    this.countries = Objects.requireNonNull(countries, "countries");
  }

  /** The record of a call that ended at that time, as an object with its key. */
  CdrObject of(CallInProgress call, TrunkPart trunk, Instant endedAt) {
    return new CdrObject(
        FOLDER + trunk.voiceConnectorId() + '/' + DAY.format(call.answeredAt()),
        BEGAN.format(call.answeredAt()) + '_' + call.transactionId(),
        call.transactionId(),
        json(call, trunk, endedAt));
  }

  private String json(CallInProgress call, TrunkPart trunk, Instant endedAt) {
    long start = call.answeredAt().getEpochSecond();
    long end = Math.max(start, endedAt.getEpochSecond());
    boolean answered = trunk.failure().isEmpty();
    long billable = answered ? end - start : 0;
    String from = countries.countryOf(call.fromUser()).orElse("");
    String to = countries.countryOf(call.toUser()).orElse("");
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("AwsAccountId", account.awsAccountId());
    json.put("TransactionId", trunk.transactionId());
    json.put("CallId", trunk.callId());
    json.put("VoiceConnectorId", trunk.voiceConnectorId());
    json.put("Status", answered ? "Completed" : "Failed");
    json.put("StatusMessage", answered ? "OK" : trunk.failure());
    json.put("BillableDurationSeconds", billable);
    json.put("BillableDurationMinutes", minutes(billable));
    json.put("SchemaVersion", "2.0");
    json.put("SourcePhoneNumber", PhoneCountries.e164(call.fromUser()).orElse(""));
    json.put("SourceCountry", from);
    json.put("DestinationPhoneNumber", PhoneCountries.e164(call.toUser()).orElse(""));
    json.put("DestinationCountry", to);
    json.put("UsageType", usageType(trunk.region(), from, to, call.direction()));
    json.put("ServiceCode", "AmazonChimeVoiceConnector");
    json.put("Direction", call.direction() == CallDirection.INBOUND ? "Inbound" : "Outbound");
    json.put("StartTimeEpochSeconds", start);
    json.put("EndTimeEpochSeconds", end);
    json.put("Region", trunk.region());
    json.put("Streaming", trunk.streamed());
    return json.toString();
  }

  /** Such as USE1-US-GB-outbound-minutes. */
  static String usageType(String region, String from, String to, CallDirection direction) {
    return String.join(
        "-",
        regionCode(region),
        from.isEmpty() ? UNKNOWN_COUNTRY : from,
        to.isEmpty() ? UNKNOWN_COUNTRY : to,
        direction.name().toLowerCase(Locale.ROOT),
        "minutes");
  }

  /** us-east-1 is USE1: the first part, the first letter of the second, the number. */
  static String regionCode(String region) {
    String[] parts = region.split("-");
    if (parts.length != 3 || parts[1].isEmpty()) {
      return region.toUpperCase(Locale.ROOT);
    }
    return (parts[0] + parts[1].charAt(0) + parts[2]).toUpperCase(Locale.ROOT);
  }

  /** To four decimals at most. */
  static BigDecimal minutes(long seconds) {
    BigDecimal minutes =
        BigDecimal.valueOf(seconds)
            .divide(BigDecimal.valueOf(60), 4, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    return minutes.scale() < 0 ? minutes.setScale(0) : minutes;
  }
}
