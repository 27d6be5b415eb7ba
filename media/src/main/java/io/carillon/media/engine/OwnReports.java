package io.carillon.media.engine;

import io.carillon.media.loop.UdpSocket;
import io.carillon.media.session.AudioPlan;
import java.net.InetSocketAddress;

/** When, whence and where our RTCP of a leg goes. Owned by the leg's event loop. */
final class OwnReports {
  private final RtcpReporter reporter;
  private final RtpReceiver receiver;
  private final LegTransport transport;
  private final SocketPair sockets;
  private final Latch latch;

  OwnReports(
      RtcpReporter reporter,
      RtpReceiver receiver,
      LegTransport transport,
      SocketPair sockets,
      Latch latch) {
    this.reporter = reporter;
    this.receiver = receiver;
    this.transport = transport;
    this.sockets = sockets;
    this.latch = latch;
  }

  /** Sends a report when it is time for one. */
  void tick(AudioPlan plan, long nowNanos) {
    if (reporter.isDue(nowNanos) && transport.reports()) {
      reporter.report(
          nowNanos, receiver.statistics(), transport.srtcp(), socket(plan), target(plan));
    }
  }

  /** The last one. */
  void bye(AudioPlan plan, long nowNanos) {
    if (transport.reports()) {
      reporter.bye(nowNanos, receiver.statistics(), transport.srtcp(), socket(plan), target(plan));
    }
  }

  private UdpSocket socket(AudioPlan plan) {
    return plan.rtcpMux() ? sockets.rtp() : sockets.rtcp();
  }

  private InetSocketAddress target(AudioPlan plan) {
    if (plan.rtcpMux()) {
      return latch.target();
    }
    return transport.rtcp().roams() ? transport.rtcp().target() : receiver.rtcpTarget();
  }
}
