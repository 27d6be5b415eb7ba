package io.carillon.media.session;

import java.util.Arrays;
import java.util.Objects;

/** How the packets of a session are protected. DTLS-SRTP becomes a third kind beside these. */
public sealed interface MediaSecurity {

  /** Plain RTP and RTCP. */
  record Plain() implements MediaSecurity {}

  /**
   * SRTP with keys from SDP (RFC 4568).
   *
   * @param suite the one suite both sides agreed on
   * @param local key and salt we protect with, as long as the suite says
   * @param remote key and salt the far end protects with
   */
  record Sdes(SrtpSuite suite, byte[] local, byte[] remote) implements MediaSecurity {
    public Sdes {
      Objects.requireNonNull(suite, "suite");
      if (local.length != suite.keyAndSaltBytes() || remote.length != suite.keyAndSaltBytes()) {
        throw new IllegalArgumentException(
            suite + " needs " + suite.keyAndSaltBytes() + " bytes of key and salt");
      }
      local = local.clone();
      remote = remote.clone();
    }

    /** Equal keys are equal, so that a plan that repeats them is no new plan. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Sdes sdes
          && suite == sdes.suite
          && Arrays.equals(local, sdes.local)
          && Arrays.equals(remote, sdes.remote);
    }

    @Override
    public int hashCode() {
      return Objects.hash(suite, Arrays.hashCode(local), Arrays.hashCode(remote));
    }

    /** Keys never reach a log. */
    @Override
    public String toString() {
      return "Sdes[" + suite.sdpName() + "]";
    }
  }
}
