package io.carillon.aws.video;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * What PutMedia says of a fragment while it is being sent: JSON objects, one after another, in the
 * response's body.
 *
 * @param timecode of the fragment, ms since 1970; -1 when it says none
 * @param fragmentNumber that the service gave it; empty when it says none
 * @param errorId of an ERROR, 4000 to 5001; 0 otherwise
 * @param errorCode its name, may be empty
 */
record Acknowledgement(
    Type type, long timecode, String fragmentNumber, int errorId, String errorCode) {

  enum Type {
    /** The fragment has begun to arrive. */
    BUFFERING,
    /** All of it is in the service's memory. */
    RECEIVED,
    /** It is stored. */
    PERSISTED,
    ERROR,
    /** Anything else, such as IDLE. */
    OTHER
  }

  private static final ObjectMapper MAPPER = mapper();

  private static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(4096)
                    .maxNumberLength(100)
                    .maxNameLength(256)
                    .build())
            .build();
    return new ObjectMapper(factory);
  }

  /**
   * Reads them until the end of the stream.
   *
   * @throws IOException when the stream breaks or is no sequence of JSON objects
   */
  static void readAll(InputStream in, Consumer<Acknowledgement> taker) throws IOException {
    try (MappingIterator<JsonNode> all = MAPPER.readerFor(JsonNode.class).readValues(in)) {
      while (all.hasNextValue()) {
        JsonNode json = all.nextValue();
        if (!json.isObject()) {
          throw new IOException("an acknowledgement that is no JSON object");
        }
        taker.accept(of(json));
      }
    }
  }

  private static Acknowledgement of(JsonNode json) {
    JsonNode ack = json.path("Acknowledgement").isObject() ? json.get("Acknowledgement") : json;
    return new Acknowledgement(
        type(ack.path("EventType").asText()),
        ack.path("FragmentTimecode").asLong(-1),
        ack.path("FragmentNumber").asText(""),
        ack.path("ErrorId").asInt(0),
        ack.path("ErrorCode").asText(""));
  }

  private static Type type(String name) {
    for (Type type : Type.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return Type.OTHER;
  }

  /**
   * Whether an ERROR lies in the fragment itself, which will never be taken; of the others (the
   * connection, the stream, its key, the service) it may be sent again.
   */
  boolean blamesFragment() {
    return switch (errorId) {
      case 4001, // MAX_FRAGMENT_SIZE_REACHED
          4002, // MAX_FRAGMENT_DURATION_REACHED
          4004, // FRAGMENT_TIMECODE_LESSER_THAN_PREVIOUS
          4005, // MORE_THAN_ALLOWED_TRACKS_FOUND
          4006, // INVALID_MKV_DATA
          4007, // INVALID_PRODUCER_TIMESTAMP
          4009, // FRAGMENT_METADATA_LIMIT_REACHED
          4010, // TRACK_NUMBER_MISMATCH
          4011 -> // FRAMES_MISSING_FOR_TRACK
          true;
      default -> false;
    };
  }

  String error() {
    return errorId + " " + errorCode;
  }
}
