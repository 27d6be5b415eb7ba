package io.carillon.sip.dialog;

/**
 * Who has an open offer in a dialog (RFC 3264, RFC 3261 14, RFC 3311 5), so that there is never
 * more than one.
 *
 * <p>Owned by the call's strand.
 */
public final class OfferAnswerState {

  /** What to do with an offer of the far end. */
  public enum Verdict {
    ACCEPT,
    /** Our own offer or INVITE is under way: 491. */
    GLARE,
    /** Its own earlier one is not answered yet: 500 with Retry-After of 0-10 s. */
    TOO_EARLY
  }

  private enum Open {
    NONE,
    OURS,
    THEIRS
  }

  private Open offer = Open.NONE;
  private Open invite = Open.NONE;
  private Runnable closed = () -> {};

  /** Is told whenever an offer or INVITE has been closed; must not change this. */
  public void onClosed(Runnable listener) {
    closed = listener;
  }

  /** An INVITE of the far end came, with or without an offer. */
  public Verdict remoteInvite(boolean withOffer) {
    Verdict verdict = remoteUpdate(true);
    if (verdict == Verdict.ACCEPT) {
      invite = Open.THEIRS;
      offer = withOffer ? Open.THEIRS : Open.OURS;
    }
    return verdict;
  }

  /** An UPDATE or PRACK of the far end came. */
  public Verdict remoteOffer() {
    Verdict verdict = remoteUpdate(false);
    if (verdict == Verdict.ACCEPT) {
      offer = Open.THEIRS;
    }
    return verdict;
  }

  private Verdict remoteUpdate(boolean isInvite) {
    if (offer == Open.OURS || (isInvite && invite == Open.OURS)) {
      return Verdict.GLARE;
    }
    if (offer == Open.THEIRS || (isInvite && invite == Open.THEIRS)) {
      return Verdict.TOO_EARLY;
    }
    return Verdict.ACCEPT;
  }

  /** True when we may send an INVITE now; it is under way then. */
  public boolean localInvite() {
    if (offer != Open.NONE || invite != Open.NONE) {
      return false;
    }
    invite = Open.OURS;
    offer = Open.OURS;
    return true;
  }

  /** True when we may send an UPDATE with an offer now; it is open then. */
  public boolean localOffer() {
    if (offer != Open.NONE) {
      return false;
    }
    offer = Open.OURS;
    return true;
  }

  /** The open offer was answered, or refused. */
  public void offerClosed() {
    offer = Open.NONE;
    closed.run();
  }

  /** The INVITE got its final response; for one of theirs answered by 2xx, the ACK came too. */
  public void inviteClosed() {
    invite = Open.NONE;
    closed.run();
  }

  /** We have made an offer that is not answered. */
  public boolean oursIsOpen() {
    return offer == Open.OURS;
  }

  public boolean idle() {
    return offer == Open.NONE && invite == Open.NONE;
  }
}
