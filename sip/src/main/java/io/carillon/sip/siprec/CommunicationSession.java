package io.carillon.sip.siprec;

import java.util.List;

/**
 * A recorded call (RFC 7865 6.3).
 *
 * @param id of the session
 * @param sipSessionIds its Session-ID (RFC 7989) values
 * @param groupId of its group, empty when it is in none
 * @param reasons why it began or ended
 * @param span from start-time to stop-time
 * @param extensions elements of others, as XML
 */
public record CommunicationSession(
    String id,
    List<String> sipSessionIds,
    String groupId,
    List<String> reasons,
    Span span,
    List<String> extensions) {
  public CommunicationSession {
    sipSessionIds = List.copyOf(sipSessionIds);
    reasons = List.copyOf(reasons);
    extensions = List.copyOf(extensions);
  }

  CommunicationSession merge(CommunicationSession update) {
    return new CommunicationSession(
        id,
        Merging.newer(sipSessionIds, update.sipSessionIds),
        Merging.newer(groupId, update.groupId),
        Merging.newer(reasons, update.reasons),
        span.merge(update.span),
        Merging.newer(extensions, update.extensions));
  }
}
