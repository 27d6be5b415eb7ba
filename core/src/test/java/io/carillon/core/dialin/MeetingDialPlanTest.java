package io.carillon.core.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.DialPlan.CallRequest;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegProtocol;
import io.carillon.core.testkit.FakeLeg;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingDialPlanTest {
  @TempDir Path recordings;
  private DialInFixture house;
  private MeetingDialPlan plan;

  @BeforeEach
  void plan() {
    house = new DialInFixture(recordings);
    Map<String, String> domains = new HashMap<>(MeetingDialPlan.GUIDE_DOMAINS);
    domains.put("Meet.Example.COM", "eu-central-1");
    domains.put("127.0.0.1", "local");
    domains.put("2001:DB8::7", "local");
    plan = new MeetingDialPlan(domains, "connector", house.dialIn);
  }

  @ParameterizedTest
  @CsvSource({
    "meet.chime.in, us-east-1",
    "meet.ue1.chime.in, us-east-1",
    "meet.uw2.chime.in, us-west-2",
    "meet.as1.chime.in, ap-southeast-1",
    "meet.as2.chime.in, ap-southeast-2",
    "meet.an1.chime.in, ap-northeast-1",
    "meet.ew1.chime.in, eu-west-1",
    "meet.se1.chime.in, sa-east-1",
    "MEET.AN1.Chime.In., ap-northeast-1",
    "meet.example.com, eu-central-1",
    "127.0.0.1, local",
    "[2001:db8:0:0:0:0:0:7], local",
  })
  void eachDomainHasItsRegion(String host, String region) {
    DialPlan.Answer answer = (DialPlan.Answer) route("u", host);

    assertThat(answer.region()).isEqualTo(region);
    assertThat(answer.voiceConnectorId()).isEqualTo("connector");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "chime.in", "meet.chime.in.example.com", "xmeet.chime.in", "10.0.0.1"})
  void otherHostsAreRefused(String host) {
    assertThat(route("u", host))
        .isInstanceOfSatisfying(
            DialPlan.Refuse.class,
            refuse -> {
              assertThat(refuse.reason()).isEqualTo(EndReason.UNKNOWN_DESTINATION);
              assertThat(refuse.explanation()).contains("sip.domains");
            });
  }

  @Test
  void theAnsweredLegGoesWhereItDialled() {
    FakeLeg direct = answered(house.open.meetingId());
    assertThat(direct.mix()).isNotNull();

    FakeLeg asked = answered("reception");
    assertThat(asked.did()).containsExactly("play welcome enter-meeting-id");
  }

  @ParameterizedTest
  @CsvSource({
    "1234567890, 1234567890, ''",
    "123-456-7890, 1234567890, ''",
    "'123 456 7890', 1234567890, ''",
    "(123)456.7890, 1234567890, ''",
    "1234567890123, 1234567890123, ''",
    "1234567890123**654321, 1234567890123, 654321",
    "1234567890123##654321, 1234567890123, 654321",
    "1234567890123%23%23654321, 1234567890123, 654321",
    "1234567890123*654321, 1234567890123, 654321",
    "1234567890123#654321#, 1234567890123, 654321",
    "1234567890123**654321;phone-context=x, 1234567890123, 654321",
    "1234567890#, 1234567890, ''",
    "1234567890**, 1234567890, ''",
    "'', '', ''",
    "u, '', ''",
    "123456789, '', ''",
    "12345678901, '', ''",
    "12345678901234, '', ''",
    "+1234567890, '', ''",
    "1234567890x, '', ''",
    "**123456, '', ''",
    "1234567890***1, '', ''",
    "1234567890%, '', ''",
    "1234567890%zz, '', ''",
    "1234567890**12345678901234567, '', ''",
    "١٢٣٤٥٦٧٨٩٠, '', ''",
  })
  void userPartsAreReadAsRoomSystemsWriteThem(String user, String id, String passcode) {
    assertThat(DialString.parse(user)).isEqualTo(new DialString(id, passcode));
  }

  @Test
  void aUserPartWithoutEndIsNoId() {
    assertThat(DialString.parse("1234567890" + " ".repeat(100_000))).isEqualTo(DialString.NONE);
  }

  @Test
  void passcodesAreNotPrinted() {
    assertThat(DialString.parse("1234567890123**654321").toString()).doesNotContain("654321");
  }

  private FakeLeg answered(String user) {
    FakeLeg leg = new FakeLeg(user);
    ((DialPlan.Answer) route(user, "meet.chime.in")).handler().answered(leg);
    return leg;
  }

  private DialPlan.Route route(String user, String host) {
    return plan.route(new CallRequest(user, host, "", LegProtocol.SIP));
  }
}
