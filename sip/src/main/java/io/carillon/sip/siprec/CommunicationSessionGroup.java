package io.carillon.sip.siprec;

import java.util.List;

/**
 * Recorded calls that belong together (RFC 7865 6.2).
 *
 * @param id of the group
 * @param span when it was formed and dissolved
 * @param extensions elements of others, as XML
 */
public record CommunicationSessionGroup(String id, Span span, List<String> extensions) {
  public CommunicationSessionGroup {
    extensions = List.copyOf(extensions);
  }

  CommunicationSessionGroup merge(CommunicationSessionGroup update) {
    return new CommunicationSessionGroup(
        id, span.merge(update.span), Merging.newer(extensions, update.extensions));
  }
}
