package io.carillon.sip.leg;

import io.carillon.core.connector.HostPort;
import io.carillon.core.log.LogLimiter;
import java.net.InetSocketAddress;
import java.util.Locale;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why a request is refused, in one line that names the deciding rule, at most once a minute
 * for each source. Thread-safe.
 */
record RefusalLog(LogLimiter limiter) {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final int LONGEST_URI = 120;

  void refused(Request request, InetSocketAddress source, Refusal refusal) {
    // Apart from the lines about errors, which must not be held back by these.
    if (!limiter.permit("refused " + source.getAddress().getHostAddress())) {
      return;
    }
    String uri = request.getRequestURI().toString();
    LOG.info(
        "{} {} from {} refused with {}: {}{}",
        request.getMethod(),
        uri.length() <= LONGEST_URI ? uri : uri.substring(0, LONGEST_URI) + "...",
        HostPort.text(source),
        refusal.status(),
        // Not in capitals: who looks for ERROR in a log looks for our faults, not for theirs.
        refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        refusal.text().isEmpty() ? "" : " (" + refusal.text() + ")");
  }
}
