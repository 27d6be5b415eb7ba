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

  /**
   * Opens one stream for one party of a call.
   *
   * @param listener is told what becomes of it, from any thread
   */
  Writer open(StreamStart start, Listener listener) throws IOException;

  /** What becomes of a stream. */
  interface Listener {
    /** The sink has the first fragment; said once. */
    void started(String streamArn, String firstFragmentNumber, Instant firstSample);

    /** Audio was lost; may be said more than once. */
    void failed(String why);

    /** All that was taken is kept or given up; said once, some time after the writer was closed. */
    void ended();
  }

  /**
   * @param streamName such as ChimeVoiceConnector-ID-UUID
   * @param transactionId of the call, which all its parties share
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
    /** Takes one fragment, for which the sink is answerable then. */
    void append(Fragment fragment) throws IOException;
  }
}
