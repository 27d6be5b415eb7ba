package io.carillon.sip.stack;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs no messages: the transports show what went over the wire to their tap.
 *
 * <p>Made by JAIN-SIP by its class name; without state.
 */
public final class QuietServerLogger implements ServerLogger {
  private static final Logger LOG = LoggerFactory.getLogger("gov.nist.javax.sip");

  @Override
  public void closeLogFile() {
    // There is none.
  }

  @Override
  public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
    LOG.trace("{} -> {}", from, to);
  }

  @Override
  public void logMessage(
      SIPMessage message, String from, String to, String status, boolean sender, long time) {
    LOG.trace("{} -> {} {}", from, to, status);
  }

  @Override
  public void logMessage(
      SIPMessage message, String from, String to, String status, boolean sender) {
    LOG.trace("{} -> {} {}", from, to, status);
  }

  @Override
  public void logException(Exception failure) {
    LOG.debug("exception", failure);
  }

  @Override
  public void setStackProperties(Properties properties) {
    // None of them concerns this logger.
  }

  @Override
  public void setSipStack(SipStack stack) {
    // Not needed.
  }
}
