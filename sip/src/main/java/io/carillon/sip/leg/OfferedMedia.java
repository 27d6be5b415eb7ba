package io.carillon.sip.leg;

import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.PayloadFormat;
import io.carillon.sip.sdp.FaxLine;
import io.carillon.sip.sdp.MediaDescription;
import io.carillon.sip.sdp.OfferedAudio;
import io.carillon.sip.sdp.SdpException;
import io.carillon.sip.sdp.SessionDescription;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sip.message.Message;

/**
 * What the far end offered or answered.
 *
 * @param formats of its first audio line with a port, in its order, telephone-event and CN too;
 *     empty when it has none
 * @param direction of that line as the far end wrote it: SENDONLY is a hold; INACTIVE without a
 *     line; its hold by the address 0.0.0.0 counts
 * @param encrypted SRTP keys or an SRTP profile come with that line
 * @param image its fax line (T.38, {@code m=image}) when that has a port
 * @param description all of it
 */
public record OfferedMedia(
    List<PayloadFormat> formats,
    MediaDirection direction,
    boolean encrypted,
    Optional<MediaDescription> image,
    SessionDescription description) {

  public OfferedMedia {
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(description, "description");
    formats = List.copyOf(formats);
  }

  static OfferedMedia of(SessionDescription description) {
    Optional<OfferedAudio> audio = OfferedAudio.first(description);
    return new OfferedMedia(
        audio.map(OfferedAudio::formats).orElse(List.of()),
        audio.map(OfferedAudio::direction).orElse(MediaDirection.INACTIVE),
        audio.map(OfferedAudio::encrypted).orElse(false),
        description.media().stream()
            .filter(line -> line.port() > 0 && FaxLine.of(line).isPresent())
            .findFirst(),
        description);
  }

  /** Empty when there is none, or none that can be read. */
  static Optional<OfferedMedia> of(Message message) {
    if (!(SdpBody.of(message) instanceof SdpBody.Sdp sdp)) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(SessionDescription.parse(sdp.text())));
    } catch (SdpException e) {
      return Optional.empty(); // who answers it says why
    }
  }
}
