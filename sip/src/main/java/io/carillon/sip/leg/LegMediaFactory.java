package io.carillon.sip.leg;

import io.carillon.core.call.LegInfo;
import io.carillon.media.session.MediaEngine;
import java.net.InetAddress;

/** Makes the media of a call that is no call of two. */
@FunctionalInterface
public interface LegMediaFactory {

  /**
   * Called once on the call's strand, before its offer is answered.
   *
   * @param local the address signalling came in on
   * @throws MediaEngine.NoPortsException when the call is to be refused for that
   */
  LegMedia open(LegInfo leg, InetAddress local) throws MediaEngine.NoPortsException;
}
