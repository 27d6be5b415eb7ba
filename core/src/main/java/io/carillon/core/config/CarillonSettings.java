package io.carillon.core.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The schema: every setting of the server. The names are a contract with operators. */
public final class CarillonSettings {
  private CarillonSettings() {}

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  public static final Setting<Map<String, String>> SIP_DOMAINS =
      new Setting<>(
          "sip.domains",
          SettingType.hostsWithRegion(),
          "meet.chime.in=us-east-1, meet.ue1.chime.in=us-east-1, meet.uw2.chime.in=us-west-2,"
              + " meet.as1.chime.in=ap-southeast-1, meet.as2.chime.in=ap-southeast-2,"
              + " meet.an1.chime.in=ap-northeast-1, meet.ew1.chime.in=eu-west-1,"
              + " meet.se1.chime.in=sa-east-1",
          "Host names that room systems dial, each with the region name its calls are logged"
              + " under.");
  public static final Setting<Optional<BindAddress>> SIP_TLS_BIND =
      new Setting<>(
          "sip.tls.bind",
          SettingType.bind(),
          "0.0.0.0:5061",
          "Where SIP over TLS is listened for (TLS 1.2 and 1.3, forward-secret suites only).");
  public static final Setting<Optional<Path>> SIP_TLS_CERTIFICATE =
      new Setting<>(
          "sip.tls.certificate",
          SettingType.path(),
          "",
          "PEM file with the certificate chain. Empty: a self-signed pair is made in the data"
              + " folder on the first start, with a warning. When the file changes it is read"
              + " again; calls go on.");
  public static final Setting<Optional<Path>> SIP_TLS_KEY =
      new Setting<>(
          "sip.tls.key",
          SettingType.path(),
          "",
          "PEM file with the private key of sip.tls.certificate.");
  public static final Setting<String> SIP_TLS_CLIENT_CERTIFICATES =
      new Setting<>(
          "sip.tls.client-certificates",
          SettingType.oneOf("none", "want", "need"),
          "none",
          "Whether callers are asked for a certificate (checked against sip.tls.trust).");
  public static final Setting<Optional<Path>> SIP_TLS_TRUST =
      new Setting<>(
          "sip.tls.trust",
          SettingType.path(),
          "",
          "PEM file with the authorities that callers' and called servers' certificates are checked"
              + " against. Empty: the JDK's.");
  public static final Setting<Optional<BindAddress>> SIP_TCP_BIND =
      new Setting<>(
          "sip.tcp.bind",
          SettingType.bind(),
          "",
          "Where SIP over plain TCP is listened for, such as 0.0.0.0:5060. Off by default:"
              + " signalling and SDES keys would be readable on the way.");
  public static final Setting<Optional<BindAddress>> SIP_UDP_BIND =
      new Setting<>(
          "sip.udp.bind",
          SettingType.bind(),
          "",
          "Where SIP over UDP is listened for, such as 0.0.0.0:5060. Off by default, as"
              + " sip.tcp.bind.");
  public static final Setting<String> SIP_ADDRESS =
      new Setting<>(
          "sip.address",
          SettingType.matching(
              Pattern.compile("[A-Za-z0-9.:-]{0,253}"), "an IP address or host name, or empty"),
          "",
          "What Via and Contact say of the server; the public address or name behind NAT. Empty:"
              + " media.address, else the address that is listened on, else this host's own.");
  public static final Setting<Integer> SIP_CONNECTIONS =
      new Setting<>(
          "sip.connections",
          SettingType.integer(1, 1_000_000),
          "10000",
          "Most SIP connections (TCP and TLS) at a time.");
  public static final Setting<Integer> SIP_CONNECTIONS_PER_SOURCE =
      new Setting<>(
          "sip.connections-per-source",
          SettingType.integer(1, 1_000_000),
          "200",
          "Most SIP connections from one IP address at a time.");
  public static final Setting<Duration> SIP_IDLE_TIMEOUT =
      new Setting<>(
          "sip.idle-timeout",
          SettingType.duration(Duration.ofSeconds(10), DAY),
          "30min",
          "A SIP connection that is silent for so long is closed; keep-alives (RFC 5626) count as a"
              + " sign of life. Longer than half of sip.session-expires, so that a call whose"
              + " device sends none keeps the connection it came by.");
  public static final Setting<Integer> SIP_CALLS =
      new Setting<>(
          "sip.calls",
          SettingType.integer(1, 100_000),
          "5000",
          "Most SIP calls at a time; more are refused with 503 and Retry-After. A call between a"
              + " carrier and a voice connector counts twice.");
  public static final Setting<Integer> SIP_CALLS_PER_SOURCE =
      new Setting<>(
          "sip.calls-per-source",
          SettingType.integer(1, 100_000),
          "1000",
          "Most SIP calls at a time that come from one IP address. Carriers and the networks of"
              + " voice connectors are not counted: trunks.calls and trunks.calls-per-connector"
              + " hold for them.");
  public static final Setting<Integer> SIP_SETUPS =
      new Setting<>(
          "sip.setups-per-second",
          SettingType.integer(1, 100_000),
          "200",
          "Most new calls a second; more are refused with 503 and Retry-After.");
  public static final Setting<Integer> SIP_SOURCE_RATE =
      new Setting<>(
          "sip.source-rate",
          SettingType.integer(0, 100_000),
          "30",
          "Most requests a second that one IP address may begin something with (calls, pings,"
              + " registrations); more are dropped before they are read. Carriers and the networks"
              + " of voice connectors are not counted; 0 = no bound.");
  public static final Setting<Duration> SIP_SESSION_EXPIRES =
      new Setting<>(
          "sip.session-expires",
          SettingType.duration(Duration.ofSeconds(90), DAY),
          "1800s",
          "Session timer (RFC 4028) that is asked for; a call whose far end stops refreshing ends"
              + " after it.");
  public static final Setting<Duration> SIP_MIN_SESSION_EXPIRES =
      new Setting<>(
          "sip.min-session-expires",
          SettingType.duration(Duration.ofSeconds(90), DAY),
          "90s",
          "Shortest session timer that is taken (Min-SE).");

  public static final Setting<String> MEDIA_ADDRESS =
      new Setting<>(
          "media.address",
          SettingType.matching(
              Pattern.compile("([0-9.]{7,15}|[0-9a-fA-F:.]{2,45})?"), "an IP address, or empty"),
          "",
          "The address that SDP tells far ends to send media to; the public one behind NAT. Empty:"
              + " the address the call came in on.");
  public static final Setting<PortRange> MEDIA_PORTS =
      new Setting<>(
          "media.ports",
          SettingType.ports(),
          "10000-60000",
          "UDP ports for media: RTP on the even, RTCP on the odd port of a pair. Open them in the"
              + " firewall.");
  public static final Setting<String> MEDIA_SRTP =
      new Setting<>(
          "media.srtp",
          SettingType.oneOf("required", "dtls", "preferred", "off"),
          "preferred",
          "Encryption of media: required refuses callers without it, dtls refuses those without"
              + " DTLS-SRTP, preferred uses it when offered, off never does.");
  public static final Setting<String> MEDIA_DTLS =
      new Setting<>(
          "media.dtls",
          SettingType.oneOf("answer", "offer", "off"),
          "answer",
          "DTLS-SRTP, where media.srtp allows encryption: answer takes it from who offers it, offer"
              + " puts it beside SDES into calls placed by the server too, off leaves SDES. Where"
              + " media.srtp or a carrier's srtp is dtls it is used in any case, alone.");
  public static final Setting<String> MEDIA_ICE =
      new Setting<>(
          "media.ice",
          SettingType.oneOf("answer", "off"),
          "answer",
          "ICE of those who offer it: answer takes part as a lite agent at the media address, off"
              + " sends to the address of the SDP as without ICE.");
  public static final Setting<List<String>> MEDIA_CODECS =
      new Setting<>(
          "media.codecs",
          SettingType.someOf("opus", "G722", "PCMU", "PCMA"),
          "opus, G722, PCMU, PCMA",
          "Codecs in order of preference.");
  public static final Setting<Integer> MEDIA_LOOPS =
      new Setting<>(
          "media.loops",
          SettingType.integer(0, 256),
          "0",
          "Threads that carry media; a meeting lives on one of them. 0: one per processor.");
  public static final Setting<Duration> MEDIA_TIMEOUT =
      new Setting<>(
          "media.timeout",
          SettingType.duration(Duration.ZERO, DAY),
          "60s",
          "A call from which neither RTP nor RTCP arrives for so long is ended, except on hold. 0s:"
              + " never.");
  public static final Setting<Duration> MEDIA_JITTER_MAX =
      new Setting<>(
          "media.jitter-max",
          SettingType.duration(Duration.ofMillis(40), Duration.ofSeconds(1)),
          "200ms",
          "Most delay that the jitter buffer may add.");
  public static final Setting<Optional<Path>> MEDIA_PROMPTS =
      new Setting<>(
          "media.prompts",
          SettingType.path(),
          "",
          "Folder of the spoken prompts and tones (WAV, 48 kHz mono). Empty: the ones that come"
              + " with Carillon.");

  public static final Setting<Duration> MEETINGS_WAIT =
      new Setting<>(
          "meetings.wait",
          SettingType.duration(Duration.ofSeconds(10), DAY),
          "1h",
          "How long a participant hears hold music before a moderator must have come.");
  public static final Setting<String> MEETINGS_VOICE_CONNECTOR =
      new Setting<>(
          "meetings.voice-connector",
          SettingType.matching(
              Pattern.compile("[A-Za-z0-9-]{1,64}"), "1-64 letters, digits and dashes"),
          "meetings",
          "The voice connector ID that room systems' calls are logged, measured and streamed"
              + " under.");

  /** At most 90 characters: the host name is a digest realm, which has 128 at most. */
  public static final Setting<String> CONNECTORS_DOMAIN =
      new Setting<>(
          "connectors.domain",
          SettingType.matching(
              Pattern.compile("[a-z0-9]([a-z0-9.-]{0,88}[a-z0-9])?"), "a domain name"),
          "chime.aws",
          "Domain of new voice connectors, whose host names are ID.voiceconnector.DOMAIN; a"
              + " connector keeps the name it got.");

  public static final Setting<Optional<BindAddress>> HTTP_BIND =
      new Setting<>(
          "http.bind",
          SettingType.bind(),
          "127.0.0.1:8080",
          "Where /health, /metrics and the operator commands' API are served. The API wants the"
              + " token of run/server.json.");

  public static final Setting<Duration> QUALITY_INTERVAL =
      new Setting<>(
          "quality.interval",
          SettingType.duration(SECOND, Duration.ofHours(1)),
          "60s",
          "How often each call's media quality is recorded.");

  public static final Setting<String> AWS_REGION =
      new Setting<>(
          "aws.region",
          SettingType.matching(
              Pattern.compile("[a-z0-9-]{1,32}"), "a region name such as us-east-1"),
          "us-east-1",
          "Region name in ARNs, events and for the AWS sinks.");
  public static final Setting<String> AWS_ACCOUNT =
      new Setting<>(
          "aws.account",
          SettingType.matching(Pattern.compile("\\d{12}"), "12 digits"),
          "000000000000",
          "Account number in ARNs, events and CDR keys.");
  public static final Setting<Long> AWS_SPOOL_SIZE =
      new Setting<>(
          "aws.spool-size",
          SettingType.size(1 << 20),
          "256MiB",
          "How much each AWS sink keeps in the data folder while its far end is away; then the"
              + " oldest records give way and are counted.");

  public static final Setting<Boolean> STREAMS_ENABLED =
      new Setting<>(
          "streams.enabled",
          SettingType.flag(),
          "true",
          "Whether the audio of each participant of a meeting is kept as a stream; calls over a"
              + " voice connector are streamed as is set there.");
  public static final Setting<String> STREAMS_SINK =
      new Setting<>(
          "streams.sink",
          SettingType.oneOf("local", "kinesis"),
          "local",
          "Where participants' audio goes: the data folder, or Kinesis Video Streams (a stream for"
              + " each participant).");
  public static final Setting<Long> STREAMS_BUFFER =
      new Setting<>(
          "streams.buffer",
          SettingType.size(16 << 20),
          "1GiB",
          "How much audio is kept while Kinesis Video Streams is away, at most a quarter of it for"
              + " one participant; then the oldest gives way and is counted. Ten minutes of one"
              + " participant take 10 to 20 MB.");
  public static final Setting<Duration> STREAMS_RETENTION =
      new Setting<>(
          "streams.retention",
          SettingType.duration(Duration.ZERO, Duration.ofDays(3650)),
          "7d",
          "How long a stream of a meeting's participant is kept after its last audio; an hour of"
              + " one in the data folder takes up to 115 MB. 0s: for ever.");
  public static final Setting<String> LOGS_SINK =
      new Setting<>(
          "logs.sink",
          SettingType.oneOf("local", "cloudwatch"),
          "local",
          "Where the media quality and SIP message logs go: the data folder, or CloudWatch Logs"
              + " (log groups /aws/ChimeVoiceConnectorLogs/ID and"
              + " /aws/ChimeVoiceConnectorSipMessages/ID).");
  public static final Setting<Long> LOGS_ROTATE_SIZE =
      new Setting<>(
          "logs.rotate-size",
          SettingType.size(),
          "100MiB",
          "A log file that grew to this size is set aside.");
  public static final Setting<Duration> LOGS_ROTATE_AGE =
      new Setting<>(
          "logs.rotate-age",
          SettingType.duration(Duration.ofMinutes(1), Duration.ofDays(365)),
          "1d",
          "A log file that is this old is set aside.");
  public static final Setting<Integer> LOGS_KEEP =
      new Setting<>(
          "logs.keep",
          SettingType.integer(1, 10_000),
          "30",
          "How many files set aside are kept of each log.");
  public static final Setting<Boolean> LOGS_SIP_MESSAGES =
      new Setting<>(
          "logs.sip-messages",
          SettingType.flag(),
          "true",
          "Whether every SIP message is logged, keys and credentials removed.");
  public static final Setting<String> METRICS_SINK =
      new Setting<>(
          "metrics.sink",
          SettingType.oneOf("none", "cloudwatch"),
          "none",
          "Where metrics go besides /metrics: nowhere, or CloudWatch once a minute.");
  public static final Setting<String> EVENTS_SINK =
      new Setting<>(
          "events.sink",
          SettingType.oneOf("local", "eventbridge"),
          "local",
          "Where events go: the data folder, or the default event bus of EventBridge.");
  public static final Setting<String> EVENTS_SOURCE =
      new Setting<>(
          "events.source",
          SettingType.matching(Pattern.compile("[A-Za-z0-9._/-]{0,256}"), "a source, or empty"),
          "",
          "Source that streaming events have in EventBridge. Amazon's own refuses sources that"
              + " begin with aws. from anybody but its services. Empty: aws.chime when aws.endpoint"
              + " or aws.endpoints.events is set, else carillon.chime.");
  public static final Setting<String> EVENTS_SNS_TOPIC =
      new Setting<>(
          "events.sns-topic",
          SettingType.matching(
              Pattern.compile("(arn:[a-z0-9-]+:sns:[a-z0-9-]*:\\d{12}:[A-Za-z0-9_.-]{1,256})?"),
              "the ARN of an SNS topic, or empty"),
          "",
          "SNS topic that streaming events are sent to besides events.sink.");
  public static final Setting<String> EVENTS_SQS_QUEUE =
      new Setting<>(
          "events.sqs-queue",
          SettingType.matching(
              Pattern.compile("(https?://[^\\s]{1,1000})?"), "the URL of an SQS queue, or empty"),
          "",
          "SQS queue that streaming events are sent to besides events.sink.");
  public static final Setting<String> CDR_SINK =
      new Setting<>(
          "cdr.sink",
          SettingType.oneOf("local", "s3"),
          "local",
          "Where call detail records go: s3/BUCKET in the data folder, or S3.");
  public static final Setting<String> CDR_BUCKET =
      new Setting<>(
          "cdr.bucket",
          SettingType.matching(
              Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"), "an S3 bucket name"),
          "carillon-cdrs",
          "Bucket of the call detail records.");

  public static final Setting<Duration> SHUTDOWN_GRACE =
      new Setting<>(
          "shutdown.grace",
          SettingType.duration(Duration.ZERO, Duration.ofHours(12)),
          "5s",
          "After SIGTERM no new call is taken; calls that still run after this time are ended.");

  private static final List<Setting<?>> OWN =
      List.of(
          SIP_DOMAINS,
          SIP_TLS_BIND,
          SIP_TLS_CERTIFICATE,
          SIP_TLS_KEY,
          SIP_TLS_CLIENT_CERTIFICATES,
          SIP_TLS_TRUST,
          SIP_TCP_BIND,
          SIP_UDP_BIND,
          SIP_ADDRESS,
          SIP_CONNECTIONS,
          SIP_CONNECTIONS_PER_SOURCE,
          SIP_IDLE_TIMEOUT,
          SIP_CALLS,
          SIP_CALLS_PER_SOURCE,
          SIP_SETUPS,
          SIP_SOURCE_RATE,
          SIP_SESSION_EXPIRES,
          SIP_MIN_SESSION_EXPIRES,
          MEDIA_ADDRESS,
          MEDIA_PORTS,
          MEDIA_SRTP,
          MEDIA_DTLS,
          MEDIA_ICE,
          MEDIA_CODECS,
          MEDIA_LOOPS,
          MEDIA_TIMEOUT,
          MEDIA_JITTER_MAX,
          MEDIA_PROMPTS,
          MEETINGS_WAIT,
          MEETINGS_VOICE_CONNECTOR,
          CONNECTORS_DOMAIN,
          HTTP_BIND,
          QUALITY_INTERVAL,
          AWS_REGION,
          AWS_ACCOUNT,
          AWS_SPOOL_SIZE,
          STREAMS_ENABLED,
          STREAMS_SINK,
          STREAMS_BUFFER,
          STREAMS_RETENTION,
          LOGS_SINK,
          LOGS_ROTATE_SIZE,
          LOGS_ROTATE_AGE,
          LOGS_KEEP,
          LOGS_SIP_MESSAGES,
          METRICS_SINK,
          EVENTS_SINK,
          EVENTS_SOURCE,
          EVENTS_SNS_TOPIC,
          EVENTS_SQS_QUEUE,
          CDR_SINK,
          CDR_BUCKET,
          SHUTDOWN_GRACE);

  /** Every setting, in the order of the reference file. */
  public static final List<Setting<?>> ALL = all();

  private static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(OWN);
    all.addAll(all.indexOf(MEDIA_ADDRESS), H323Settings.ALL);
    all.addAll(all.indexOf(HTTP_BIND), TrunkSettings.ALL);
    all.addAll(all.indexOf(AWS_SPOOL_SIZE), AwsEndpoints.ALL);
    return List.copyOf(all);
  }
}
