package io.carillon.sip.dialog;

/**
 * The calling side of reliable provisional responses of one early dialog (RFC 3262 4): says which
 * of them get a PRACK. A repeated one gets none again, one out of order is ignored.
 *
 * <p>Owned by the call's strand.
 */
public final class ReliableReceiver {
  private long last;

  /** True when the response is new and in order, so that it is handled and acknowledged. */
  public boolean accept(long rseq) {
    if (rseq < 1 || (last > 0 && rseq != last + 1)) {
      return false;
    }
    last = rseq;
    return true;
  }
}
