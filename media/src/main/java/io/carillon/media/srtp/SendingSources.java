package io.carillon.media.srtp;

import io.carillon.media.rtp.Bytes;
import io.carillon.media.rtp.RtpHeader;
import java.security.GeneralSecurityException;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpErrorStatus;

/**
 * Our own sources under one key. None is ever dropped while the key lives: a context made anew
 * would use its key stream a second time.
 */
final class SendingSources {
  static final int MAX_SOURCES = 8;

  private final SrtpKeys keys;
  private final SrtpContextFactory factory;
  private final Source[] sources = new Source[MAX_SOURCES];
  private final PacketView view = new PacketView();
  private int size;

  SendingSources(SrtpKeys keys) {
    this.keys = keys;
    this.factory = SrtpContexts.factory(true, keys);
  }

  SrtpKeys keys() {
    return keys;
  }

  int protectRtp(byte[] buf, int off, int len) {
    if (RtpHeader.headerLength(buf, off, len) < 0 || SrtpContexts.isCryptex(buf, off)) {
      return SrtpResult.MALFORMED;
    }
    int protectedLength = len + keys.suite().tagBytes();
    if (off + protectedLength > buf.length) {
      return SrtpResult.NO_ROOM;
    }
    Source source = source(RtpHeader.ssrc(buf, off));
    if (source == null) {
      return SrtpResult.TOO_MANY_SOURCES;
    }
    try {
      SrtpErrorStatus status = source.rtp(factory).transformPacket(view.on(buf, off, len));
      return outcome(status, protectedLength);
    } catch (GeneralSecurityException | RuntimeException e) {
      return SrtpResult.FAILED;
    } finally {
      view.release();
    }
  }

  int protectRtcp(byte[] buf, int off, int len) {
    if (len < 8) {
      return SrtpResult.MALFORMED;
    }
    int protectedLength = len + 4 + SrtpContexts.srtcpTagBytes(keys.suite());
    if (off + protectedLength > buf.length) {
      return SrtpResult.NO_ROOM;
    }
    Source source = source(Bytes.int32(buf, off + 4));
    if (source == null) {
      return SrtpResult.TOO_MANY_SOURCES;
    }
    try {
      SrtpErrorStatus status = source.rtcp(factory).transformPacket(view.on(buf, off, len));
      return outcome(status, protectedLength);
    } catch (GeneralSecurityException | RuntimeException e) {
      return SrtpResult.FAILED;
    } finally {
      view.release();
    }
  }

  /** The library says OK for a packet that its GCM cipher refused: only the length tells. */
  private int outcome(SrtpErrorStatus status, int protectedLength) {
    if (status != SrtpErrorStatus.OK) {
      return SrtpContexts.code(status);
    }
    return view.getLength() == protectedLength ? protectedLength : SrtpResult.FAILED;
  }

  private Source source(int ssrc) {
    for (int i = 0; i < size; i++) {
      if (sources[i].ssrc() == ssrc) {
        return sources[i];
      }
    }
    if (size == MAX_SOURCES) {
      return null;
    }
    Source source = new Source(ssrc, 0);
    sources[size++] = source;
    return source;
  }

  void close() {
    factory.close();
  }
}
