package io.carillon.sip.transport;

import gov.nist.javax.sip.stack.SIPClientTransaction;
import java.util.List;

/** Which client transactions wait for an answer on a channel. */
@FunctionalInterface
public interface OpenTransactions {
  List<SIPClientTransaction> on(SipChannel channel);
}
