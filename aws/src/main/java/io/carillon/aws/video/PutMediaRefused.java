package io.carillon.aws.video;

import io.carillon.core.spool.Target.Answer;
import java.io.IOException;

/** PutMedia answered with an error. */
final class PutMediaRefused extends IOException {
  private final transient Answer answer;

  PutMediaRefused(Answer answer) {
    super(answer.reason());
    this.answer = answer;
  }

  /** True when asking again would not help. */
  boolean isFinal() {
    return answer.kind() == Answer.Kind.REFUSED;
  }
}
