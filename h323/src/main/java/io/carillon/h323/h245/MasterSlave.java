package io.carillon.h323.h245;

import io.carillon.h323.per.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Master-slave determination (H.245 clause C.2): who decides when both sides want what goes
 * together badly.
 *
 * <p>Owned by the call's strand.
 */
final class MasterSlave {
  /** A gateway without a multipoint controller (H.323 table 1). */
  static final int TERMINAL_TYPE = 60;

  private static final int NUMBERS = 1 << 24;
  private static final int HALF = NUMBERS / 2;
  private static final int MOST_ATTEMPTS = 10;
  private static final String ACK = "masterSlaveDeterminationAck";

  private final RandomGenerator random;
  private int ownNumber;
  private int attempts;
  private boolean answered;
  private Outcome outcome = Outcome.OPEN;

  /** How it went. */
  enum Outcome {
    OPEN,
    MASTER,
    SLAVE,
    /** Nobody is; ten attempts were in vain. */
    FAILED
  }

  MasterSlave(RandomGenerator random) {
    this.random = random;
  }

  Outcome outcome() {
    return outcome;
  }

  ControlMessage request() {
    attempts++;
    ownNumber = random.nextInt(NUMBERS);
    return ControlMessage.request(
        "masterSlaveDetermination",
        Fields.fields()
            .set("terminalType", TERMINAL_TYPE)
            .set("statusDeterminationNumber", ownNumber)
            .done());
  }

  /** What their determination is answered with. */
  ControlMessage requested(Fields determination) {
    int difference =
        (int) determination.whole("statusDeterminationNumber").orElseThrow() - ownNumber
            & NUMBERS - 1;
    long type = determination.whole("terminalType").orElseThrow();
    if (type == TERMINAL_TYPE && (difference == 0 || difference == HALF)) {
      return ControlMessage.response(
          "masterSlaveDeterminationReject",
          Fields.fields().choose("cause", "identicalNumbers").done());
    }
    boolean master = type == TERMINAL_TYPE ? difference < HALF : type < TERMINAL_TYPE;
    outcome = master ? Outcome.MASTER : Outcome.SLAVE;
    answered = true;
    return acknowledge();
  }

  private ControlMessage acknowledge() {
    String theirs = outcome == Outcome.MASTER ? "slave" : "master";
    return ControlMessage.response(ACK, Fields.fields().choose("decision", theirs).done());
  }

  /** What their acknowledgement is answered with, if anything. */
  List<ControlMessage> acknowledged(Fields acknowledgement) {
    outcome = acknowledgement.chose("decision", "master") ? Outcome.MASTER : Outcome.SLAVE;
    if (answered) {
      return List.of();
    }
    answered = true;
    return List.of(acknowledge());
  }

  /** Both had drawn the same number: what is sent next, if anything. */
  List<ControlMessage> rejected() {
    List<ControlMessage> next = new ArrayList<>();
    if (outcome == Outcome.OPEN && attempts < MOST_ATTEMPTS) {
      next.add(request());
    } else if (outcome == Outcome.OPEN) {
      outcome = Outcome.FAILED;
    }
    return next;
  }
}
