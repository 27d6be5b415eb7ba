package io.carillon.media.engine;

import io.carillon.media.session.MediaSecurity;
import io.carillon.media.srtp.SrtpTransform;
import java.util.function.LongSupplier;

/** The SRTP contexts of a leg from plan to plan. Owned by the leg's event loop. */
final class LegSecurity {
  private final RtpSender sender;
  private final LongSupplier nanoTime;
  private SrtpTransform srtp;

  LegSecurity(RtpSender sender, LongSupplier nanoTime) {
    this.sender = sender;
    this.nanoTime = nanoTime;
  }

  /** Null = plain RTP. */
  SrtpTransform srtp() {
    return srtp;
  }

  /**
   * Takes over what a plan says; contexts live on where the keys are the same.
   *
   * @param again the leg had a plan before
   */
  void plan(MediaSecurity next, boolean again) {
    switch (next) {
      case MediaSecurity.Plain plain -> close();
      case MediaSecurity.Sdes sdes -> {
        if (srtp == null) {
          srtp = SrtpTransform.of(sdes, nanoTime);
          if (again) {
            // These keys may have been in use before: a new SSRC has a key stream of its own.
            sender.newSource();
          }
        } else if (srtp.rekey(sdes)) {
          sender.newSource();
        }
      }
    }
  }

  void close() {
    if (srtp != null) {
      srtp.close();
      srtp = null;
    }
  }
}
