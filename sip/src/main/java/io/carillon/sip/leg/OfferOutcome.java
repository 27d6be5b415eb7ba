package io.carillon.sip.leg;

import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import java.util.Objects;

/** What became of an offer of ours. */
public sealed interface OfferOutcome {

  /** Agreed, and the media runs by it. */
  record Agreed(AgreedMedia media, List<HeaderLine> headers) implements OfferOutcome {
    public Agreed {
      Objects.requireNonNull(media, "media");
      headers = List.copyOf(headers);
    }
  }

  /**
   * Everything stays as it was; after 408 and 481 the leg ends.
   *
   * @param status 300-699 as the far end said it; 491 when it was still glare after all tries, 408
   *     when nothing was said, 487 when the leg had ended, 488 when its answer could not be used
   */
  record Refused(int status, List<HeaderLine> headers) implements OfferOutcome {
    public Refused {
      headers = List.copyOf(headers);
    }
  }
}
