package io.carillon.sip.sdp;

import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.PayloadFormat;
import java.util.List;
import java.util.Optional;

/**
 * The first audio line with a port of a description, for who wants to know what its owner likes.
 *
 * @param formats in the owner's order
 * @param direction as the owner wrote it; a hold by the address 0.0.0.0 counts
 * @param encrypted keys or an SRTP profile come with it
 */
public record OfferedAudio(
    List<PayloadFormat> formats, MediaDirection direction, boolean encrypted) {

  public OfferedAudio {
    formats = List.copyOf(formats);
  }

  /** Empty when no audio is offered. */
  public static Optional<OfferedAudio> first(SessionDescription description) {
    for (int i = 0; i < description.media().size(); i++) {
      MediaDescription line = description.media().get(i);
      if (line.isAudio() && line.port() > 0) {
        AudioLine audio = AudioLine.of(description, i);
        return Optional.of(
            new OfferedAudio(
                audio.formats().stream().map(NumberedFormat::format).toList(),
                audio.direction(),
                !audio.crypto().isEmpty()
                    || audio.dtls() != null
                    || (audio.profile() != null && audio.profile().secure())));
      }
    }
    return Optional.empty();
  }
}
