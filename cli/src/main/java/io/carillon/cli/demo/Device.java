package io.carillon.cli.demo;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.prompt.Prompt;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** One built-in test device in a call. */
record Device(String name, Leg leg, Ear ear) {

  /** Says its sentence; completes when it is said. */
  CompletionStage<Boolean> speak() {
    return leg.audio().play(List.of(new Prompt(name)));
  }

  void hangUp() {
    leg.end(EndReason.OPERATOR);
  }
}
