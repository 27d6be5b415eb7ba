package io.carillon.media.session;

import io.carillon.core.call.CallBridge;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MeetingAudio;
import io.carillon.media.stream.TapFactory;
import java.net.InetAddress;

/** The media plane: makes sessions, mixes and bridges on its event loops. Thread-safe. */
public interface MediaEngine extends MeetingAudio.Factory, CallBridge, AutoCloseable {

  /**
   * Binds a pair of ports for one leg.
   *
   * @param leg whose media this is; names its stream, log lines and quality
   * @param local the local address signalling came in on; its family decides IPv4 or IPv6
   * @throws NoPortsException when the pool is empty
   */
  MediaSession open(LegInfo leg, InetAddress local) throws NoPortsException;

  /**
   * The same for a leg with several sessions, of which each is streamed as a party of its own.
   *
   * @param taps opens this session's tap
   */
  MediaSession open(LegInfo leg, InetAddress local, TapFactory taps) throws NoPortsException;

  /** Ends every session and mix and stops the loops. */
  @Override
  void close();

  /** Every port pair is in use or at rest; the call is refused with 503. */
  final class NoPortsException extends Exception {
    private static final long serialVersionUID = 1;

    public NoPortsException(String message) {
      super(message);
    }
  }
}
