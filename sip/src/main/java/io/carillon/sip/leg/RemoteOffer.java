package io.carillon.sip.leg;

import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import java.util.Optional;

/**
 * An offer of the far end that waits for an answer. It is refused with 504 when none comes within
 * half of 64*T1. The methods may be called from any thread; only the first answer counts.
 */
public interface RemoteOffer {

  /** INVITE or UPDATE. */
  String method();

  /** Empty when a re-INVITE asks for our offer; its answer then comes with the ACK. */
  Optional<OfferedMedia> media();

  List<HeaderLine> headers();

  /**
   * Agrees. When the terms do not fit the offer it is refused with 488 and the media stays as it
   * was.
   */
  void accept(MediaTerms terms, List<HeaderLine> headers);

  /** Refuses; the media stays as it was. */
  void refuse(Refusal refusal);
}
