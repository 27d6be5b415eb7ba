package io.carillon.media.srtp;

import io.carillon.media.rtp.Bytes;
import io.carillon.media.rtp.RtpHeader;
import java.security.GeneralSecurityException;
import java.util.function.LongSupplier;
import org.jitsi.srtp.SrtpContextFactory;

/**
 * The far end's sources under one key.
 *
 * <p>A source gets a place among the {@value #MAX_SOURCES} only by an authentic packet; until then
 * it is a stranger, and there is one place for strangers. Making contexts costs some microseconds,
 * so strangers are looked at only {@value #MAX_STRANGERS} times a second.
 */
final class ReceivingSources {
  static final int MAX_SOURCES = 8;
  static final int MAX_STRANGERS = 16;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final SrtpKeys keys;
  private final SrtpContextFactory factory;
  private final LongSupplier nanoTime;
  private final Source[] sources = new Source[MAX_SOURCES];
  private final PacketView view = new PacketView();
  private int size;
  private long uses;
  private Source stranger;
  private long strangersSince;
  private int strangers;

  ReceivingSources(SrtpKeys keys, LongSupplier nanoTime) {
    this.keys = keys;
    this.nanoTime = nanoTime;
    this.factory = SrtpContexts.factory(false, keys);
    this.strangersSince = nanoTime.getAsLong();
  }

  SrtpKeys keys() {
    return keys;
  }

  /** An authentic packet has come under this key. */
  boolean hasSource() {
    return size > 0;
  }

  /** Rollover counter of a source, 0 when it is not known. */
  int roc(int ssrc) {
    Source source = find(ssrc);
    return source == null ? 0 : source.roc();
  }

  /**
   * @param roc rollover counter to begin with when the source is new under this key
   */
  int unprotectRtp(byte[] buf, int off, int len, int roc) {
    if (RtpHeader.headerLength(buf, off, len - keys.suite().tagBytes()) < 0
        || SrtpContexts.isCryptex(buf, off)) {
      return SrtpResult.MALFORMED;
    }
    Source source = sourceOrStranger(RtpHeader.ssrc(buf, off), roc);
    if (source == null) {
      return SrtpResult.TOO_MANY_SOURCES;
    }
    int sequence = RtpHeader.sequence(buf, off);
    try {
      int code =
          SrtpContexts.code(
              source.rtp(factory).reverseTransformPacket(view.on(buf, off, len), false));
      if (code != 0) {
        return code;
      }
      admit(source);
      source.authentic(sequence);
      return view.getLength();
    } catch (GeneralSecurityException | RuntimeException e) {
      return SrtpResult.FAILED;
    } finally {
      view.release();
    }
  }

  int unprotectRtcp(byte[] buf, int off, int len) {
    if (len < 8 + 4 + SrtpContexts.srtcpTagBytes(keys.suite()) || (buf[off] & 0xC0) != 0x80) {
      return SrtpResult.MALFORMED;
    }
    if (SrtpContexts.isGcm(keys.suite()) && buf[off + len - 4] >= 0) {
      // Not encrypted, which RFC 7714 allows and the library gets wrong; nobody was seen doing it.
      return SrtpResult.MALFORMED;
    }
    Source source = sourceOrStranger(Bytes.int32(buf, off + 4), 0);
    if (source == null) {
      return SrtpResult.TOO_MANY_SOURCES;
    }
    try {
      int code =
          SrtpContexts.code(source.rtcp(factory).reverseTransformPacket(view.on(buf, off, len)));
      if (code != 0) {
        return code;
      }
      admit(source);
      return view.getLength();
    } catch (GeneralSecurityException | RuntimeException e) {
      return SrtpResult.FAILED;
    } finally {
      view.release();
    }
  }

  private Source find(int ssrc) {
    for (int i = 0; i < size; i++) {
      if (sources[i].ssrc() == ssrc) {
        return sources[i];
      }
    }
    return null;
  }

  private Source sourceOrStranger(int ssrc, int roc) {
    Source source = find(ssrc);
    if (source != null) {
      return source;
    }
    if (stranger != null && stranger.ssrc() == ssrc && stranger.roc() == roc) {
      return stranger;
    }
    long now = nanoTime.getAsLong();
    if (now - strangersSince >= SECOND_NANOS) {
      strangersSince = now;
      strangers = 0;
    }
    if (strangers == MAX_STRANGERS) {
      return null;
    }
    strangers++;
    stranger = new Source(ssrc, roc);
    return stranger;
  }

  private void admit(Source source) {
    source.use(++uses);
    if (source != stranger) {
      return;
    }
    stranger = null;
    int place = size;
    if (size == MAX_SOURCES) {
      place = 0;
      for (int i = 1; i < size; i++) {
        if (sources[i].lastUse() < sources[place].lastUse()) {
          place = i;
        }
      }
    } else {
      size++;
    }
    sources[place] = source;
  }

  void close() {
    factory.close();
  }
}
