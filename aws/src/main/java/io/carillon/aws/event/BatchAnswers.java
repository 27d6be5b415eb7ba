package io.carillon.aws.event;

import io.carillon.aws.client.ServiceAnswers;
import io.carillon.core.spool.Target.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a service said of each record of a batch, whose entries it names by their place in it. */
final class BatchAnswers {
  private final List<Answer> answers;

  /** What is not named is tried again. */
  BatchAnswers(int entries) {
    answers = new ArrayList<>(Collections.nCopies(entries, Answer.later("no result for this one")));
  }

  /** The name of an entry. */
  static String id(int place) {
    return Integer.toString(place);
  }

  void taken(String id) {
    answers.set(Integer.parseInt(id), Answer.delivered());
  }

  void failed(String id, boolean senderFault, String code, String message) {
    answers.set(Integer.parseInt(id), ServiceAnswers.inBatch(senderFault, code, message));
  }

  /** In the order of the entries. */
  List<Answer> inOrder() {
    return List.copyOf(answers);
  }
}
