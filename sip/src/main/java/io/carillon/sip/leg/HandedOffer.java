package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;

/**
 * A re-INVITE or UPDATE of the far end, on its way to an answer. The methods of {@link RemoteOffer}
 * may be called from any thread, the others belong to the call's strand.
 */
final class HandedOffer implements RemoteOffer {
  private final SipLeg leg;
  private final RemoteOffers offers;
  private final Dialog dialog;
  private final Request request;
  private final ServerTransaction transaction;
  private final SdpBody body;
  private final Optional<OfferedMedia> media;
  private Timers.Timer limit = Timers.Timer.NONE;

  HandedOffer(
      SipLeg leg,
      RemoteOffers offers,
      Dialog dialog,
      Request request,
      ServerTransaction transaction,
      SdpBody body) {
    this.leg = leg;
    this.offers = offers;
    this.dialog = dialog;
    this.request = request;
    this.transaction = transaction;
    this.body = body;
    this.media = OfferedMedia.of(request);
  }

  Dialog dialog() {
    return dialog;
  }

  Request request() {
    return request;
  }

  ServerTransaction transaction() {
    return transaction;
  }

  SdpBody body() {
    return body;
  }

  boolean isInvite() {
    return request.getMethod().equals(Request.INVITE);
  }

  /** Why nobody could agree to it. */
  Optional<LegMedia.Refused> problem() {
    boolean fax = media.filter(m -> m.formats().isEmpty() && m.image().isPresent()).isPresent();
    if (!(body instanceof SdpBody.Sdp offer) || fax) {
      return Optional.empty();
    }
    return leg.media().wouldAnswer(offer.text()) instanceof LegMedia.Refused refused
        ? Optional.of(refused)
        : Optional.empty();
  }

  /** Nothing but addresses, keys and the version differ: no business of another leg. */
  boolean changesNothing(Optional<AgreedMedia> agreed) {
    if (media.isEmpty() || agreed.isEmpty()) {
      return false;
    }
    OfferedMedia now = media.get();
    OfferedMedia was = agreed.get().theirs();
    return now.direction() == was.direction()
        && now.formats().equals(was.formats())
        && now.image().isPresent() == was.image().isPresent();
  }

  /** Somebody else answers, within that time. */
  void wait(Duration patience) {
    if (isInvite()) {
      transaction.setApplicationData(this); // for CANCEL
      leg.signalling().respond(transaction, Messages.response(100, null, request, leg.localTag()));
    }
    limit =
        leg.timers()
            .after(
                patience,
                () ->
                    offers.refuse(
                        this, Refusal.of(504, EndReason.INTERNAL_ERROR, "nobody has answered")));
  }

  /** CANCEL came; from any thread. */
  void cancelled() {
    leg.onStrand(() -> offers.cancelled(this));
  }

  String localTag() {
    return leg.localTag();
  }

  void stop() {
    limit.cancel();
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public Optional<OfferedMedia> media() {
    return media;
  }

  @Override
  public List<HeaderLine> headers() {
    return Messages.lines(request);
  }

  @Override
  public void accept(MediaTerms terms, List<HeaderLine> headers) {
    Objects.requireNonNull(terms, "terms");
    List<HeaderLine> copy = List.copyOf(headers);
    leg.onStrand(() -> offers.accept(this, terms, copy));
  }

  @Override
  public void refuse(Refusal refusal) {
    Objects.requireNonNull(refusal, "refusal");
    leg.onStrand(() -> offers.refuse(this, refusal));
  }
}
