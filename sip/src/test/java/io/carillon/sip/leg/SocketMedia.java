package io.carillon.sip.leg;

import io.carillon.core.call.LegAudio;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MeetingAudio;
import io.carillon.media.session.MediaEngine;
import io.carillon.media.session.MediaSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A media plane for signalling tests: real ports, no sound. Keeps what signalling asked of it. */
final class SocketMedia implements MediaEngine {
  final List<SocketSession> sessions = new CopyOnWriteArrayList<>();
  volatile boolean full;

  @Override
  public MediaSession open(LegInfo leg, InetAddress local) throws NoPortsException {
    if (full) {
      throw new NoPortsException("every port is taken");
    }
    SocketSession session = new SocketSession(leg.callId(), socket(local));
    sessions.add(session);
    return session;
  }

  private static DatagramSocket socket(InetAddress local) {
    try {
      return new DatagramSocket(new InetSocketAddress(local, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sessions whose ports are still bound. */
  long open() {
    return sessions.stream().filter(session -> !session.closed()).count();
  }

  List<SocketSession> of(String callId) {
    return sessions.stream().filter(session -> session.callId.equals(callId)).toList();
  }

  @Override
  public MeetingAudio open(String meetingId) {
    throw new UnsupportedOperationException("no mixing in signalling tests");
  }

  @Override
  public Bridge bridge(LegAudio one, LegAudio other, UndeliveredKeys keys) {
    throw new UnsupportedOperationException("no sound in signalling tests");
  }

  @Override
  public void close() {
    sessions.forEach(SocketSession::close);
  }
}
