package io.carillon.core.event;

import io.carillon.core.call.LegInfo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Follows from the events of legs which bridged calls there are, for all that keeps books on calls
 * and not on legs.
 *
 * <p>A call begins when its first leg is answered, is paired when it is bridged, and ends with the
 * first of its legs that ends. When its legs are bridged with others after that (a transfer), the
 * call before has ended and another begins, with the same transaction ID. Events of different legs
 * may come in any order; what is kept goes with the last leg.
 *
 * <p>Thread-safe, does not block.
 */
public final class BridgedCalls {
  private final Map<String, Live> legs = new HashMap<>();
  private final Map<String, BridgedCall> calls = new HashMap<>();
  private long talks;

  /** What an event changed. */
  public sealed interface Change {
    BridgedCall call();

    /** A call has begun; it may be without its second leg. */
    record Began(BridgedCall call) implements Change {}

    /** The second leg of a call that has begun is known. */
    record Paired(BridgedCall call) implements Change {}

    /**
     * A call that never had a second leg is over: its leg takes part in another one, as somebody
     * who took that over (RFC 3891). Of this one there is nothing to record.
     */
    record Merged(BridgedCall call) implements Change {}

    /** A call has ended. */
    record Ended(BridgedCall call, Instant at) implements Change {}
  }

  /** An answered leg, and the call it is in; null while it is in none. */
  private record Live(LegInfo leg, String callId) {}

  /**
   * Takes an event; most change nothing.
   *
   * @param changed told of what it changed, one at a time and in order also when events come at
   *     once; must not block
   */
  public synchronized void accept(DomainEvent event, Consumer<Change> changed) {
    changes(event).forEach(changed);
  }

  private List<Change> changes(DomainEvent event) {
    return switch (event) {
      case DomainEvent.LegAnswered e when e.leg().role().bridged() -> answered(e.leg(), e.at());
      case DomainEvent.CallBridged e -> bridged(e);
      case DomainEvent.LegEnded e when e.leg().role().bridged() -> {
        Live ended = legs.remove(e.leg().transactionId());
        List<Change> changes = new ArrayList<>();
        if (ended != null) {
          end(ended.callId(), e.at(), changes);
        }
        yield changes;
      }
      default -> List.of();
    };
  }

  private List<Change> answered(LegInfo leg, Instant at) {
    boolean first = leg.firstOfCall();
    legs.put(leg.transactionId(), new Live(leg, first ? leg.transactionId() : null));
    if (!first) {
      return List.of();
    }
    BridgedCall call =
        new BridgedCall(
            leg.transactionId(),
            leg.callTransactionId(),
            leg.directionOfCall(),
            leg,
            Optional.empty(),
            at);
    calls.put(call.id(), call);
    return List.of(new Change.Began(call));
  }

  private List<Change> bridged(DomainEvent.CallBridged event) {
    Live customer = legs.get(event.customer().transactionId());
    Live remote = legs.get(event.remote().transactionId());
    if (customer == null || remote == null) {
      return List.of(); // one has ended already, and the call with it
    }
    boolean customerFirst = wasBefore(customer, event);
    Live before = customerFirst ? customer : remote;
    Live newcomer = customerFirst ? remote : customer;
    BridgedCall call = before.callId() == null ? null : calls.get(before.callId());
    if (call != null && call.has(newcomer.leg().transactionId())) {
      return List.of(); // they have heard each other before
    }
    if (call != null && call.second().isEmpty() && newcomer.callId() == null) {
      BridgedCall paired = call.with(newcomer.leg());
      enter(paired);
      return List.of(new Change.Paired(paired));
    }
    List<Change> changes = new ArrayList<>();
    leaveFor(customer.callId(), event, changes);
    leaveFor(remote.callId(), event, changes);
    BridgedCall transferred =
        new BridgedCall(
            nextId(event.transactionId()),
            event.transactionId(),
            event.direction(),
            before.leg(),
            Optional.of(newcomer.leg()),
            event.at());
    enter(transferred);
    changes.add(new Change.Began(transferred));
    return changes;
  }

  /** Whether the customer's leg has been in that call before, and not the remote one. */
  private boolean wasBefore(Live customer, DomainEvent.CallBridged event) {
    boolean same = customer.leg().callTransactionId().equals(event.transactionId());
    return customer.callId() != null && same;
  }

  /** The same two may come together, part and come together again. */
  private String nextId(String transactionId) {
    talks++;
    String name = transactionId + '#' + talks;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private void enter(BridgedCall call) {
    calls.put(call.id(), call);
    legs.put(call.first().transactionId(), new Live(call.first(), call.id()));
    call.second().ifPresent(leg -> legs.put(leg.transactionId(), new Live(leg, call.id())));
  }

  private void leaveFor(String callId, DomainEvent.CallBridged next, List<Change> changes) {
    BridgedCall call = callId == null ? null : calls.get(callId);
    if (call == null) {
      return;
    }
    if (call.second().isPresent() || call.transactionId().equals(next.transactionId())) {
      end(callId, next.at(), changes);
    } else {
      calls.remove(callId);
      leave(call.first());
      changes.add(new Change.Merged(call));
    }
  }

  private void end(String callId, Instant at, List<Change> changes) {
    BridgedCall call = callId == null ? null : calls.remove(callId);
    if (call == null) {
      return;
    }
    leave(call.first());
    call.second().ifPresent(this::leave);
    changes.add(new Change.Ended(call, at));
  }

  private void leave(LegInfo leg) {
    legs.computeIfPresent(leg.transactionId(), (id, live) -> new Live(live.leg(), null));
  }

  /** Calls there are. */
  public synchronized int size() {
    return calls.size();
  }
}
