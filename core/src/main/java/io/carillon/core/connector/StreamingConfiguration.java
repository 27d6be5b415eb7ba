package io.carillon.core.connector;

import java.util.Set;

/**
 * Whether each party's audio is streamed, how long it is kept, and who is told.
 *
 * @param dataRetentionInHours 0-87,600; 0 keeps nothing
 * @param disabled nothing is streamed
 * @param notifications where streaming events are sent besides the local event log
 */
public record StreamingConfiguration(
    int dataRetentionInHours, boolean disabled, Set<NotificationTarget> notifications) {

  /** Kinesis Video Streams keep data for ten years at most. */
  public static final int MAX_RETENTION_HOURS = 87_600;

  /** Where streaming events can be sent. */
  public enum NotificationTarget {
    EVENT_BRIDGE("EventBridge"),
    SNS("SNS"),
    SQS("SQS");

    private final String text;

    NotificationTarget(String text) {
      this.text = text;
    }

    /** By its name in the API, without regard to case. */
    public static NotificationTarget parse(String text) {
      for (NotificationTarget target : values()) {
        if (target.text.equalsIgnoreCase(text)) {
          return target;
        }
      }
      throw new IllegalArgumentException(
          "notification target: \"" + text + "\" is not allowed; allowed: EventBridge, SNS, SQS");
    }

    /** Its name in the API. */
    @Override
    public String toString() {
      return text;
    }
  }

  public StreamingConfiguration {
    Rules.between("retention in hours", dataRetentionInHours, 0, MAX_RETENTION_HOURS);
    notifications = Set.copyOf(notifications);
  }
}
