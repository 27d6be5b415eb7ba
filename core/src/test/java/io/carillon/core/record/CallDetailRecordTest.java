package io.carillon.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.core.call.CallDirection;
import io.carillon.core.quality.PhoneCountries;
import io.carillon.core.record.CdrSink.CdrObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallDetailRecordTest {
  private static final String ID = "1a234567-89bc-41d2-8456-e78f9a01234b";

  private final CallDetailRecord records =
      new CallDetailRecord(
          new AccountIds("111122223333", "12a3456b-7c89-412d-8456-78901e23ab45"),
          new PhoneCountries(),
          meeting -> new MeetingOwners.Organizer("user-of-" + meeting, "jdoe@example.com"));

  @Test
  void aCallIntoAMeetingHasTheKeyAndTheFieldsOfTheGuideAllAsStrings() throws Exception {
    CallInProgress call =
        CallInProgress.answered(
                Legs.leg(ID, "+12065550100", "+12065550101", CallDirection.OUTBOUND), Legs.START)
            .in(Legs.MEETING, Legs.START.minusSeconds(16));

    CdrObject cdr = records.of(call, Legs.START.plusSeconds(24));

    assertThat(cdr.key())
        .isEqualTo(
            "Amazon-Chime-Business-Calling-CDRs/json/111122223333/2019/03/01/"
                + "123a4567-b890-1234-5678-cd90efab1234_2019-03-01-17.10.00.020_"
                + ID);
    JsonNode json = new ObjectMapper().readTree(cdr.json());
    assertThat(json).allMatch(JsonNode::isTextual);
    assertThat(cdr.json())
        .isEqualTo(
            "{\"SchemaVersion\":\"2.0\",\"CdrId\":\""
                + ID
                + "\","
                + "\"ServiceCode\":\"AmazonChimeBusinessCalling\","
                + "\"ChimeAccountId\":\"12a3456b-7c89-412d-8456-78901e23ab45\","
                + "\"AwsAccountId\":\"111122223333\","
                + "\"ConferenceId\":\"123a4567-b890-1234-5678-cd90efab1234\","
                + "\"ConferencePin\":\"0123456789\","
                + "\"OrganizerUserId\":\"user-of-0123456789\","
                + "\"OrganizerEmail\":\"jdoe@example.com\","
                + "\"CallerPhoneNumber\":\"+12065550100\",\"CallerCountry\":\"US\","
                + "\"DestinationPhoneNumber\":\"+12065550101\",\"DestinationCountry\":\"US\","
                + "\"ConferenceStartTimeEpochSeconds\":\"1551460184\","
                + "\"ConferenceEndTimeEpochSeconds\":\"1551460224\","
                + "\"StartTimeEpochSeconds\":\"1551460200\","
                + "\"EndTimeEpochSeconds\":\"1551460224\","
                + "\"BillableDurationSeconds\":\"24\",\"BillableDurationMinutes\":\".4\","
                + "\"Direction\":\"Outbound\"}");
  }

  @Test
  void aCallerWhoNeverGotIntoAMeetingHasARecordWithoutOne() throws Exception {
    CallInProgress call =
        CallInProgress.answered(Legs.leg(ID, "room1", "", CallDirection.INBOUND), Legs.START);

    CdrObject cdr = records.of(call, Legs.START.plusSeconds(90));

    JsonNode json = new ObjectMapper().readTree(cdr.json());
    assertThat(cdr.name()).startsWith("no-conference_").endsWith("_" + ID);
    assertThat(json.path("ConferenceId").asText()).isEmpty();
    assertThat(json.path("ConferenceStartTimeEpochSeconds").asText()).isEmpty();
    assertThat(json.path("CallerPhoneNumber").asText()).isEmpty();
    assertThat(json.path("BillableDurationMinutes").asText()).isEqualTo("1.5");
  }

  @Test
  void anEndBeforeTheAnswerLastsNoTime() throws Exception {
    CallInProgress call = CallInProgress.answered(Legs.leg(ID), Legs.START);

    JsonNode json =
        new ObjectMapper().readTree(records.of(call, Legs.START.minusSeconds(5)).json());

    assertThat(json.path("BillableDurationSeconds").asText()).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,.0167", "12,.2", "24,.4", "60,1", "125,2.0833", "600,10", "36000,600"})
  void minutesAreWrittenAsTheGuideDoes(long seconds, String minutes) {
    assertThat(CallDetailRecord.minutes(seconds)).isEqualTo(minutes);
  }

  @Test
  void aCallInProgressReadsBackAsItWasWritten() {
    CallInProgress call =
        CallInProgress.answered(Legs.leg(ID), Legs.START)
            .in(Legs.MEETING, Legs.START)
            .conferenceEnded(Instant.ofEpochMilli(1_551_460_999_123L));

    assertThat(CallInProgress.of(call.json())).isEqualTo(call);
  }
}
