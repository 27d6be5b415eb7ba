package io.carillon.sip.stack;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN-SIP's log over SLF4J. What the stack calls an error is mostly what a peer sent, so it is
 * logged at debug level; our own code reports what an operator must know.
 *
 * <p>Made by JAIN-SIP by its class name. Thread-safe, without state.
 */
public final class Slf4jStackLogger implements StackLogger {
  private static final Logger LOG = LoggerFactory.getLogger("gov.nist.javax.sip");

  @Override
  public boolean isLoggingEnabled() {
    return LOG.isDebugEnabled();
  }

  @Override
  public boolean isLoggingEnabled(int level) {
    return level >= TRACE_INFO ? LOG.isTraceEnabled() : LOG.isDebugEnabled();
  }

  @Override
  public void logFatalError(String message) {
    LOG.error("{}", message);
  }

  @Override
  public void logError(String message) {
    LOG.debug("{}", message);
  }

  @Override
  public void logError(String message, Exception failure) {
    LOG.debug("{}", message, failure);
  }

  @Override
  public void logException(Throwable failure) {
    LOG.debug("exception", failure);
  }

  @Override
  public void logWarning(String message) {
    LOG.debug("{}", message);
  }

  @Override
  public void logInfo(String message) {
    LOG.trace("{}", message);
  }

  @Override
  public void logDebug(String message) {
    LOG.trace("{}", message);
  }

  @Override
  public void logDebug(String message, Exception failure) {
    LOG.trace("{}", message, failure);
  }

  @Override
  public void logTrace(String message) {
    LOG.trace("{}", message);
  }

  @Override
  public void logStackTrace() {
    logStackTrace(TRACE_DEBUG);
  }

  @Override
  public void logStackTrace(int level) {
    if (LOG.isTraceEnabled()) {
      LOG.trace("called from", new Exception("stack trace"));
    }
  }

  @Override
  public int getLineCount() {
    return 0;
  }

  @Override
  public void disableLogging() {
    // SLF4J's configuration says what is logged.
  }

  @Override
  public void enableLogging() {
    // SLF4J's configuration says what is logged.
  }

  @Override
  public void setBuildTimeStamp(String buildTimeStamp) {
    LOG.debug("built {}", buildTimeStamp);
  }

  @Override
  public void setStackProperties(Properties properties) {
    // None of them concerns this logger.
  }

  @Override
  public String getLoggerName() {
    return LOG.getName();
  }
}
