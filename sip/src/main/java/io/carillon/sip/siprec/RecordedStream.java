package io.carillon.sip.siprec;

import java.util.List;

/**
 * A media stream of a recorded call (RFC 7865 6.7).
 *
 * @param id of the stream
 * @param sessionId the call it belongs to, empty when it is not said
 * @param label the {@code a=label} of its media line in the recording session's SDP
 * @param extensions elements of others, as XML
 */
public record RecordedStream(String id, String sessionId, String label, List<String> extensions) {
  public RecordedStream {
    extensions = List.copyOf(extensions);
  }

  RecordedStream merge(RecordedStream update) {
    return new RecordedStream(
        id,
        Merging.newer(sessionId, update.sessionId),
        Merging.newer(label, update.label),
        Merging.newer(extensions, update.extensions));
  }
}
