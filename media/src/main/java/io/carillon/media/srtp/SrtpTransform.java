package io.carillon.media.srtp;

import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.MediaSecurity;
import java.util.function.LongSupplier;

/**
 * Protects what we send and unprotects what we receive, in place (RFC 3711, RFC 6188, RFC 7714).
 *
 * <p>Built from suite and master keys, so it does not matter whether they came by SDES or from a
 * DTLS handshake. Contexts, their rollover counters and replay windows are kept while keys stay the
 * same; after a change of the far end's key packets under the old one are still taken for two
 * seconds.
 *
 * <p>Methods return the new length in bytes, or one of {@link SrtpResult} below 0; a packet that
 * did not pass must be dropped, its bytes are no longer what they were. Owned by the leg's event
 * loop; allocates nothing itself per packet.
 */
public final class SrtpTransform implements AutoCloseable {
  /** Room that must be behind a packet to be protected, in bytes. */
  public static final int MAX_TRAILER_BYTES = 20;

  static final long OVERLAP_NANOS = 2_000_000_000L;

  private static final int MAX_PACKET_BYTES = 2048;

  private final LongSupplier nanoTime;
  private SendingSources sending;
  private ReceivingSources receiving;

  // While the far end changes its key.
  private ReceivingSources former;
  private long formerUntil;
  private byte[] copy;

  /**
   * @param local keys we protect with
   * @param remote keys the far end protects with
   * @param nanoTime monotonic clock
   */
  public SrtpTransform(SrtpKeys local, SrtpKeys remote, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.sending = new SendingSources(local);
    this.receiving = new ReceivingSources(remote, nanoTime);
  }

  /** With keys from SDP. */
  public static SrtpTransform of(MediaSecurity.Sdes sdes, LongSupplier nanoTime) {
    return new SrtpTransform(
        SrtpKeys.of(sdes.suite(), sdes.local()),
        SrtpKeys.of(sdes.suite(), sdes.remote()),
        nanoTime);
  }

  /** {@link #rekey(SrtpKeys, SrtpKeys)} with keys from SDP. */
  public boolean rekey(MediaSecurity.Sdes sdes) {
    return rekey(SrtpKeys.of(sdes.suite(), sdes.local()), SrtpKeys.of(sdes.suite(), sdes.remote()));
  }

  /**
   * Takes over the keys of a new offer/answer. Where they are the same nothing changes.
   *
   * @return whether our own key changed; the sender then best takes a new SSRC, because far ends
   *     disagree whether the rollover counter begins at 0 again
   */
  public boolean rekey(SrtpKeys local, SrtpKeys remote) {
    if (!receiving.keys().sameAs(remote)) {
      closeFormer();
      former = receiving;
      formerUntil = nanoTime.getAsLong() + OVERLAP_NANOS;
      if (copy == null) {
        copy = new byte[MAX_PACKET_BYTES];
      }
      receiving = new ReceivingSources(remote, nanoTime);
    }
    if (sending.keys().sameAs(local)) {
      return false;
    }
    sending.close();
    sending = new SendingSources(local);
    return true;
  }

  /** Protects an RTP packet; {@link #MAX_TRAILER_BYTES} must be free behind it. */
  public int protectRtp(byte[] buf, int off, int len) {
    return sending.protectRtp(buf, off, len);
  }

  /** Protects a compound RTCP packet; {@link #MAX_TRAILER_BYTES} must be free behind it. */
  public int protectRtcp(byte[] buf, int off, int len) {
    return sending.protectRtcp(buf, off, len);
  }

  /** Authenticates and decrypts an RTP packet. */
  public int unprotectRtp(byte[] buf, int off, int len) {
    if (!overlapping(len)) {
      return receiving.unprotectRtp(buf, off, len, 0);
    }
    System.arraycopy(buf, off, copy, 0, len);
    boolean switched = receiving.hasSource();
    int first = switched ? newRtp(buf, off, len) : former.unprotectRtp(buf, off, len, 0);
    if (first >= 0) {
      return first;
    }
    System.arraycopy(copy, 0, buf, off, len);
    int second = switched ? former.unprotectRtp(buf, off, len, 0) : newRtp(buf, off, len);
    return second >= 0 ? second : first;
  }

  /** RFC 3711 3.3.1 keeps the rollover counter when the key changes; many far ends begin at 0. */
  private int newRtp(byte[] buf, int off, int len) {
    int result = receiving.unprotectRtp(buf, off, len, 0);
    if (result != SrtpResult.NOT_AUTHENTIC || receiving.hasSource()) {
      return result;
    }
    int roc = former.roc(RtpHeader.ssrc(copy, 0));
    if (roc == 0) {
      return result;
    }
    System.arraycopy(copy, 0, buf, off, len);
    return receiving.unprotectRtp(buf, off, len, roc);
  }

  /** Authenticates and decrypts a compound RTCP packet. */
  public int unprotectRtcp(byte[] buf, int off, int len) {
    if (!overlapping(len)) {
      return receiving.unprotectRtcp(buf, off, len);
    }
    System.arraycopy(buf, off, copy, 0, len);
    boolean switched = receiving.hasSource();
    int first = (switched ? receiving : former).unprotectRtcp(buf, off, len);
    if (first >= 0) {
      return first;
    }
    System.arraycopy(copy, 0, buf, off, len);
    int second = (switched ? former : receiving).unprotectRtcp(buf, off, len);
    return second >= 0 ? second : first;
  }

  private boolean overlapping(int len) {
    if (former != null && nanoTime.getAsLong() - formerUntil >= 0) {
      closeFormer();
    }
    return former != null && len <= MAX_PACKET_BYTES;
  }

  private void closeFormer() {
    if (former != null) {
      former.close();
      former = null;
    }
  }

  /** Wipes the master keys; nothing can be protected for a new source afterwards. */
  @Override
  public void close() {
    closeFormer();
    sending.close();
    receiving.close();
  }
}
