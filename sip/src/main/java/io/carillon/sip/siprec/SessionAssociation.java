package io.carillon.sip.siprec;

import java.util.List;

/**
 * When somebody or the recording took part in a call: a {@code participantsessionassoc} (RFC 7865
 * 6.6) or a {@code sessionrecordingassoc} (6.4).
 *
 * @param participantId who, empty for the recording itself
 * @param sessionId the call, empty for all of them
 * @param span when
 * @param extensions elements of others, {@code param} among them, as XML
 */
public record SessionAssociation(
    String participantId, String sessionId, Span span, List<String> extensions) {
  public SessionAssociation {
    extensions = List.copyOf(extensions);
  }

  /** True when it speaks of that call or does not say of which. */
  boolean concerns(String session) {
    return sessionId.isEmpty() || session.isEmpty() || sessionId.equals(session);
  }

  SessionAssociation merge(SessionAssociation update) {
    return new SessionAssociation(
        participantId,
        sessionId,
        span.merge(update.span),
        Merging.newer(extensions, update.extensions));
  }
}
