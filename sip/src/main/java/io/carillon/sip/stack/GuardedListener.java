package io.carillon.sip.stack;

import io.carillon.core.log.LogLimiter;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says so when the listener throws: JAIN-SIP would only note it in its debug log. One line per kind
 * of event and minute.
 */
final class GuardedListener implements SipListener {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

  private final SipListener listener;
  private final LogLimiter logs;
  private final Runnable failed;

  /**
   * @param failed run for each event that the listener threw on
   */
  GuardedListener(SipListener listener, LogLimiter logs, Runnable failed) {
    this.listener = listener;
    this.logs = logs;
    this.failed = failed;
  }

  private void guard(String event, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | StackOverflowError e) {
      failed.run();
      if (logs.permit(event)) {
        LOG.error("SIP {} was not handled", event, e);
      }
    }
  }

  @Override
  public void processRequest(RequestEvent event) {
    guard("request", () -> listener.processRequest(event));
  }

  @Override
  public void processResponse(ResponseEvent event) {
    guard("response", () -> listener.processResponse(event));
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    guard("timeout", () -> listener.processTimeout(event));
  }

  @Override
  public void processIOException(IOExceptionEvent event) {
    guard("I/O error", () -> listener.processIOException(event));
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {
    guard("transaction end", () -> listener.processTransactionTerminated(event));
  }

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {
    guard("dialog end", () -> listener.processDialogTerminated(event));
  }
}
