package io.carillon.cli.serve;

import io.carillon.core.call.LiveCalls;
import java.util.Comparator;
import java.util.List;

/**
 * The calls of every protocol as one list.
 *
 * @param protocols who has calls
 */
record AllCalls(List<LiveCalls> protocols) implements LiveCalls {

  @Override
  public List<LiveCall> calls() {
    return protocols.stream()
        .flatMap(protocol -> protocol.calls().stream())
        .sorted(Comparator.comparing(call -> call.leg().startedAt()))
        .toList();
  }

  @Override
  public boolean end(String transactionId) {
    return protocols.stream().anyMatch(protocol -> protocol.end(transactionId));
  }
}
