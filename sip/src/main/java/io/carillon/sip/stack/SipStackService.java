package io.carillon.sip.stack;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageExt;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPRequest;
import io.carillon.core.log.LogLimiter;
import io.carillon.sip.tls.TlsConfigurationException;
import io.carillon.sip.tls.TlsContexts;
import io.carillon.sip.tls.TlsFileWatch;
import io.carillon.sip.transport.ListenerSettings;
import io.carillon.sip.transport.Listening;
import io.carillon.sip.transport.MessageDispatcher;
import io.carillon.sip.transport.MessageIntake;
import io.carillon.sip.transport.NettyTransports;
import io.carillon.sip.transport.NewcomerRate;
import io.carillon.sip.transport.SipChannel;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipMessageTap;
import io.carillon.sip.transport.SipTransport;
import io.carillon.sip.transport.TransportMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TooManyListenersException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.address.AddressFactory;
import javax.sip.header.CallIdHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ViaHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;

/**
 * The SIP stack: JAIN-SIP's parser and transactions on our own transports.
 *
 * <pre>{@code
 * SipStackService sip =
 *     new SipStackService(
 *         SipStackSettings.of(
 *             "carillon", List.of(ListenerSettings.of(SipTransport.TCP, "127.0.0.1", 0)), null),
 *         SipMessageTap.none(), new SimpleMeterRegistry(), new SecureRandom());
 * sip.start(listener);
 * int port = sip.listening(SipTransport.TCP).bound().getPort();
 *
 * // in listener.processRequest(event):
 * Arrival arrival = sip.arrival(event.getRequest());
 * ServerTransaction transaction = event.getServerTransaction();
 * if (transaction == null) { // always, but for a retransmission
 *   transaction = sip.provider(arrival).getNewServerTransaction(event.getRequest());
 * }
 * Response ok = sip.messages().createResponse(200, event.getRequest());
 * ((ToHeader) ok.getHeader("To")).setTag(sip.ids().tag());
 * transaction.sendResponse(ok);
 *
 * // a request of ours, back over the connection that the call came by:
 * request.addFirst(sip.newVia(arrival.transport()));
 * ClientTransaction client = sip.newClientTransaction(request, arrival.back());
 * client.sendRequest();
 *
 * // the ACK to a 2xx has no transaction:
 * sip.send(ack, arrival.back());
 * }</pre>
 *
 * <p>The listener is called by the handler threads, for messages of one Call-ID in the order they
 * came; timeouts come from timer threads. A connection that fails answers its client transactions
 * with a 503. Thread-safe.
 */
public final class SipStackService implements AutoCloseable {
  private final SipStackSettings settings;
  private final SecureIds ids;
  private final TransportMetrics metrics;
  private final MessageDispatcher dispatcher;
  private final TlsContexts tls;
  private final TlsFileWatch tlsFiles;
  private final NettyTransports transports;
  private final AtomicReference<CarillonStack> stack = new AtomicReference<>();
  private final List<SipProvider> providers = new ArrayList<>();
  private final AddressFactory addresses = new AddressFactoryImpl();
  private final HeaderFactory headers = new HeaderFactoryImpl();
  private final MessageFactory messages = new MessageFactoryImpl();

  /** As the other one, for a server that strangers do not reach. */
  public SipStackService(
      SipStackSettings settings, SipMessageTap tap, MeterRegistry meters, SecureRandom random)
      throws TlsConfigurationException {
    this(settings, tap, NewcomerRate.unbounded(), meters, random);
  }

  /**
   * Reads the TLS files; binds nothing yet.
   *
   * @param newcomers how much strangers may begin
   * @throws TlsConfigurationException when the TLS files cannot be used
   */
  public SipStackService(
      SipStackSettings settings,
      SipMessageTap tap,
      NewcomerRate newcomers,
      MeterRegistry meters,
      SecureRandom random)
      throws TlsConfigurationException {
    this.settings = settings;
    this.ids = new SecureIds(random);
    this.metrics = new TransportMetrics(meters);
    this.dispatcher =
        new MessageDispatcher(
            "sip-" + settings.name(),
            settings.handlerThreads(),
            settings.limits().queuedMessages(),
            settings.limits().queuedBytes());
    this.tls =
        settings.tls() == null ? null : new TlsContexts(settings.tls(), InstantSource.system());
    this.tlsFiles = tls == null ? null : new TlsFileWatch(tls, settings.tls().checkFiles());
    MessageIntake intake =
        new MessageIntake(stack::get, dispatcher, tap, metrics, LogLimiter.perMinute(), newcomers);
    this.transports =
        new NettyTransports(
            settings.limits(),
            settings.timeouts(),
            tls,
            intake,
            channel -> stack.get().clientTransactionsOn(channel),
            settings.ioThreads());
  }

  /**
   * Binds the listeners and takes messages.
   *
   * @throws IOException when a listener cannot be bound; nothing stays bound then
   */
  public synchronized void start(SipListener listener) throws IOException {
    start(listener, RequestFilter.all(), () -> false);
  }

  /**
   * The same with a filter and an overload switch.
   *
   * @param filter asked for each request before anything is remembered of it
   * @param overloaded asked for each INVITE that begins a call; true answers 503 with Retry-After
   */
  public synchronized void start(
      SipListener listener, RequestFilter filter, BooleanSupplier overloaded) throws IOException {
    try {
      CarillonStack fresh = new CarillonStack(StackProperties.of(settings));
      // JAIN-SIP begins to drop at random at 80 % of its table; a 503 before that is an answer.
      int busy = settings.maxServerTransactions() * 3 / 4;
      BooleanSupplier full = () -> fresh.serverTransactions() >= busy || overloaded.getAsBoolean();
      fresh.install(
          transports, new MessageValve(fresh::knows, filter, full, metrics::refusedByValve));
      stack.set(fresh);
      SipListener guarded =
          new GuardedListener(listener, LogLimiter.perMinute(), metrics::handlerFailed);
      for (ListenerSettings wanted : settings.listeners()) {
        listen(fresh, transports.bind(wanted), guarded);
      }
      fresh.start();
    } catch (IOException e) {
      close();
      throw e;
    } catch (SipException | InvalidArgumentException | TooManyListenersException e) {
      close();
      throw new IOException("the SIP stack does not start: " + e.getMessage(), e);
    }
  }

  private void listen(CarillonStack on, Listening listening, SipListener listener)
      throws SipException, InvalidArgumentException, TooManyListenersException {
    String token = listening.transport().token();
    ListeningPoint point =
        on.createListeningPoint(
            listening.bound().getAddress().getHostAddress(), listening.bound().getPort(), token);
    for (SipProvider provider : providers) {
      // A provider has one listener of each transport.
      if (provider.getListeningPoint(token) == null) {
        provider.addListeningPoint(point);
        return;
      }
    }
    SipProvider provider = on.createSipProvider(point);
    provider.addSipListener(listener);
    providers.add(provider);
  }

  /** What listens, in the order of the settings. */
  public List<Listening> listening() {
    return transports.listening();
  }

  /** The first listener of that transport; throws IllegalArgumentException when there is none. */
  public Listening listening(SipTransport transport) {
    return transports.listening().stream()
        .filter(listening -> listening.transport() == transport)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no listener for " + transport));
  }

  /** How a request came in. */
  public Arrival arrival(Request request) {
    return new Arrival((SipChannel) ((SIPRequest) request).getMessageChannel());
  }

  /** The provider of the listener that a request came to. */
  public SipProvider provider(Arrival arrival) {
    String token = arrival.transport().token();
    for (SipProvider provider : providers) {
      ListeningPoint point = provider.getListeningPoint(token);
      if (point != null && point.getPort() == arrival.channel().getPort()) {
        return provider;
      }
    }
    throw new IllegalStateException("no provider for " + arrival);
  }

  /** The provider that sends requests by that transport. */
  public SipProvider provider(SipTransport transport) {
    for (SipProvider provider : providers) {
      if (provider.getListeningPoint(transport.token()) != null) {
        return provider;
      }
    }
    throw new IllegalArgumentException("no listener for " + transport);
  }

  /** A top Via for a request of ours, with a branch that nobody can guess. */
  public ViaHeader newVia(SipTransport transport) {
    Listening from = listening(transport);
    try {
      ViaHeader via =
          headers.createViaHeader(
              from.advertisedHost(), from.bound().getPort(), transport.name(), ids.branch());
      via.setRPort();
      return via;
    } catch (java.text.ParseException | InvalidArgumentException e) {
      throw new IllegalStateException("advertised host is no host: " + from.advertisedHost(), e);
    }
  }

  /** A Call-ID that nobody can guess. */
  public CallIdHeader newCallId() {
    try {
      return headers.createCallIdHeader(ids.callId());
    } catch (java.text.ParseException e) {
      throw new IllegalStateException("hex digits are no Call-ID", e);
    }
  }

  /**
   * A client transaction to that hop. It returns before there is a connection; when there will be
   * none, the transaction gets a 503.
   */
  public ClientTransaction newClientTransaction(Request request, SipHop hop) throws SipException {
    ((MessageExt) request).setApplicationData(hop);
    return provider(hop.transport()).getNewClientTransaction(request);
  }

  /** Sends without a transaction: the ACK to a 2xx. */
  public void send(Request request, SipHop hop) throws SipException {
    ((MessageExt) request).setApplicationData(hop);
    provider(hop.transport()).sendRequest(request);
  }

  public AddressFactory addresses() {
    return addresses;
  }

  public HeaderFactory headers() {
    return headers;
  }

  public MessageFactory messages() {
    return messages;
  }

  /**
   * For what messages lead to: on their thread, after them, and from other threads on the executor.
   * Tasks must not block.
   */
  public Executor strands(Executor elsewhere) {
    return dispatcher.followUps().executor(elsewhere);
  }

  public SecureIds ids() {
    return ids;
  }

  public TransportMetrics metrics() {
    return metrics;
  }

  /** Server transactions that JAIN-SIP holds now. */
  public int serverTransactions() {
    CarillonStack running = stack.get();
    return running == null ? 0 : running.serverTransactions();
  }

  /** Client transactions that JAIN-SIP holds now. */
  public int clientTransactions() {
    CarillonStack running = stack.get();
    return running == null ? 0 : running.clientTransactions();
  }

  /** Reads the certificate and key again; on any defect the old pair stays in use. */
  public void reloadTls() throws TlsConfigurationException {
    if (tls != null) {
      tls.reload();
    }
  }

  /** Takes no new connections; open connections and UDP go on. */
  public void stopAccepting() {
    transports.stopAccepting();
  }

  /** Closes everything; JAIN-SIP takes a second for it. */
  @Override
  public synchronized void close() {
    if (tlsFiles != null) {
      tlsFiles.close();
    }
    CarillonStack running = stack.get();
    if (running != null && running.isAlive()) {
      running.stop();
    }
    transports.close();
    dispatcher.close();
  }
}
