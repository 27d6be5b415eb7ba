package io.carillon.sip.dialog;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The answering side of reliable provisional responses (RFC 3262): numbers them, repeats the one
 * that is out until its PRACK comes, never has two unacknowledged.
 *
 * <p>Owned by the call's strand.
 */
public final class ReliableProvisional {
  /** RFC 3262 3: the first number is chosen from 1 to 2^31 - 1. */
  private static final long FIRST_BOUND = 1L << 31;

  private final Retransmitter retransmitter;
  private long nextRseq;
  private long waitingFor;
  private long inviteCseq;

  public ReliableProvisional(Timers timers, SipTimings timings, RandomGenerator random) {
    // RFC 3262 3: doubles each time, with no longest interval before 64*T1 are over.
    this.retransmitter = new Retransmitter(timers, timings, timings.patience());
    this.nextRseq = Objects.requireNonNull(random, "random").nextLong(1, FIRST_BOUND);
  }

  /**
   * Takes the number of the next reliable provisional response.
   *
   * @throws IllegalStateException while one is unacknowledged
   */
  public long nextRseq() {
    if (waiting()) {
      throw new IllegalStateException("a reliable provisional response is unacknowledged");
    }
    return nextRseq++;
  }

  /**
   * The response with this number has just been sent.
   *
   * @param gaveUp no PRACK came for 64*T1: the INVITE is to be refused with 504
   */
  public void sent(long rseq, long cseqOfInvite, Runnable resend, Runnable gaveUp) {
    waitingFor = rseq;
    inviteCseq = cseqOfInvite;
    retransmitter.start(
        resend,
        () -> {
          waitingFor = 0;
          gaveUp.run();
        });
  }

  /**
   * Matches a PRACK by its RAck header.
   *
   * @return false when nothing waits for it: 481
   */
  public boolean acknowledged(long rseq, long cseq, String method) {
    if (!waiting() || rseq != waitingFor || cseq != inviteCseq || !method.equals("INVITE")) {
      return false;
    }
    stop();
    return true;
  }

  public boolean waiting() {
    return waitingFor > 0;
  }

  public void stop() {
    waitingFor = 0;
    retransmitter.stop();
  }
}
