package io.carillon.sip.transport;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.text.ParseException;

/** One listener, as JAIN-SIP sees it. Thread-safe. */
abstract class SipProcessor extends MessageProcessor {
  private final SipTransport sipTransport;
  private final InetSocketAddress bound;
  private final HostPort advertised;
  private final MessageIntake intake;
  private final TransportLimits limits;

  SipProcessor(
      SIPTransactionStack stack,
      Listening listening,
      MessageIntake intake,
      TransportLimits limits) {
    super(
        listening.bound().getAddress(),
        listening.bound().getPort(),
        listening.transport().token(),
        stack);
    this.sipTransport = listening.transport();
    this.bound = listening.bound();
    this.intake = intake;
    this.limits = limits;
    this.advertised = new HostPort();
    advertised.setHost(new Host(listening.advertisedHost()));
    advertised.setPort(listening.bound().getPort());
  }

  SipTransport sipTransport() {
    return sipTransport;
  }

  InetSocketAddress bound() {
    return bound;
  }

  MessageIntake intake() {
    return intake;
  }

  TransportLimits limits() {
    return limits;
  }

  /** What Via says of us. */
  HostPort advertised() {
    return advertised;
  }

  @Override
  public Via getViaHeader() {
    Via via = new Via();
    via.setSentBy((HostPort) advertised.clone());
    try {
      via.setTransport(sipTransport.name());
    } catch (ParseException e) {
      throw new IllegalStateException("no transport token: " + sipTransport, e);
    }
    return via;
  }

  @Override
  public String getSentBy() {
    return advertised.encode();
  }

  /**
   * The channel to a peer; never waits for a connection.
   *
   * @param expectedName of its certificate, null for its address
   */
  abstract SipChannel channelTo(InetSocketAddress peer, String expectedName) throws IOException;

  @Override
  public MessageChannel createMessageChannel(HostPort target) throws IOException {
    String host = target.getHost().getHostname();
    if (!Addresses.isNumeric(host)) {
      throw new UnknownHostException("names are resolved before they get here: " + host);
    }
    return createMessageChannel(InetAddress.getByName(host), target.getPort());
  }

  @Override
  public MessageChannel createMessageChannel(InetAddress target, int port) throws IOException {
    int known = port > 0 ? port : sipTransport.defaultPort();
    return channelTo(new InetSocketAddress(target, known), null);
  }

  @Override
  public SIPTransactionStack getSIPStack() {
    return sipStack;
  }

  @Override
  public int getDefaultTargetPort() {
    return sipTransport.defaultPort();
  }

  @Override
  public boolean isSecure() {
    return sipTransport.isSecure();
  }

  @Override
  public boolean inUse() {
    return false;
  }
}
