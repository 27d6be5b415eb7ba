package io.carillon.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.core.call.CallDirection;
import io.carillon.core.event.BridgedCall;
import io.carillon.core.quality.PhoneCountries;
import io.carillon.core.record.CdrSink.CdrObject;
import java.math.BigDecimal;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrunkCallRecordTest {
  private static final String ID = "1a234567-89bc-41d2-8456-78e9f9a01234";

  private final CallDetailRecord records =
      new CallDetailRecord(
          new AccountIds("111122223333", "12a3456b-7c89-412d-8456-78901e23ab45"),
          new PhoneCountries(),
          MeetingOwners.UNKNOWN);

  @Test
  void aCallFromTheCustomerHasTheKeyAndTheFieldsOfThePublicDocumentation() {
    CdrObject cdr = records.of(call(TrunkLegs.outbound(ID)), Legs.START.plusSeconds(6));

    assertThat(cdr.key())
        .isEqualTo(
            "Amazon-Chime-Voice-Connector-CDRs/json/abcdef1ghij2klmno3pqr4/2019/03/01/"
                + "17.10.00.020_"
                + ID);
    assertThat(cdr.json())
        .isEqualTo(
            "{\"AwsAccountId\":\"111122223333\",\"TransactionId\":\""
                + ID
                + "\",\"CallId\":\"1112-2222-4333\","
                + "\"VoiceConnectorId\":\"abcdef1ghij2klmno3pqr4\","
                + "\"Status\":\"Completed\",\"StatusMessage\":\"OK\","
                + "\"BillableDurationSeconds\":6,\"BillableDurationMinutes\":0.1,"
                + "\"SchemaVersion\":\"2.0\","
                + "\"SourcePhoneNumber\":\"+442079460000\",\"SourceCountry\":\"GB\","
                + "\"DestinationPhoneNumber\":\"+12065550100\",\"DestinationCountry\":\"US\","
                + "\"UsageType\":\"USE1-GB-US-outbound-minutes\","
                + "\"ServiceCode\":\"AmazonChimeVoiceConnector\",\"Direction\":\"Outbound\","
                + "\"StartTimeEpochSeconds\":1551460200,\"EndTimeEpochSeconds\":1551460206,"
                + "\"Region\":\"us-east-1\",\"Streaming\":false}");
  }

  @Test
  void aCallThatNobodyAnsweredFailedAndCostsNothing() throws Exception {
    CallInProgress failed =
        CallInProgress.failed(TrunkLegs.inbound(ID).first(), "The called party is busy");

    JsonNode json = json(records.of(failed, Legs.START.plusSeconds(30)));

    assertThat(json.path("Status").asText()).isEqualTo("Failed");
    assertThat(json.path("StatusMessage").asText()).isEqualTo("The called party is busy");
    assertThat(json.path("BillableDurationSeconds").asLong()).isZero();
    assertThat(json.path("EndTimeEpochSeconds").asLong()).isEqualTo(1551460230);
    assertThat(json.path("Direction").asText()).isEqualTo("Inbound");
  }

  @Test
  void aBridgedCallReadsBackFromTheJournalAsItWasWritten() {
    CallInProgress call = call(TrunkLegs.inbound(ID)).inStream();

    assertThat(CallInProgress.of(call.json())).isEqualTo(call);
    assertThat(call.trunk().orElseThrow().streamed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1,US,CA,INBOUND,USE1-US-CA-inbound-minutes",
    "eu-central-1,'',DE,OUTBOUND,EUC1-ZZ-DE-outbound-minutes",
    "home,'','',INBOUND,HOME-ZZ-ZZ-inbound-minutes"
  })
  void theUsageTypeNamesRegionCountriesAndDirection(
      String region, String from, String to, CallDirection direction, String expected) {
    assertThat(TrunkCallRecord.usageType(region, from, to, direction)).isEqualTo(expected);
  }

  @Property
  void minutesAreSecondsInSixtiethsToFourDecimals(
      @ForAll @LongRange(min = 0, max = 10_000_000) long seconds) {
    BigDecimal minutes = TrunkCallRecord.minutes(seconds);

    assertThat(minutes.scale()).isBetween(0, 4);
    assertThat(Math.abs(minutes.doubleValue() - seconds / 60.0)).isLessThanOrEqualTo(0.00005001);
  }

  private static CallInProgress call(TrunkLegs legs) {
    BridgedCall call =
        new BridgedCall(
            ID,
            ID,
            legs.first().directionOfCall(),
            legs.first(),
            Optional.of(legs.second()),
            Legs.START);
    return CallInProgress.bridged(call, TrunkPart.of(call));
  }

  private static JsonNode json(CdrObject cdr) throws Exception {
    return new ObjectMapper().readTree(cdr.json());
  }
}
