package io.carillon.admin.http;

import io.carillon.core.config.BindAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP listener: Jetty with virtual threads and bounded requests.
 *
 * <p>Headers up to 16 KiB, bodies up to 1 MiB, idle connections for 30 s, 1,000 connections at a
 * time.
 */
public final class HttpServer implements AutoCloseable {
  private static final int HEADER_LIMIT = 16 * 1024;
  static final int BODY_LIMIT = 1024 * 1024;
  private static final int IDLE_MILLIS = 30_000;
  private static final int CONNECTIONS = 1000;

  private final Server server;
  private final ServerConnector connector;

  public HttpServer(BindAddress bind, List<Route> routes) {
    QueuedThreadPool threads = new QueuedThreadPool(32, 2);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(HEADER_LIMIT);
    http.setSendServerVersion(false);
    http.setUriCompliance(UriCompliance.RFC3986);
    connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(bind.host());
    connector.setPort(bind.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(CONNECTIONS);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
    SizeLimitHandler limited = new SizeLimitHandler(BODY_LIMIT, -1);
    limited.setHandler(new RoutingHandler(routes));
    server.setHandler(limited);
    server.setStopTimeout(2000);
  }

  /**
   * Binds and serves.
   *
   * @throws HttpStartException when the address cannot be bound
   */
  public void start() throws HttpStartException {
    try {
      server.start();
    } catch (Exception e) { // Jetty declares nothing narrower
      throw new HttpStartException("http.bind: " + e.getMessage(), e);
    }
  }

  /** Where it listens; with port 0 in the setting this is the port that was free. */
  public InetSocketAddress address() {
    return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // Jetty declares nothing narrower
      throw new IllegalStateException("the HTTP server did not stop", e);
    }
  }

  /** The HTTP listener could not be started. */
  public static final class HttpStartException extends Exception {
    private static final long serialVersionUID = 1;

    HttpStartException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
