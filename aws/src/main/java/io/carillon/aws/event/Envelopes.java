package io.carillon.aws.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.aws.client.ServiceAnswers;
import io.carillon.core.spool.Target.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Envelopes read back from the spool, for calls of at most {@value #BATCH}. Thread-safe. */
final class Envelopes {
  /** What PutEvents, PublishBatch and SendMessageBatch take at once. */
  static final int BATCH = 10;

  /** What they take in bytes, less room for what stands around the content. */
  static final long BYTES = 240 << 10;

  private static final int MAX_GROUP = 128;

  private final ObjectMapper mapper = new ObjectMapper();

  /** An envelope, parsed and as text. */
  record Envelope(JsonNode json, String text) {
    String id() {
      return json.path("id").asText();
    }

    /** What keeps its order in a FIFO topic or queue: the call. */
    String group() {
      String call = json.path("detail").path("transactionId").asText("");
      String group = call.replaceAll("[^A-Za-z0-9-]", "_");
      return group.isEmpty() ? "none" : group.substring(0, Math.min(MAX_GROUP, group.length()));
    }
  }

  /**
   * Answers for each record: those that are no envelopes are refused, the others go to the call.
   */
  List<Answer> deliver(List<byte[]> records, Function<List<Envelope>, List<Answer>> call) {
    Answer[] answers = new Answer[records.size()];
    List<Envelope> envelopes = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) {
      if (records.get(i).length > BYTES) {
        answers[i] = Answer.refused("longer than " + BYTES + " bytes");
        continue;
      }
      try {
        envelopes.add(
            new Envelope(
                mapper.readTree(records.get(i)),
                new String(records.get(i), StandardCharsets.UTF_8)));
        places.add(i);
      } catch (IOException e) {
        answers[i] = Answer.refused("not JSON: " + e.getMessage());
      }
    }
    if (!envelopes.isEmpty()) {
      List<Answer> given = ServiceAnswers.forEach(envelopes, call);
      for (int i = 0; i < given.size(); i++) {
        answers[places.get(i)] = given.get(i);
      }
    }
    return Arrays.asList(answers);
  }
}
