package io.carillon.sip.recording;

import io.carillon.core.call.LegInfo;
import io.carillon.core.event.StreamedParty;
import io.carillon.media.stream.AudioTap;
import java.util.function.Supplier;

/** Where the audio of recording sessions goes. */
@FunctionalInterface
public interface RecordedStreams {

  /**
   * Opens the tap of one stream. Called on event loops; returns at once.
   *
   * @param sampleRate Hz, 8000 or 16000
   * @param party who is heard there, asked when the stream has started
   * @return null when the connector does not stream
   */
  AudioTap open(LegInfo leg, int sampleRate, Supplier<StreamedParty> party);
}
