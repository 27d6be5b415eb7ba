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

  Branches(SipLeg leg) {
    this.leg = leg;
  }

  private record Branch(Dialog dialog, ReliableReceiver receiver) {}

  /** A provisional response above 100 came: acknowledged when reliable, its media taken over. */
  void provisional(Request invite, Response response) {
    String tag = Messages.toTag(response);
    boolean reliable =
        Messages.lists(response, "Require", "100rel")
            && response.getHeader(RSeqHeader.NAME) instanceof RSeqHeader;
    if (tag.isEmpty() || (byTag.size() >= MAX_BRANCHES && !byTag.containsKey(tag))) {
      return;
    }
    Branch branch;
    try {
      branch = byTag.computeIfAbsent(tag, t -> fresh(invite, response));
    } catch (IllegalArgumentException e) {
      LOG.debug("{}: no early dialog: {}", leg.info().callId(), e.getMessage());
      return;
    }
    if (reliable) {
      long rseq = ((RSeqHeader) response.getHeader(RSeqHeader.NAME)).getSequenceNumber();
      if (!branch.receiver().accept(rseq)) {
        return;
      }
      prack(branch, invite, rseq);
    }
    if (SdpBody.of(response) instanceof SdpBody.Sdp body
        && takeAnswer(tag, body.text()) instanceof LegMedia.Agreed
        && reliable) {
      leg.offers().offerClosed();
    }
  }

  private static Branch fresh(Request invite, Response response) {
    return new Branch(Dialog.calling(invite, response), new ReliableReceiver());
  }

  private void prack(Branch branch, Request invite, long rseq) {
    Request prack = branch.dialog().request(Request.PRACK, leg.signalling().via(leg.flow()));
    prack.setHeader(
        Messages.header(
            "RAck", rseq + " " + Messages.cseq(invite).getSeqNumber() + " " + Request.INVITE));
    leg.signalling().send(prack, leg.flow(), QUIET);
  }

  private LegMedia.Result takeAnswer(String tag, String sdp) {
    leg.media().reopen();
    LegMedia.Result result = leg.media().accept(sdp);
    if (result instanceof LegMedia.Agreed) {
      answeredBy = tag;
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
    Request bye = other.request(Request.BYE, leg.signalling().via(leg.flow()));
    ReasonHeaders.add(bye, EndReason.CANCELLED);
    leg.signalling().send(bye, leg.flow(), QUIET);
  }

  Optional<Dialog> find(String tag) {
    return Optional.ofNullable(byTag.get(tag)).map(Branch::dialog);
  }

  private static final Signalling.Answers QUIET =
      new Signalling.Answers() {
        @Override
        public void response(Response response) {
          // PRACK and the BYE of a fork that lost change nothing here.
        }

        @Override
        public void unanswered() {
          // As above.
        }
      };
}
