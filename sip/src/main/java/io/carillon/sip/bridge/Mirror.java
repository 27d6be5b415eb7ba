package io.carillon.sip.bridge;

import io.carillon.media.session.PayloadFormat;
import io.carillon.sip.leg.AgreedMedia;
import io.carillon.sip.leg.MediaTerms;
import io.carillon.sip.leg.OfferedMedia;
import java.util.List;
import java.util.Optional;

/**
 * What one side of a call said of its media, as what we say to the other side: its direction, its
 * codecs first so that packets can be relayed, its fax line. Pure functions.
 */
final class Mirror {
  private Mirror() {}

  static MediaTerms of(OfferedMedia theirs) {
    MediaTerms terms =
        MediaTerms.OURS.withPreferred(speech(theirs.formats())).withDirection(theirs.direction());
    return theirs.formats().isEmpty() && theirs.image().isPresent()
        ? terms.withDirection(MediaTerms.OURS.direction()).withImage(theirs.image().get())
        : terms;
  }

  /** What that side said last; our own terms before it said anything. */
  static MediaTerms of(Optional<AgreedMedia> agreed) {
    return agreed.map(media -> codecFirst(media, of(media.theirs()))).orElse(MediaTerms.OURS);
  }

  private static MediaTerms codecFirst(AgreedMedia media, MediaTerms terms) {
    if (terms.image().isPresent() || terms.preferred().isEmpty()) {
      return terms;
    }
    List<PayloadFormat> others =
        terms.preferred().stream().filter(format -> !same(format, media.codec())).toList();
    return terms.withPreferred(
        java.util.stream.Stream.concat(java.util.stream.Stream.of(media.codec()), others.stream())
            .toList());
  }

  private static List<PayloadFormat> speech(List<PayloadFormat> formats) {
    return formats.stream()
        .filter(format -> !format.is("telephone-event") && !format.is("CN"))
        .toList();
  }

  /**
   * Whether the other side has to be asked before this is agreed to: another direction, fax or
   * speech.
   *
   * @param told what it was told last
   */
  static boolean matters(MediaTerms told, MediaTerms now) {
    return told.direction() != now.direction()
        || told.image().isPresent() != now.image().isPresent();
  }

  /** Whether asking it would spare decoding: it speaks a codec that is now wanted, but another. */
  static boolean spares(MediaTerms now, Optional<AgreedMedia> agreed) {
    return agreed
        .filter(media -> now.preferred().stream().noneMatch(f -> same(f, media.codec())))
        .map(media -> speech(media.theirs().formats()))
        .map(
            formats ->
                formats.stream().anyMatch(f -> now.preferred().stream().anyMatch(g -> same(f, g))))
        .orElse(false);
  }

  private static boolean same(PayloadFormat one, PayloadFormat other) {
    return one.is(other.encodingName())
        && one.clockRate() == other.clockRate()
        && one.channels() == other.channels();
  }
}
