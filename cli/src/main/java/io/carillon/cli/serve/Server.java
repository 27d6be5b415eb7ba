package io.carillon.cli.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.admin.health.HealthCheck;
import io.carillon.admin.health.HealthRoute;
import io.carillon.admin.health.MetricsRoute;
import io.carillon.admin.http.HttpServer;
import io.carillon.admin.http.HttpServer.HttpStartException;
import io.carillon.admin.http.Route;
import io.carillon.admin.operator.CheckRoute;
import io.carillon.admin.operator.ConnectorApi;
import io.carillon.admin.operator.GroupApi;
import io.carillon.admin.operator.NumberApi;
import io.carillon.admin.operator.OperatorApi;
import io.carillon.admin.operator.OperatorToken;
import io.carillon.cli.Carillon;
import io.carillon.core.call.LiveCalls;
import io.carillon.core.config.BindAddress;
import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.H323Settings;
import io.carillon.core.config.Setting;
import io.carillon.core.config.Settings;
import io.carillon.core.connector.ConnectorIds;
import io.carillon.core.connector.ConnectorLookup;
import io.carillon.core.connector.ConnectorService;
import io.carillon.core.store.Database;
import io.carillon.core.store.SqlConnectorStore;
import io.carillon.core.trunk.LiveDirectory;
import io.carillon.sip.leg.SipSettings;
import io.carillon.sip.recording.RecordingCalls;
import io.carillon.sip.transport.SipTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: builds every part by hand, in the order they need each other. */
public final class Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final Settings settings;
  private final DataFolder data;
  private final Shutdown shutdown = new Shutdown();
  private volatile SipPart sip;
  private volatile Optional<H323Part> h323 = Optional.empty();
  private HttpServer http;

  private Server(Settings settings, DataFolder data) {
    this.settings = settings;
    this.data = shutdown.add("data folder", data);
  }

  /**
   * Starts everything; returns when every listener is bound.
   *
   * @throws StartException when something cannot be started; what was started is stopped again
   */
  public static Server start(Settings settings, Path dataFolder) throws StartException {
    Server server = new Server(settings, DataFolder.open(dataFolder));
    try {
      server.compose();
      return server;
    } catch (StartException | RuntimeException e) {
      server.shutdown.close();
      throw e;
    }
  }

  private void compose() throws StartException {
    String version = version();
    Base base = Base.start(settings, data, shutdown);
    Database database = database();
    ConnectorService connectors =
        new ConnectorService(
            new SqlConnectorStore(database),
            new ConnectorIds(base.random()),
            base.clock(),
            settings.get(CarillonSettings.CONNECTORS_DOMAIN),
            settings.get(CarillonSettings.AWS_REGION));
    LiveDirectory directory = new LiveDirectory(connectors);
    ConnectorLookup lookup = id -> directory.get().connector(id);
    Records records = Records.start(base, lookup, shutdown);
    // Streaming events carry the headers of the INVITE that began the call; legs come only once SIP
    // has started.
    Streams streams =
        Streams.start(
            base, lookup, leg -> sip.service().inviteHeaders(leg.callTransactionId()), shutdown);
    MediaPlane media = MediaPlane.start(base, streams.taps(), shutdown);
    Meetings meetings = Meetings.start(base, database, media.engine());
    Trunks trunks = Trunks.prepare(base, directory, () -> sip.service(), shutdown);
    SipSettings calling = SipPart.callSettings(settings, "Carillon/" + version);
    RecordingCalls recordings =
        new RecordingCalls(
            new RecordingCalls.Parts(
                media.engine(),
                calling,
                streams.recorded(),
                base.events(),
                base.clock(),
                base.random()));
    sip =
        SipPart.start(
            base,
            media.engine(),
            trunks::knows,
            calls -> trunks.router(calls, media.engine(), meetings, recordings),
            calling,
            shutdown);
    h323 = H323Part.start(base, media.engine(), meetings.dialPlan(), version, shutdown);
    trunks.watchRoutes();
    startHttp(base, version, records, streams, media, meetings, connectors);
  }

  private Database database() throws StartException {
    try {
      return shutdown.add("database", Database.open(data.root()));
    } catch (IOException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  private void startHttp(
      Base base,
      String version,
      Records records,
      Streams streams,
      MediaPlane media,
      Meetings meetings,
      ConnectorService connectors)
      throws StartException {
    Optional<BindAddress> bind = settings.get(CarillonSettings.HTTP_BIND);
    if (bind.isEmpty()) {
      LOG.warn("http.bind is empty: no /health, no /metrics, no operator commands");
      return;
    }
    OperatorToken token = new OperatorToken(base.random());
    Map<String, HealthCheck> checks = new LinkedHashMap<>();
    checks.put("sip", sip.health());
    h323.ifPresent(part -> checks.put("h323", part.health()));
    checks.put("media", media.health());
    checks.put("records", records.health());
    streams.health().ifPresent(check -> checks.put("kinesis", check));
    records.outboxHealth().ifPresent(check -> checks.put("outboxes", check));
    List<Route> routes = new ArrayList<>();
    routes.add(new HealthRoute(version, checks).route());
    routes.add(new MetricsRoute(base.prometheus()).route());
    routes.addAll(
        new OperatorApi(token, meetings.service(), meetings.rooms(), allCalls(), records.quality())
            .routes());
    routes.addAll(new ConnectorApi(token, connectors).routes());
    routes.addAll(new GroupApi(token, connectors).routes());
    routes.addAll(new NumberApi(token, connectors).routes());
    routes.add(new CheckRoute(token, new SelfCheck(base, sip, media)::run).route());
    http = shutdown.add("HTTP", new HttpServer(bind.get(), routes));
    try {
      http.start();
      new RunFile(
              text(CarillonSettings.HTTP_BIND, http.address()),
              token.text(),
              ProcessHandle.current().pid())
          .write(data.root());
      shutdown.add("run/server.json", () -> RunFile.delete(data.root()));
      shutdown.add("quality feed", records.quality()::close);
    } catch (HttpStartException e) {
      throw new StartException(e.getMessage(), e);
    } catch (IOException e) {
      throw new StartException("run/server.json cannot be written: " + e.getMessage(), e);
    }
  }

  private AllCalls allCalls() {
    List<LiveCalls> protocols = new ArrayList<>(List.of(sip));
    h323.ifPresent(part -> protocols.add(part.service()));
    return new AllCalls(protocols);
  }

  private static String version() throws StartException {
    try {
      return Carillon.Version.number();
    } catch (IOException e) {
      throw new StartException("the version is missing from the build: " + e.getMessage(), e);
    }
  }

  /** What is printed when the server is ready: the addresses it listens on. */
  String readyLine() {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("ready", true);
    Map<SipTransport, Setting<Optional<BindAddress>>> binds =
        Map.of(
            SipTransport.TLS, CarillonSettings.SIP_TLS_BIND,
            SipTransport.TCP, CarillonSettings.SIP_TCP_BIND,
            SipTransport.UDP, CarillonSettings.SIP_UDP_BIND);
    for (SipTransport transport : SipTransport.values()) {
      sip.address(transport)
          .ifPresent(
              address ->
                  line.put(
                      "sip_" + transport.name().toLowerCase(Locale.ROOT),
                      text(binds.get(transport), address)));
    }
    h323.ifPresent(part -> line.put("h323", text(H323Settings.BIND, part.service().address())));
    if (http != null) {
      line.put("http", text(CarillonSettings.HTTP_BIND, http.address()));
    }
    return line.toString();
  }

  /** The host as it was set, with the port that it got. */
  private String text(Setting<Optional<BindAddress>> bind, InetSocketAddress address) {
    return new BindAddress(settings.get(bind).orElseThrow().host(), address.getPort()).toString();
  }

  /** Takes no new calls, gives the present ones {@code shutdown.grace}, then ends all and stops. */
  void drainAndClose() {
    LOG.info("draining");
    Duration grace = settings.get(CarillonSettings.SHUTDOWN_GRACE);
    Thread rooms =
        Thread.startVirtualThread(() -> h323.ifPresent(part -> part.service().drain(grace)));
    sip.service().drain(grace);
    try {
      rooms.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing ends what is left
    }
    shutdown.close();
    LOG.info("stopped");
  }
}
