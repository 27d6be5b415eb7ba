package io.carillon.core.stream;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;

/**
 * Where the audio of legs goes: a local folder, or Kinesis Video Streams.
 *
 * <p>Called from writer threads that may block, never from an event loop.
 */
public interface StreamSink {

  /** Opens one stream for one party of a call. */
  Writer open(StreamStart start) throws IOException;

  /**
   * @param streamName such as ChimeVoiceConnector-ID-UUID
   * @param transactionId the leg
   * @param callId the leg's protocol call ID
   * @param voiceConnectorId the connector it belongs to
   * @param sampleRate Hz, 8000 or 16000
   * @param startedAt wall clock of the first sample
   */
  record StreamStart(
      String streamName,
      String transactionId,
      String callId,
      String voiceConnectorId,
      int sampleRate,
      Instant startedAt) {}

  /**
   * One self-contained Matroska fragment (EBML header, segment, one cluster).
   *
   * @param producerTimestamp ms since 1970 of its first sample, from the RTP clock; grows from
   *     fragment to fragment
   * @param durationMillis its length
   * @param matroska its bytes
   */
  record Fragment(long producerTimestamp, int durationMillis, byte[] matroska) {}

  /** One open stream, used by one thread at a time. */
  interface Writer extends Closeable {
    /** ARN in the form of 2-formats section 4. */
    String streamArn();

    /** Writes one fragment and returns its fragment number once the sink is answerable for it. */
    String append(Fragment fragment) throws IOException;
  }
}
