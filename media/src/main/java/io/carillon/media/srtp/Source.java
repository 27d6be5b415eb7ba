package io.carillon.media.srtp;

import java.security.GeneralSecurityException;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;

/** The contexts of one SSRC under one key, made when they are first needed. */
final class Source {
  private final int ssrc;
  private final int initialRoc;
  private SrtpCryptoContext rtp;
  private SrtcpCryptoContext rtcp;
  private long lastUse;

  // jitsi-srtp does not tell its rollover counter; kept here for the next key's contexts.
  private boolean indexKnown;
  private int roc;
  private int highest;

  Source(int ssrc, int initialRoc) {
    this.ssrc = ssrc;
    this.initialRoc = initialRoc;
  }

  int ssrc() {
    return ssrc;
  }

  long lastUse() {
    return lastUse;
  }

  void use(long count) {
    lastUse = count;
  }

  SrtpCryptoContext rtp(SrtpContextFactory factory) throws GeneralSecurityException {
    if (rtp == null) {
      rtp = factory.deriveContext(ssrc, initialRoc);
    }
    return rtp;
  }

  SrtcpCryptoContext rtcp(SrtpContextFactory factory) throws GeneralSecurityException {
    if (rtcp == null) {
      rtcp = factory.deriveControlContext(ssrc);
    }
    return rtcp;
  }

  /** Takes note of the sequence number of an authentic packet. */
  void authentic(int sequence) {
    if (!indexKnown) {
      indexKnown = true;
      roc = initialRoc;
      highest = sequence;
      return;
    }
    int ahead = (short) (sequence - highest);
    if (ahead > 0) {
      if (sequence < highest) {
        roc++;
      }
      highest = sequence;
    }
  }

  int roc() {
    return indexKnown ? roc : initialRoc;
  }
}
