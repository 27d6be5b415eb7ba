package io.carillon.aws.log;

import io.carillon.aws.client.AwsAccess;
import io.carillon.aws.client.ServiceAnswers;
import io.carillon.core.spool.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * PutLogEvents by its rules: one log stream per call, events in the order of their time, at most
 * 10,000 events, 1,048,576 bytes and 24 hours. A log group or stream that does not exist is made.
 */
public final class CloudWatchLogTarget implements Target {
  static final int EVENT_OVERHEAD = 26;
  static final int MAX_EVENTS = 10_000;
  static final int MAX_BYTES = 1_048_576;
  private static final int MAX_NAME = 512;
  static final long MAX_SPAN_MILLIS = TimeUnit.HOURS.toMillis(24);

  private static final Logger LOG = LoggerFactory.getLogger(CloudWatchLogTarget.class);

  private final CloudWatchLogsClient client;
  private final String streamName;

  /** A record and its place in the batch. */
  private record Placed(int index, LogRecord log) {}

  /**
   * @param streamName log stream in every group, such as the host's name
   */
  public CloudWatchLogTarget(AwsAccess access, String streamName) {
    this.client = access.client(CloudWatchLogsClient.builder());
    String name = streamName.replaceAll("[:*]", "-");
    this.streamName = name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
  }

  @Override
  public int maxRecords() {
    return MAX_EVENTS;
  }

  @Override
  public long maxBytes() {
    return MAX_BYTES;
  }

  @Override
  public List<Answer> deliver(List<byte[]> records) {
    Answer[] answers = new Answer[records.size()];
    Map<String, List<Placed>> groups = new LinkedHashMap<>();
    for (int i = 0; i < answers.length; i++) {
      try {
        LogRecord log = LogRecord.decode(records.get(i));
        if (log.size() > MAX_BYTES) {
          answers[i] = Answer.refused("longer than " + MAX_BYTES + " bytes");
        } else {
          groups.computeIfAbsent(log.logGroup(), name -> new ArrayList<>()).add(new Placed(i, log));
        }
      } catch (IllegalArgumentException e) {
        answers[i] = Answer.refused(e.toString());
      }
    }
    groups.forEach((name, events) -> deliver(name, events, answers));
    return Arrays.asList(answers);
  }

  private void deliver(String group, List<Placed> events, Answer[] answers) {
    events.sort(Comparator.comparingLong(event -> event.log().millis())); // stable
    Answer held = null; // what holds up a chunk holds up those after it: order
    for (List<Placed> chunk : chunks(events)) {
      List<Answer> given =
          held == null
              ? ServiceAnswers.forEach(chunk, part -> put(group, part))
              : Collections.nCopies(chunk.size(), held);
      for (Answer answer : given) {
        held = answer.kind() == Answer.Kind.LATER ? answer : held;
      }
      for (int i = 0; i < chunk.size(); i++) {
        answers[chunk.get(i).index()] = given.get(i);
      }
    }
  }

  private static List<List<Placed>> chunks(List<Placed> events) {
    List<List<Placed>> chunks = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < events.size(); i++) {
      LogRecord log = events.get(i).log();
      boolean full =
          i - from == MAX_EVENTS
              || bytes + log.size() > MAX_BYTES
              || log.millis() - events.get(from).log().millis() >= MAX_SPAN_MILLIS;
      if (full) {
        chunks.add(events.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += log.size();
    }
    chunks.add(events.subList(from, events.size()));
    return chunks;
  }

  private List<Answer> put(String group, List<Placed> events) {
    PutLogEventsRequest request =
        PutLogEventsRequest.builder()
            .logGroupName(group)
            .logStreamName(streamName)
            .logEvents(
                events.stream()
                    .map(
                        event ->
                            InputLogEvent.builder()
                                .timestamp(event.log().millis())
                                .message(event.log().json())
                                .build())
                    .toList())
            .build();
    try {
      return answers(events.size(), client.putLogEvents(request).rejectedLogEventsInfo());
    } catch (ResourceNotFoundException e) {
      LOG.info("{}: log group or stream is made: {}", group, e.getMessage());
      makeStream(group);
      return answers(events.size(), client.putLogEvents(request).rejectedLogEventsInfo());
    }
  }

  private void makeStream(String group) {
    try {
      client.createLogGroup(create -> create.logGroupName(group));
    } catch (ResourceAlreadyExistsException e) {
      LOG.debug("{} exists", group, e);
    }
    try {
      client.createLogStream(create -> create.logGroupName(group).logStreamName(streamName));
    } catch (ResourceAlreadyExistsException e) {
      LOG.debug("{} in {} exists", streamName, group, e);
    }
  }

  /** The service takes the valid events of a call and names the ends of the range it did not. */
  private static List<Answer> answers(int events, RejectedLogEventsInfo rejected) {
    int tooOld = 0;
    int tooNew = events;
    if (rejected != null) {
      tooOld =
          Math.max(
              orElse(rejected.tooOldLogEventEndIndex(), 0),
              orElse(rejected.expiredLogEventEndIndex(), 0));
      tooNew = orElse(rejected.tooNewLogEventStartIndex(), events);
    }
    List<Answer> answers = new ArrayList<>(events);
    for (int i = 0; i < events; i++) {
      if (i < tooOld) {
        answers.add(Answer.refused("older than the log group keeps"));
      } else {
        answers.add(
            i < tooNew ? Answer.delivered() : Answer.refused("more than two hours in the future"));
      }
    }
    return answers;
  }

  private static int orElse(Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  @Override
  public void close() {
    client.close();
  }
}
