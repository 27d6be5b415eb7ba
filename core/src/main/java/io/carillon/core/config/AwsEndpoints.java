package io.carillon.core.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where Amazon's services are: at Amazon, all of them elsewhere, or some of them. */
public final class AwsEndpoints {
  private static final SettingType<String> URL =
      SettingType.matching(
          Pattern.compile("(https?://[^\\s]{1,250})?"), "an http(s) URL, or empty");

  private AwsEndpoints() {}

  public static final Setting<String> ALL_SERVICES =
      new Setting<>(
          "aws.endpoint",
          URL,
          "",
          "Other endpoint for the AWS sinks, such as a local test server. Empty: Amazon's.");
  public static final Setting<String> S3 = service("s3", "S3 (cdr.sink), in path style");
  public static final Setting<String> SQS = service("sqs", "SQS (events.sqs-queue)");
  public static final Setting<String> SNS = service("sns", "SNS (events.sns-topic)");
  public static final Setting<String> EVENTS = service("events", "EventBridge (events.sink)");
  public static final Setting<String> LOGS = service("logs", "CloudWatch Logs (logs.sink)");
  public static final Setting<String> METRICS =
      service("metrics", "CloudWatch metrics (metrics.sink)");
  public static final Setting<String> KINESIS_VIDEO =
      service(
          "kinesisvideo",
          "Kinesis Video Streams (streams.sink); audio goes to the data endpoint it names");

  /** In the order of the reference file. */
  static final List<Setting<?>> ALL =
      List.of(ALL_SERVICES, S3, SQS, SNS, EVENTS, LOGS, METRICS, KINESIS_VIDEO);

  private static Setting<String> service(String name, String what) {
    return new Setting<>(
        "aws.endpoints." + name,
        URL,
        "",
        "Other endpoint for " + what + ". Empty: as aws.endpoint says.");
  }

  /**
   * Where that service is; empty for Amazon's own place.
   *
   * @param service one of the settings here
   */
  public static Optional<URI> of(Settings settings, Setting<String> service) {
    String own = settings.get(service);
    String url = own.isEmpty() ? settings.get(ALL_SERVICES) : own;
    return url.isEmpty() ? Optional.empty() : Optional.of(URI.create(url));
  }
}
