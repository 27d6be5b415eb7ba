package io.carillon.core.config;

import io.carillon.core.connector.CidrBlock;
import io.carillon.core.connector.OriginationRoute;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The settings of trunks: limits of voice connectors' calls, and the carriers they go to. */
public final class TrunkSettings {
  private static final Pattern PREFIX = Pattern.compile("\\+?[0-9]{1,15}");

  private TrunkSettings() {}

  public static final Setting<Integer> CPS =
      new Setting<>(
          "trunks.cps",
          SettingType.integer(1, 100_000),
          "200",
          "Most new calls a second of all voice connectors together; more are refused with 503 and"
              + " counted as Throttles. A connector's own limit is set by"
              + " `carillon connector termination ID --cps N`.");
  public static final Setting<Integer> CALLS =
      new Setting<>(
          "trunks.calls",
          SettingType.integer(1, 100_000),
          "5000",
          "Most calls of all voice connectors at a time: bridged ones, which take two of sip.calls"
              + " each, recording sessions, and calls to numbers that lead to meetings.");
  public static final Setting<Integer> CALLS_PER_CONNECTOR =
      new Setting<>(
          "trunks.calls-per-connector",
          SettingType.integer(1, 100_000),
          "1000",
          "Most calls of one voice connector at a time, recording sessions among them.");
  public static final Setting<String> CALLER_ID =
      new Setting<>(
          "trunks.caller-id",
          SettingType.oneOf("lenient", "strict"),
          "lenient",
          "What happens to an outbound call whose caller number (P-Asserted-Identity, else From) is"
              + " none of its voice connector's: it gets the connector's default number when one is"
              + " set; else lenient lets it pass as it is, strict refuses it with 403.");
  public static final Setting<String> DIGEST =
      new Setting<>(
          "trunks.digest",
          SettingType.oneOf("md5", "md5-first", "sha-256-first", "sha-256"),
          "md5-first",
          "Which hashes callers with a password are offered, in which order. Callers take the first"
              + " that they know; many fail when they do not know the first, and old ones when"
              + " there are two: md5 is for those.");
  public static final Setting<Duration> HEALTH_INTERVAL =
      new Setting<>(
          "trunks.health-interval",
          SettingType.duration(Duration.ZERO, Duration.ofHours(1)),
          "30s",
          "How often each route of connectors and carriers is asked by OPTIONS whether it is there."
              + " One that failed twice in a row is tried last until it answers again. 0s: never.");

  public static final Setting<Duration> FIRST_RESPONSE =
      new Setting<>(
          "trunks.first-response",
          SettingType.duration(Duration.ofMillis(500), Duration.ofSeconds(32)),
          "4s",
          "How long a route may say nothing at all to a call before the next one is tried.");
  public static final Setting<Duration> RINGING =
      new Setting<>(
          "trunks.ringing",
          SettingType.duration(Duration.ofSeconds(10), Duration.ofMinutes(10)),
          "180s",
          "How long a call may ring before the caller is told that nobody answers.");
  public static final Setting<Boolean> CARRIER_TRANSFERS =
      new Setting<>(
          "trunks.carrier-transfers",
          SettingType.flag(),
          "false",
          "Whether a carrier's side may transfer a call to another number (REFER). The customer's"
              + " side always may.");
  public static final Setting<List<CidrBlock>> CARRIER_CIDR =
      new Setting<>(
          "carriers.NAME.cidr",
          SettingType.listOf(
              CidrBlock::parse, "a list of ranges such as 192.0.2.0/24, or of addresses"),
          "",
          "Where the calls of this telephone company come from. What comes from there is let in"
              + " without a password.");
  public static final Setting<List<OriginationRoute>> CARRIER_ROUTE =
      new Setting<>(
          "carriers.NAME.route",
          SettingType.listOf(
              OriginationRoute::parse,
              "a list of HOST[:PORT]/udp|tcp|tls, IPv6 addresses in brackets"),
          "",
          "Where calls to this telephone company go; the first that answers gets them. Without a"
              + " port it is found by DNS.");
  public static final Setting<List<String>> CARRIER_PREFIXES =
      new Setting<>(
          "carriers.NAME.prefixes",
          SettingType.listOf(TrunkSettings::prefix, "a list of prefixes such as +1206"),
          "",
          "What numbers it is given: those that begin with one of these. The longest prefix of all"
              + " carriers decides, then their order in the file. Empty: all numbers.");
  public static final Setting<String> CARRIER_USER =
      new Setting<>(
          "carriers.NAME.user",
          SettingType.matching(
              Pattern.compile("[!-~&&[^:\"\\\\]]{0,128}"), "up to 128 printable characters"),
          "",
          "User name for its digest challenges.");
  public static final Setting<String> CARRIER_PASSWORD =
      new Setting<>(
          "carriers.NAME.password",
          SettingType.text("any text"),
          "",
          "Password for its digest challenges; better set as CARILLON_CARRIERS_NAME_PASSWORD in the"
              + " environment.");
  public static final Setting<String> CARRIER_SRTP =
      new Setting<>(
          "carriers.NAME.srtp",
          SettingType.oneOf("required", "dtls", "preferred", "off", "as-media"),
          "as-media",
          "Encryption of its media, both ways. required: only TLS and SRTP; all its routes are tls,"
              + " and its calls by UDP or TCP are refused. dtls: the same with keys by DTLS-SRTP"
              + " alone in place of keys in the SDP. preferred: SRTP when it can, else RTP. off:"
              + " RTP alone, for one that does not understand offers with keys. as-media: as"
              + " media.srtp says.");
  public static final Setting<String> CARRIER_COUNTRY =
      new Setting<>(
          "carriers.NAME.country",
          SettingType.matching(
              Pattern.compile("[A-Z]{2}"), "an ISO 3166-1 alpha-2 code such as US"),
          "US",
          "Country whose dialling rules hold for numbers that it sends without a plus sign.");
  public static final Setting<String> CARRIER_DOMAIN =
      new Setting<>(
          "carriers.NAME.domain",
          SettingType.matching(Pattern.compile("[A-Za-z0-9.:-]{0,253}"), "a host name, or empty"),
          "",
          "Host name in the request-URI of calls to it. Empty: the route's host.");

  /** In the order of the reference file. */
  public static final List<Setting<?>> ALL =
      List.of(
          CPS,
          CALLS,
          CALLS_PER_CONNECTOR,
          CALLER_ID,
          DIGEST,
          HEALTH_INTERVAL,
          FIRST_RESPONSE,
          RINGING,
          CARRIER_TRANSFERS,
          CARRIER_CIDR,
          CARRIER_ROUTE,
          CARRIER_PREFIXES,
          CARRIER_USER,
          CARRIER_PASSWORD,
          CARRIER_SRTP,
          CARRIER_COUNTRY,
          CARRIER_DOMAIN);

  /** Digits without the plus sign, which may be there. */
  private static String prefix(String text) {
    if (!PREFIX.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return text.startsWith("+") ? text.substring(1) : text;
  }
}
