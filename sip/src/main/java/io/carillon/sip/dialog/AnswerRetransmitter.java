package io.carillon.sip.dialog;

/**
 * Repeats a 2xx to an INVITE until its ACK comes (RFC 3261 13.3.1.4): the transaction is over with
 * the 2xx, so it falls to the user agent, on every transport, at T1 doubling up to T2.
 *
 * <p>Owned by the call's strand.
 */
public final class AnswerRetransmitter {
  private final Retransmitter retransmitter;
  private long cseq = -1;

  public AnswerRetransmitter(Timers timers, SipTimings timings) {
    this.retransmitter = new Retransmitter(timers, timings, timings.t2());
  }

  /**
   * The answer has just been sent.
   *
   * @param inviteCseq sequence number of the INVITE, which its ACK repeats
   * @param resend sends the answer again
   * @param gaveUp no ACK came for 64*T1
   */
  public void answered(long inviteCseq, Runnable resend, Runnable gaveUp) {
    cseq = inviteCseq;
    retransmitter.start(
        resend,
        () -> {
          cseq = -1;
          gaveUp.run();
        });
  }

  /** True when this is the ACK waited for; false for a repeated or foreign one. */
  public boolean acknowledged(long ackCseq) {
    if (cseq < 0 || ackCseq != cseq) {
      return false;
    }
    stop();
    return true;
  }

  /** An answer was sent and not yet acknowledged. */
  public boolean waiting() {
    return cseq >= 0;
  }

  public void stop() {
    cseq = -1;
    retransmitter.stop();
  }
}
