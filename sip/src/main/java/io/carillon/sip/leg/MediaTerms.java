package io.carillon.sip.leg;

import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.PayloadFormat;
import io.carillon.sip.sdp.MediaDescription;
import io.carillon.sip.sdp.SrtpPolicy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an offer or answer of ours is to say.
 *
 * @param preferred codecs to put first, best first, so that packets of another leg can be relayed;
 *     the others we can do follow; compared by name, clock and channels
 * @param direction as we write it; in an answer no more than the offer allows
 * @param srtp in place of the configured policy; it stays for the rest of the leg
 * @param image a fax line (T.38) to say in place of audio, as another leg wrote it: its formats and
 *     attributes are said, address and port are ours
 */
public record MediaTerms(
    List<PayloadFormat> preferred,
    MediaDirection direction,
    Optional<SrtpPolicy> srtp,
    Optional<MediaDescription> image) {

  /** Both directions, our order, the configured policy. */
  public static final MediaTerms OURS =
      new MediaTerms(List.of(), MediaDirection.SENDRECV, Optional.empty(), Optional.empty());

  public MediaTerms {
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(srtp, "srtp");
    Objects.requireNonNull(image, "image");
    preferred = List.copyOf(preferred);
  }

  public MediaTerms withPreferred(List<PayloadFormat> formats) {
    return new MediaTerms(formats, direction, srtp, image);
  }

  public MediaTerms withDirection(MediaDirection wanted) {
    return new MediaTerms(preferred, wanted, srtp, image);
  }

  public MediaTerms withSrtp(SrtpPolicy policy) {
    return new MediaTerms(preferred, direction, Optional.of(policy), image);
  }

  public MediaTerms withImage(MediaDescription line) {
    return new MediaTerms(preferred, direction, srtp, Optional.of(line));
  }
}
