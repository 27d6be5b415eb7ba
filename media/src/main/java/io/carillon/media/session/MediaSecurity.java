package io.carillon.media.session;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** How the packets of a session are protected. */
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

  /**
   * SRTP with keys from a DTLS handshake (RFC 5763, RFC 5764). An equal value stands for the same
   * association: its keys live on. Another one is a new handshake; until that is done the keys of
   * the former association stay in use, and without such nothing is sent or taken.
   *
   * @param role ours
   * @param fingerprints of the far end's certificate, at least one
   * @param transportId the far end's tls-id (RFC 8842), empty when it has none
   * @param transport where the far end receives when that names the association (RFC 8842 3.1);
   *     null where ICE is in use, or when it was not said
   */
  record Dtls(
      DtlsRole role,
      List<Fingerprint> fingerprints,
      String transportId,
      InetSocketAddress transport)
      implements MediaSecurity {
    public Dtls {
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(transportId, "transportId");
      fingerprints = List.copyOf(fingerprints);
      if (fingerprints.isEmpty()) {
        throw new IllegalArgumentException("no fingerprint");
      }
    }
  }
}
