package io.carillon.cli.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.operator.Commands;
import io.carillon.cli.peers.FreePorts;
import io.carillon.cli.peers.Sipp;
import io.carillon.cli.peers.SippScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A server with one voice connector between a carrier at 127.0.0.2 and a PBX at 127.0.0.3, both of
 * which sipp plays. All of them speak SIP over UDP, or over TCP in {@link #overTcp}.
 */
final class TrunkHouse implements AutoCloseable {
  static final String CARRIER = "127.0.0.2";
  static final String PBX = "127.0.0.3";

  /** The connector's number. */
  static final String NUMBER = "+12065550100";

  /** A number of somebody else, in the connector's calling regions. */
  static final String OUTSIDE = "+12125550199";

  private static final Line UDP = new Line("udp", "u1", "Office", NUMBER, OUTSIDE);
  private static final Line TCP = new Line("tcp", "t1", "Streams", "+12065550190", "+13125550199");

  private final Path folder;
  private final TestedServer server;
  private final int carrierPort;
  private final int pbxPort;
  private final Line line;
  private final JsonNode connector;
  private int runs;

  /**
   * A transport of SIP with all that leads over it.
   *
   * @param option sipp's for -t
   * @param name of the connector
   * @param number of the connector
   * @param outside a number that the carrier is called for over this transport
   */
  private record Line(String transport, String option, String name, String number, String outside) {
    String route(String host, int port) {
      return host + ":" + port + "/" + transport;
    }
  }

  private TrunkHouse(Path folder, TestedServer server, int carrierPort, Line line) {
    this.folder = folder;
    this.server = server;
    this.carrierPort = carrierPort;
    this.pbxPort = FreePorts.next(4);
    this.line = line;
    this.connector = makeConnector();
  }

  /**
   * @param settings further ones, KEY=VALUE
   */
  static TrunkHouse start(Path folder, String... settings) {
    int port = FreePorts.next(4);
    List<String> all =
        new ArrayList<>(
            List.of(
                "carriers.tel.cidr=" + CARRIER + "/32",
                "carriers.tel.route=" + UDP.route(CARRIER, port),
                "carriers.streams.cidr=127.0.0.4/32",
                "carriers.streams.route=" + TCP.route(CARRIER, port),
                "carriers.streams.prefixes=" + TCP.outside(),
                "trunks.health-interval=0s"));
    all.addAll(Arrays.asList(settings));
    try {
      TestedServer server =
          TestedServer.start(folder.resolve("server"), all.toArray(String[]::new));
      return new TrunkHouse(folder, server, port, UDP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same server with another connector, to which everything goes over TCP: nothing is sent
   * again, and no transaction outlives its call as those of UDP do for 32 seconds.
   */
  TrunkHouse overTcp() {
    return new TrunkHouse(folder.resolve("tcp"), server, carrierPort, TCP);
  }

  private JsonNode makeConnector() {
    JsonNode made = commands().done("connector", "create", "--name", line.name());
    String id = made.path("voiceConnectorId").asText();
    commands()
        .done(
            "connector",
            "origination",
            id,
            "--route",
            line.route(PBX, pbxPort) + ",priority=1,weight=1");
    commands()
        .done(
            "connector",
            "termination",
            id,
            "--cidr",
            PBX + "/32",
            "--calling-regions",
            "US",
            "--cps",
            "1000");
    commands().done("number", "add", line.number(), "--connector", id);
    return made;
  }

  TestedServer server() {
    return server;
  }

  Commands commands() {
    return new Commands(server.data());
  }

  String connectorId() {
    return connector.path("voiceConnectorId").asText();
  }

  String connectorHost() {
    return connector.path("outboundHostName").asText();
  }

  int pbxPort() {
    return pbxPort;
  }

  /** The connector's number. */
  String number() {
    return line.number();
  }

  /** A number outside that leads to the carrier over this transport. */
  String outside() {
    return line.outside();
  }

  /** The carrier calls the connector's number. */
  Sipp carrierCalls(SippScript script, int rtp, String... options) {
    return calls(CARRIER, "+14155550123", line.number(), "127.0.0.1", script, rtp, options);
  }

  /** Somebody at an address nobody knows calls a number outside. */
  Sipp strangerCalls(SippScript script, int rtp, String... options) {
    return calls("127.0.0.9", line.number(), line.outside(), connectorHost(), script, rtp, options);
  }

  /** The PBX calls a number outside. */
  Sipp pbxCalls(SippScript script, int rtp, String... options) {
    return calls(PBX, line.number(), line.outside(), connectorHost(), script, rtp, options);
  }

  /** A PBX at some address calls a number outside through the connector of a host name. */
  Sipp callsFrom(String own, String from, String host, SippScript script, int rtp) {
    return calls(own, from, line.outside(), host, script, rtp);
  }

  private Sipp calls(
      String own, String from, String to, String host, SippScript script, int rtp, String... more) {
    List<String> options = new ArrayList<>(List.of("-s", to, "-key", "from", from));
    options.addAll(List.of("-key", "host", host, "-key", "rtp", Integer.toString(rtp)));
    options.addAll(List.of("-t", line.option()));
    options.addAll(once(more));
    return Sipp.startAt(
        own,
        script.write(run()),
        folder,
        server.address(line.transport()),
        options.toArray(String[]::new));
  }

  /** The PBX waits for calls. */
  Sipp pbxAnswers(SippScript script, int rtp, String... options) {
    return answers(PBX, pbxPort, script, rtp, options);
  }

  /** A phone of the PBX waits for a call, which it transfers to somebody outside. */
  Sipp pbxConsults(ConsultingPhone phone, int rtp, int secondRtp) {
    List<String> options = new ArrayList<>(List.of("-t", line.option(), "-m", "1"));
    options.addAll(List.of("-key", "number", line.number(), "-key", "outside", line.outside()));
    options.addAll(List.of("-key", "host", connectorHost(), "-key", "rtp", "" + rtp));
    options.addAll(List.of("-key", "rtp2", "" + secondRtp));
    return Sipp.startAt(
        PBX, pbxPort, phone.write(run()), folder, "", options.toArray(String[]::new));
  }

  /**
   * Lets a number lead to a new connector with these routes, tried in this order.
   *
   * @param ports of the PBX's address
   */
  void numberWithRoutes(String number, int... ports) {
    JsonNode made = commands().done("connector", "create", "--name", "Routes");
    String id = made.path("voiceConnectorId").asText();
    List<String> words = new ArrayList<>(List.of("connector", "origination", id));
    for (int i = 0; i < ports.length; i++) {
      words.add("--route");
      words.add(line.route(PBX, ports[i]) + ",priority=" + (i + 1) + ",weight=1");
    }
    commands().done(words.toArray(String[]::new));
    commands().done("number", "add", number, "--connector", id);
  }

  /** Lets a number lead to a group of new connectors, one for each port, in this order. */
  void numberWithGroup(String number, int... ports) {
    List<String> words = new ArrayList<>(List.of("group", "create", "--name", "Both"));
    for (int i = 0; i < ports.length; i++) {
      JsonNode made = commands().done("connector", "create", "--name", "Member " + i);
      String id = made.path("voiceConnectorId").asText();
      commands().done("connector", "origination", id, "--route", line.route(PBX, ports[i]));
      words.add("--connector");
      words.add(id + ",priority=" + (i + 1));
    }
    JsonNode group = commands().done(words.toArray(String[]::new));
    commands()
        .done("number", "add", number, "--group", group.path("voiceConnectorGroupId").asText());
  }

  /** Another PBX waits for calls at the same address. */
  Sipp answersAt(int port, SippScript script, int rtp) {
    return answers(PBX, port, script, rtp);
  }

  /** The carrier waits for calls. */
  Sipp carrierAnswers(SippScript script, int rtp, String... options) {
    return answers(CARRIER, carrierPort, script, rtp, options);
  }

  private Sipp answers(String own, int port, SippScript script, int rtp, String... more) {
    List<String> options = new ArrayList<>(List.of("-t", line.option()));
    options.addAll(List.of("-key", "rtp", Integer.toString(rtp)));
    options.addAll(once(more));
    return Sipp.startAt(own, port, script.write(run()), folder, "", options.toArray(String[]::new));
  }

  /** One call, unless the options say how many. */
  private static List<String> once(String... options) {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    if (!all.contains("-m")) {
      all.addAll(List.of("-m", "1"));
    }
    return all;
  }

  private Path run() {
    try {
      return Files.createDirectories(folder.resolve("run-" + runs++));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
