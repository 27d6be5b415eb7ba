package io.carillon.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.sip.SipStack;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at requests before any transaction exists: scanners are dropped without an answer, and a
 * new INVITE gets a 503 while the server is overloaded.
 *
 * <p>Thread-safe.
 */
final class MessageValve implements SIPMessageValve {
  private static final Logger LOG = LoggerFactory.getLogger(MessageValve.class);
  private static final int RETRY_AFTER_SECONDS = 10;

  private final Predicate<SIPRequest> known;
  private final RequestFilter filter;
  private final BooleanSupplier overloaded;
  private final Runnable dropped;

  /**
   * @param known true for requests of a transaction that is there: those always pass
   * @param overloaded asked for every INVITE that begins a call
   * @param dropped run for each request that was not let through
   */
  MessageValve(
      Predicate<SIPRequest> known,
      RequestFilter filter,
      BooleanSupplier overloaded,
      Runnable dropped) {
    this.known = known;
    this.filter = filter;
    this.overloaded = overloaded;
    this.dropped = dropped;
  }

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    if (known.test(request)) {
      return true;
    }
    if (!filter.allows(request, channel.getPeerPacketSourceAddress())) {
      dropped.run();
      return false;
    }
    boolean beginsCall = request.getMethod().equals("INVITE") && request.getToTag() == null;
    if (beginsCall && overloaded.getAsBoolean()) {
      dropped.run();
      refuse(request, channel);
      return false;
    }
    return true;
  }

  private static void refuse(SIPRequest request, MessageChannel channel) {
    gov.nist.javax.sip.message.SIPResponse response =
        request.createResponse(Response.SERVICE_UNAVAILABLE);
    gov.nist.javax.sip.header.RetryAfter retry = new gov.nist.javax.sip.header.RetryAfter();
    try {
      retry.setRetryAfter(RETRY_AFTER_SECONDS);
      response.setHeader(retry);
      channel.sendMessage(response);
    } catch (IOException | javax.sip.InvalidArgumentException e) {
      LOG.debug("503 not sent: {}", e.getMessage());
    }
  }

  @Override
  public boolean processResponse(Response response, MessageChannel channel) {
    return true;
  }

  @Override
  public void init(SipStack stack) {
    // It was made with all it needs.
  }

  @Override
  public void destroy() {
    // It holds nothing.
  }
}
