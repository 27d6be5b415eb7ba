package io.carillon.sip.bridge;

import io.carillon.core.call.LegRole;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.leg.AgreedMedia;
import io.carillon.sip.leg.DialogRequests;
import io.carillon.sip.leg.MediaTerms;
import io.carillon.sip.leg.RemoteOffer;
import io.carillon.sip.leg.RemoteRequest;
import io.carillon.sip.leg.SipCall;
import java.util.List;

/**
 * One party of a bridged call. What its leg brings is handed to the call's strand, which owns the
 * rest.
 */
final class Side implements DialogRequests {
  private final BridgedCall call;
  private final SipCall leg;
  private final LegRole role;

  /** What it was told of the other side's media last. */
  private MediaTerms told = MediaTerms.OURS;

  private List<HeaderLine> farewell = List.of();

  Side(BridgedCall call, SipCall leg, LegRole role) {
    this.call = call;
    this.leg = leg;
    this.role = role;
  }

  SipCall leg() {
    return leg;
  }

  LegRole role() {
    return role;
  }

  MediaTerms told() {
    return told;
  }

  void told(MediaTerms terms) {
    told = terms;
  }

  /** Why it hung up, for the other side. */
  List<HeaderLine> farewell() {
    return farewell;
  }

  /** What is sent to it goes to this side of the trunk. */
  Passage.Side passage() {
    return role == LegRole.CUSTOMER ? Passage.Side.CUSTOMER : Passage.Side.CARRIER;
  }

  @Override
  public void offered(RemoteOffer offer) {
    call.run(() -> call.offers().offered(this, offer));
  }

  @Override
  public void requested(RemoteRequest request) {
    call.run(() -> call.requests().requested(this, request));
  }

  @Override
  public void answeredInAck(AgreedMedia media) {
    call.run(() -> call.offers().saidInAck(this));
  }

  @Override
  public void acknowledged() {
    call.run(() -> call.acknowledged(this));
  }

  @Override
  public void hungUp(List<HeaderLine> headers) {
    call.run(() -> farewell = CarriedReason.of(headers));
  }
}
