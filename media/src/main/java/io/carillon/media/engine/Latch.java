package io.carillon.media.engine;

import io.carillon.media.ice.IceLite;
import io.carillon.media.session.Reach;
import java.net.InetSocketAddress;

/**
 * Symmetric RTP: learns where a far end really sends from, once, and then holds on to it until the
 * next offer (6-field-lessons: RTP bleed). A new offer lets it learn again; until it has, what was
 * learned before stays the target when the same address is signalled.
 *
 * <p>An authenticated packet is believed wherever it comes from, also later, once the source held
 * on to has been silent for {@value #SILENT_MILLIS} ms: a NAT has given the far end another port.
 * Without SRTP a packet from the very address that was signalled is believed at once; another
 * source only after some consecutive packets of one SSRC, and when the signalled address is public
 * only on that same host.
 *
 * <p>Where ICE is in use nothing is learned from packets: who has passed a check may send, and the
 * path the far end nominated is the target.
 *
 * <p>Owned by the leg's event loop; allocates nothing.
 */
final class Latch {
  /** Consecutive packets a stranger must send: 100 ms. */
  static final int CONSECUTIVE = 5;

  /** Silence of the source held on to after which SRTP may follow the far end elsewhere. */
  static final int SILENT_MILLIS = 2000;

  private static final long SILENT_NANOS = SILENT_MILLIS * 1_000_000L;

  private InetSocketAddress signalled;
  private boolean authenticated;
  private boolean anyHost;
  private InetSocketAddress locked;
  private InetSocketAddress before;
  private long lastHeard;

  private IceLite ice;

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
    ice = null;
    before = address != null && address.equals(signalled) ? learned() : null;
    signalled = address;
    authenticated = srtp;
    anyHost = address == null || !Reach.isPublic(address.getAddress());
    locked = null;
    candidate = null;
    candidateCount = 0;
  }

  /** Nothing is learned any more: ICE says who is the far end and where to send. */
  void open(IceLite agent) {
    open(null, true);
    ice = agent;
  }

  /** Where to send: what was learned, else what was signalled; null when neither is there. */
  InetSocketAddress target() {
    if (ice != null) {
      return ice.selected();
    }
    InetSocketAddress learned = learned();
    return learned != null ? learned : signalled;
  }

  private InetSocketAddress learned() {
    return locked != null ? locked : before;
  }

  boolean isLocked() {
    return locked != null;
  }

  /** Whether a handshake may be done with who sends from there, before a packet was authentic. */
  boolean mayShakeHands(InetSocketAddress source) {
    if (ice != null) {
      return ice.knows(source);
    }
    if (locked != null) {
      return locked.equals(source);
    }
    return anyHost || source.getAddress().equals(signalled.getAddress());
  }

  /** ICE is in use. */
  boolean byIce() {
    return ice != null;
  }

  /** False when packets from there need not even be looked at. */
  boolean mayBe(InetSocketAddress source, long nowNanos) {
    if (ice != null) {
      return ice.knows(source);
    }
    if (locked != null) {
      return locked == source || locked.equals(source) || movable(nowNanos);
    }
    return authenticated || anyHost || source.getAddress().equals(signalled.getAddress());
  }

  /**
   * Shows a valid (and where there is SRTP, authenticated) RTP packet to the latch.
   *
   * @return whether the packet is the far end's
   */
  boolean accepts(InetSocketAddress source, int ssrc, int sequence, long nowNanos) {
    if (ice != null) {
      return ice.knows(source);
    }
    boolean theirs;
    if (locked != null) {
      theirs = locked == source || locked.equals(source) || movable(nowNanos);
    } else {
      theirs =
          authenticated
              || source.equals(signalled)
              || source.equals(before)
              || consecutive(source, ssrc, sequence);
    }
    if (theirs) {
      locked = source;
      candidate = null;
      lastHeard = nowNanos;
    }
    return theirs;
  }

  private boolean movable(long nowNanos) {
    return authenticated && nowNanos - lastHeard > SILENT_NANOS;
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
