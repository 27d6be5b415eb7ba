package io.carillon.media.engine;

import java.net.InetSocketAddress;

/**
 * Symmetric RTP: learns where a far end really sends from, once, and then holds on to it until the
 * next offer (6-field-lessons: RTP bleed).
 *
 * <p>An authenticated packet is believed wherever it comes from. Without SRTP a packet from the
 * very address that was signalled is believed at once; another source only after some consecutive
 * packets of one SSRC, and when the signalled address is public only on that same host.
 *
 * <p>Owned by the leg's event loop; allocates nothing.
 */
final class Latch {
  /** Consecutive packets a stranger must send: 100 ms. */
  static final int CONSECUTIVE = 5;

  private InetSocketAddress signalled;
  private boolean authenticated;
  private boolean anyHost;
  private InetSocketAddress locked;

  private InetSocketAddress candidate;
  private int candidateSsrc;
  private int candidateNext;
  private int candidateCount;

  /**
   * Opens the latch for what an offer/answer says.
   *
   * @param address signalled by the far end, null when it gave none
   * @param srtp packets are authenticated before they are shown to the latch
   */
  void open(InetSocketAddress address, boolean srtp) {
    signalled = address;
    authenticated = srtp;
    anyHost = address == null || !Reach.isPublic(address.getAddress());
    locked = null;
    candidate = null;
    candidateCount = 0;
  }

  /** The address signalled with the last offer/answer. */
  InetSocketAddress signalled() {
    return signalled;
  }

  /** Where to send: what was learned, else what was signalled; null when neither is there. */
  InetSocketAddress target() {
    return locked != null ? locked : signalled;
  }

  boolean isLocked() {
    return locked != null;
  }

  /** False when packets from there need not even be looked at. */
  boolean mayBe(InetSocketAddress source) {
    if (locked != null) {
      return locked == source || locked.equals(source);
    }
    return authenticated || anyHost || source.getAddress().equals(signalled.getAddress());
  }

  /**
   * Shows a valid (and where there is SRTP, authenticated) RTP packet to the latch.
   *
   * @return whether the packet is the far end's
   */
  boolean accepts(InetSocketAddress source, int ssrc, int sequence) {
    if (locked != null) {
      return locked == source || locked.equals(source);
    }
    if (authenticated || source.equals(signalled) || consecutive(source, ssrc, sequence)) {
      locked = source;
      candidate = null;
      return true;
    }
    return false;
  }

  private boolean consecutive(InetSocketAddress source, int ssrc, int sequence) {
    boolean goesOn = source.equals(candidate) && ssrc == candidateSsrc && sequence == candidateNext;
    candidateCount = goesOn ? candidateCount + 1 : 1;
    candidate = source;
    candidateSsrc = ssrc;
    candidateNext = (sequence + 1) & 0xFFFF;
    return candidateCount >= CONSECUTIVE;
  }
}
