package io.carillon.core.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * One event in EventBridge's envelope.
 *
 * @param stream which local file it belongs to
 * @param id a UUID
 * @param detailType such as "Chime VoiceConnector Streaming Status"
 * @param source such as aws.chime
 * @param account AWS account number
 * @param time when it happened; the envelope has whole seconds
 * @param region region name
 * @param detail what happened
 */
public record EventEnvelope(
    Stream stream,
    String id,
    String detailType,
    String source,
    String account,
    Instant time,
    String region,
    ObjectNode detail) {

  public EventEnvelope {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(detail, "detail");
  }

  /** The local files of events. */
  public enum Stream {
    STREAMING("streaming"),
    MEETINGS("meetings");

    private final String file;

    Stream(String file) {
      this.file = file;
    }

    /** Name below {@code events}, without its ending. */
    public String file() {
      return file;
    }
  }

  /** yyyy-mm-ddThh:mm:ssZ. */
  public static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The whole envelope as one line of JSON. */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", "0");
    json.put("id", id);
    json.put("detail-type", detailType);
    json.put("source", source);
    json.put("account", account);
    json.put("time", seconds(time));
    json.put("region", region);
    json.putArray("resources");
    json.set("detail", detail);
    return json.toString();
  }
}
