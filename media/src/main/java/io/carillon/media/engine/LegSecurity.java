package io.carillon.media.engine;

import io.carillon.media.dtls.DtlsKeys;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.srtp.SrtpKeys;
import io.carillon.media.srtp.SrtpTransform;
import java.util.function.LongSupplier;

/** The SRTP contexts of a leg from plan to plan. Owned by the leg's event loop. */
final class LegSecurity {
  private final Runnable onNewStream;
  private final LongSupplier nanoTime;
  private SrtpTransform srtp;
  private boolean byHandshake;

  /**
   * @param onNewStream told when what is sent needs a new SSRC for the keys
   */
  LegSecurity(Runnable onNewStream, LongSupplier nanoTime) {
    this.onNewStream = onNewStream;
    this.nanoTime = nanoTime;
  }

  /** Null = plain RTP, or keys are still waited for: see {@link #ready}. */
  SrtpTransform srtp() {
    return srtp;
  }

  /** False while nothing may be sent or taken, because keys are to come. */
  boolean ready() {
    return srtp != null || !byHandshake;
  }

  /**
   * Takes over what a plan says; contexts live on where the keys are the same.
   *
   * @param again the leg had a plan before
   */
  void plan(MediaSecurity next, boolean again) {
    switch (next) {
      case MediaSecurity.Plain plain -> {
        byHandshake = false;
        close();
      }
      case MediaSecurity.Sdes sdes -> {
        byHandshake = false;
        use(
            SrtpKeys.of(sdes.suite(), sdes.local()),
            SrtpKeys.of(sdes.suite(), sdes.remote()),
            again);
      }
      case MediaSecurity.Dtls dtls -> {
        if (!byHandshake) {
          close(); // what went before was agreed on in another way
        }
        byHandshake = true;
      }
    }
  }

  /** A handshake has given keys. */
  void keys(DtlsKeys keys) {
    use(keys.local(), keys.remote(), false);
  }

  private void use(SrtpKeys local, SrtpKeys remote, boolean again) {
    if (srtp == null) {
      srtp = new SrtpTransform(local, remote, nanoTime);
      if (again) {
        // These keys may have been in use before: a new SSRC has a key stream of its own.
        onNewStream.run();
      }
    } else if (srtp.rekey(local, remote)) {
      onNewStream.run();
    }
  }

  void close() {
    if (srtp != null) {
      srtp.close();
      srtp = null;
    }
  }
}
