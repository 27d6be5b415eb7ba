package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.ReliableReceiver;
import io.carillon.sip.status.ReasonHeaders;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sip.header.RSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The branches of one INVITE of ours, told apart by their To tags: a proxy may have forked it (RFC
 * 3261 13.2.2.4). The first 2xx makes the call; the others are acknowledged and hung up.
 *
 * <p>Owned by the call's strand. At most 16 are remembered.
 */
final class Branches {
  private static final Logger LOG = LoggerFactory.getLogger(Branches.class);
  private static final int MAX_BRANCHES = 16;

  private final SipLeg leg;
  private final Map<String, Branch> byTag = new HashMap<>();
  private String answeredBy = "";
  private volatile Dialog current;

  Branches(SipLeg leg) {
    this.leg = leg;
  }

  private record Branch(Dialog dialog, ReliableReceiver receiver) {}

  /**
   * A provisional response above 100 came: acknowledged when reliable, its media taken over.
   *
   * @return false when it is a repeated or stray one that nobody is to be told of
   */
  boolean provisional(Request invite, Response response) {
    String tag = Messages.toTag(response);
    boolean reliable =
        Messages.lists(response, "Require", "100rel")
            && response.getHeader(RSeqHeader.NAME) instanceof RSeqHeader;
    if (tag.isEmpty()) {
      return true; // it rings, but there is no dialog yet
    }
    if (byTag.size() >= MAX_BRANCHES && !byTag.containsKey(tag)) {
      return false;
    }
    Branch branch;
    try {
      branch = byTag.computeIfAbsent(tag, t -> fresh(invite, response));
    } catch (IllegalArgumentException e) {
      LOG.debug("{}: no early dialog: {}", leg.info().callId(), e.getMessage());
      return true;
    }
    if (answeredBy.isEmpty()) {
      current = branch.dialog();
    }
    if (reliable) {
      long rseq = ((RSeqHeader) response.getHeader(RSeqHeader.NAME)).getSequenceNumber();
      if (!branch.receiver().accept(rseq)) {
        return false;
      }
      prack(branch, invite, rseq);
    }
    if (SdpBody.of(response) instanceof SdpBody.Sdp body
        && takeAnswer(tag, body.text()) instanceof LegMedia.Agreed
        && reliable) {
      leg.offers().offerClosed();
    }
    return true;
  }

  /** Early media was agreed on with the branch that said this. */
  boolean heard(Response response) {
    return !answeredBy.isEmpty() && answeredBy.equals(Messages.toTag(response));
  }

  /**
   * The dialog of requests of ours before the answer: where the media is, else the newest. From any
   * thread.
   */
  Optional<Dialog> current() {
    return Optional.ofNullable(current);
  }

  private static Branch fresh(Request invite, Response response) {
    return new Branch(Dialog.calling(invite, response), new ReliableReceiver());
  }

  private void prack(Branch branch, Request invite, long rseq) {
    String rack = rseq + " " + Messages.cseq(invite).getSeqNumber() + " " + Request.INVITE;
    leg.inDialog()
        .sender()
        .send(
            branch.dialog(),
            Request.PRACK,
            prack -> prack.setHeader(Messages.header("RAck", rack)),
            DialogSender.UNWATCHED);
  }

  private LegMedia.Result takeAnswer(String tag, String sdp) {
    if (!leg.media().reopen()) {
      // Something else was agreed on since by UPDATE; what repeats the first answer is old.
      return answeredBy.equals(tag)
          ? new LegMedia.Agreed("")
          : new LegMedia.Refused(400, 399, "an answer to an offer that is past");
    }
    LegMedia.Result result = leg.media().accept(sdp);
    if (result instanceof LegMedia.Agreed) {
      answeredBy = tag;
      find(tag).ifPresent(dialog -> current = dialog);
    }
    return result;
  }

  /**
   * The dialog of the first 2xx.
   *
   * @throws IllegalArgumentException when it has no usable Contact
   */
  Dialog confirm(Request invite, Response response) {
    Branch branch = byTag.get(Messages.toTag(response));
    return branch == null
        ? fresh(invite, response).dialog()
        : branch.dialog().confirmed(invite, response);
  }

  /** The answer to our offer: in the 2xx, or in an earlier response of the same branch. */
  LegMedia.Result answerOf(Response response) {
    String tag = Messages.toTag(response);
    if (SdpBody.of(response) instanceof SdpBody.Sdp body) {
      return takeAnswer(tag, body.text());
    }
    return answeredBy.equals(tag) && !tag.isEmpty()
        ? new LegMedia.Agreed("")
        : new LegMedia.Refused(400, 399, "no answer to our offer in the 2xx");
  }

  void acknowledge(Dialog dialog, Response response) {
    Request ack =
        dialog.ack(Messages.cseq(response).getSeqNumber(), leg.signalling().via(leg.flow()));
    leg.session().put(ack);
    leg.signalling().sendAck(ack, leg.flow());
  }

  /** Another branch answered as well: acknowledged, then hung up. */
  void hangUp(Request invite, Response response) {
    Dialog other;
    try {
      other = confirm(invite, response);
    } catch (IllegalArgumentException e) {
      LOG.debug("{}: a forked 2xx without Contact", leg.info().callId());
      return;
    }
    acknowledge(other, response);
    if (byTag.size() < MAX_BRANCHES) {
      byTag.putIfAbsent(Messages.toTag(response), new Branch(other, new ReliableReceiver()));
    }
    leg.inDialog()
        .sender()
        .send(
            other,
            Request.BYE,
            bye -> ReasonHeaders.add(bye, EndReason.CANCELLED),
            DialogSender.UNWATCHED);
  }

  Optional<Dialog> find(String tag) {
    return Optional.ofNullable(byTag.get(tag)).map(Branch::dialog);
  }
}
