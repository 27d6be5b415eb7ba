package io.carillon.cli.demo;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.prompt.Prompt;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One built-in test device in a call. */
record Device(String name, Leg leg, Ear ear) {

  /** Says its sentence; completes when it is said. */
  CompletionStage<Boolean> speak() {
    return leg.audio().play(List.of(new Prompt(name)));
  }

  /** Presses keys one after another; completes with whether all of them were sent. */
  CompletionStage<Boolean> key(String digits) {
    CompletionStage<Boolean> sent = CompletableFuture.completedStage(true);
    for (char digit : digits.toCharArray()) {
      sent = leg.audio().sendDigit(digit).thenCombine(sent, Boolean::logicalAnd);
    }
    return sent;
  }

  void hangUp() {
    leg.end(EndReason.OPERATOR);
  }
}
