package io.carillon.sip.bridge;

import io.carillon.core.call.EndReason;
import io.carillon.sip.leg.MediaTerms;
import io.carillon.sip.leg.OfferOutcome;
import io.carillon.sip.leg.OfferedMedia;
import io.carillon.sip.leg.Refusal;
import io.carillon.sip.leg.RemoteOffer;
import java.util.List;
import java.util.Optional;

/**
 * Re-INVITEs and UPDATEs of one side: hold and resume, fax, other codecs. The other side is asked
 * first where it has to know, else they are answered at once. One exchange at a time crosses the
 * call; an offer that comes against it gets 491 (RFC 3261 14.2), since each would wait for the
 * other.
 *
 * <p>Owned by the call's strand.
 */
final class OfferPassing {
  private final BridgedCall call;
  private boolean crossing;

  OfferPassing(BridgedCall call) {
    this.call = call;
  }

  void offered(Side from, RemoteOffer offer) {
    Optional<Side> other = call.other(from);
    if (crossing) {
      offer.refuse(Refusal.of(491, EndReason.PROTOCOL_ERROR, "the other side is being asked"));
      return;
    }
    if (other.isEmpty()) {
      accept(from, offer, MediaTerms.OURS); // before the answer
      return;
    }
    if (offer.media().isEmpty()) {
      // They ask for our offer, often to end a hold: both directions, and their answer decides.
      MediaTerms terms = Mirror.of(other.get().leg().agreedMedia());
      accept(from, offer, terms.withDirection(MediaTerms.OURS.direction()));
      return;
    }
    pass(from, other.get(), offer, offer.media().get());
  }

  private void pass(Side from, Side to, RemoteOffer offer, OfferedMedia media) {
    MediaTerms terms = Mirror.of(media);
    boolean matters = Mirror.matters(to.told(), terms);
    if (!matters && !Mirror.spares(terms, to.leg().agreedMedia())) {
      accept(from, offer, Mirror.of(to.leg().agreedMedia()));
      return;
    }
    crossing = true;
    to.leg()
        .offer(
            terms,
            outcome ->
                call.run(
                    () -> {
                      crossing = false;
                      answered(from, to, offer, terms, outcome, matters);
                    }));
  }

  private void answered(
      Side from,
      Side to,
      RemoteOffer offer,
      MediaTerms terms,
      OfferOutcome outcome,
      boolean matters) {
    switch (outcome) {
      case OfferOutcome.Agreed agreed -> {
        to.told(terms);
        accept(from, offer, Mirror.of(Optional.of(agreed.media())));
      }
      case OfferOutcome.Refused refused -> {
        if (matters) {
          offer.refuse(Refusal.of(status(refused.status()), EndReason.NO_COMMON_MEDIA, ""));
        } else {
          accept(from, offer, Mirror.of(to.leg().agreedMedia())); // it can be decoded
        }
      }
    }
  }

  /** What is about our request to the other side is not about theirs. */
  private static int status(int refused) {
    return switch (refused) {
      case 488, 491, 606 -> refused;
      case 415 -> 488;
      case 408, 481, 487 -> 504;
      default -> 488;
    };
  }

  private void accept(Side from, RemoteOffer offer, MediaTerms terms) {
    from.told(terms);
    offer.accept(terms, List.of());
  }

  /** The answer to our offer came with an ACK: the other side may have to know. */
  void saidInAck(Side from) {
    call.other(from).ifPresent(to -> tell(to, from, () -> {}));
  }

  /**
   * Tells each side what the other says now where it has not been told: after a transfer.
   *
   * @param first is told before the other is: what it was held by may have gone, and once it knows,
   *     it says something else itself
   */
  void bringUpToDate(Side first, Side second) {
    tell(first, second, () -> tell(second, first, () -> {}));
  }

  private void tell(Side side, Side other, Runnable then) {
    if (crossing || call.other(side).filter(present -> present == other).isEmpty()) {
      return;
    }
    MediaTerms now = Mirror.of(other.leg().agreedMedia());
    if (!Mirror.matters(side.told(), now)) {
      then.run();
      return;
    }
    crossing = true;
    side.leg()
        .offer(
            now,
            outcome ->
                call.run(
                    () -> {
                      crossing = false;
                      if (outcome instanceof OfferOutcome.Agreed) {
                        side.told(now);
                      }
                      then.run();
                    }));
  }
}
