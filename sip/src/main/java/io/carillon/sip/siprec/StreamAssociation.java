package io.carillon.sip.siprec;

import java.util.ArrayList;
import java.util.List;

/**
 * Who contributes to which streams and hears which: a {@code participantstreamassoc} (RFC 7865
 * 6.8).
 *
 * @param participantId who
 * @param send streams with the participant's own voice
 * @param receive streams the participant hears
 * @param span when
 * @param extensions elements of others, as XML
 */
public record StreamAssociation(
    String participantId,
    List<String> send,
    List<String> receive,
    Span span,
    List<String> extensions) {
  public StreamAssociation {
    send = List.copyOf(send);
    receive = List.copyOf(receive);
    extensions = List.copyOf(extensions);
  }

  /**
   * What is known of one participant after an update of the same. An association that goes on says
   * all there is: what it leaves out is over, as on hold (RFC 8068 4.3). One that ends takes the
   * streams it names from the others, all when it names none, and is kept.
   */
  static List<StreamAssociation> merge(
      List<StreamAssociation> known, List<StreamAssociation> updates) {
    boolean restated = updates.stream().anyMatch(update -> !update.span.ended());
    List<StreamAssociation> merged = new ArrayList<>();
    for (StreamAssociation association : known) {
      if (association.span.ended() || restated) {
        continue;
      }
      StreamAssociation left = association;
      for (StreamAssociation end : updates) {
        left = left.without(end);
      }
      if (!left.send.isEmpty() || !left.receive.isEmpty()) {
        merged.add(left);
      }
    }
    for (StreamAssociation update : updates) {
      merged.add(update.span.ended() ? update.completedBy(known) : update);
    }
    return merged;
  }

  private StreamAssociation without(StreamAssociation end) {
    boolean all = end.send.isEmpty() && end.receive.isEmpty();
    return new StreamAssociation(
        participantId,
        all ? List.of() : rest(send, end.send),
        all ? List.of() : rest(receive, end.receive),
        span,
        extensions);
  }

  private static List<String> rest(List<String> streams, List<String> ended) {
    return streams.stream().filter(id -> !ended.contains(id)).toList();
  }

  /** An end that only names the participant is that of the first one known. */
  private StreamAssociation completedBy(List<StreamAssociation> known) {
    if (known.isEmpty() || !send.isEmpty() || !receive.isEmpty()) {
      return this;
    }
    StreamAssociation first = known.getFirst();
    return new StreamAssociation(
        participantId,
        first.send,
        first.receive,
        first.span.merge(span),
        Merging.newer(first.extensions, extensions));
  }
}
