package io.carillon.sip.transport;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Locale;

/**
 * A request of a peer. JAIN-SIP knows a server transaction by the branch alone; RFC 3261 section
 * 17.2.3 wants the sent-by too, because two peers may choose the same branch, and the second one
 * would get no answer.
 */
final class IncomingRequest extends SIPRequest {
  private static final long serialVersionUID = 1L;
  private static final String MAGIC_COOKIE = "z9hg4bk";

  @Override
  public String getTransactionId() {
    Via via = getTopmostVia();
    String branch = via == null ? null : via.getBranch();
    if (branch == null || !branch.toLowerCase(Locale.ROOT).startsWith(MAGIC_COOKIE)) {
      return super.getTransactionId();
    }
    String id = branch + "@" + via.getSentBy().encode();
    return (getCSeq().getMethod().equals(CANCEL) ? id + ":" + CANCEL : id).toLowerCase(Locale.ROOT);
  }
}
