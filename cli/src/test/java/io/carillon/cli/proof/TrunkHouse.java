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
 * which sipp plays.
 */
final class TrunkHouse implements AutoCloseable {
  static final String CARRIER = "127.0.0.2";
  static final String PBX = "127.0.0.3";

  /** The connector's number. */
  static final String NUMBER = "+12065550100";

  /** A number of somebody else, in the connector's calling regions. */
  static final String OUTSIDE = "+12125550199";

  private final Path folder;
  private final TestedServer server;
  private final int carrierPort;
  private final int pbxPort;
  private final JsonNode connector;
  private int runs;

  private TrunkHouse(
      Path folder, TestedServer server, int carrierPort, int pbxPort, JsonNode connector) {
    this.folder = folder;
    this.server = server;
    this.carrierPort = carrierPort;
    this.pbxPort = pbxPort;
    this.connector = connector;
  }

  /**
   * @param settings further ones, KEY=VALUE
   */
  static TrunkHouse start(Path folder, String... settings) {
    int carrierPort = FreePorts.next(4);
    int pbxPort = FreePorts.next(4);
    List<String> all =
        new ArrayList<>(
            List.of(
                "carriers.tel.cidr=" + CARRIER + "/32",
                "carriers.tel.route=" + CARRIER + ":" + carrierPort + "/udp",
                "trunks.health-interval=0s"));
    all.addAll(Arrays.asList(settings));
    try {
      TestedServer server =
          TestedServer.start(folder.resolve("server"), all.toArray(String[]::new));
      Commands commands = new Commands(server.data());
      JsonNode connector = commands.done("connector", "create", "--name", "Office");
      String id = connector.path("voiceConnectorId").asText();
      commands.done(
          "connector",
          "origination",
          id,
          "--route",
          PBX + ":" + pbxPort + "/udp,priority=1,weight=1");
      commands.done(
          "connector",
          "termination",
          id,
          "--cidr",
          PBX + "/32",
          "--calling-regions",
          "US",
          "--cps",
          "1000");
      commands.done("number", "add", NUMBER, "--connector", id);
      return new TrunkHouse(folder, server, carrierPort, pbxPort, connector);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  int carrierPort() {
    return carrierPort;
  }

  /** The carrier calls the connector's number. */
  Sipp carrierCalls(SippScript script, int rtp, String... options) {
    return calls(CARRIER, "+14155550123", NUMBER, "127.0.0.1", script, rtp, options);
  }

  /** Somebody at an address nobody knows calls a number outside. */
  Sipp strangerCalls(SippScript script, int rtp, String... options) {
    return calls("127.0.0.9", NUMBER, OUTSIDE, connectorHost(), script, rtp, options);
  }

  /** The PBX calls a number outside. */
  Sipp pbxCalls(SippScript script, int rtp, String... options) {
    return calls(PBX, NUMBER, OUTSIDE, connectorHost(), script, rtp, options);
  }

  /** A PBX at some address calls a number outside through the connector of a host name. */
  Sipp callsFrom(String own, String from, String host, SippScript script, int rtp) {
    return calls(own, from, OUTSIDE, host, script, rtp);
  }

  private Sipp calls(
      String own, String from, String to, String host, SippScript script, int rtp, String... more) {
    List<String> options = new ArrayList<>(List.of("-s", to, "-key", "from", from));
    options.addAll(List.of("-key", "host", host, "-key", "rtp", Integer.toString(rtp)));
    options.addAll(once(more));
    return Sipp.startAt(
        own, script.write(run()), folder, server.udp(), options.toArray(String[]::new));
  }

  /** The PBX waits for calls. */
  Sipp pbxAnswers(SippScript script, int rtp, String... options) {
    return answers(PBX, pbxPort, script, rtp, options);
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
      words.add(PBX + ":" + ports[i] + "/udp,priority=" + (i + 1) + ",weight=1");
    }
    commands().done(words.toArray(String[]::new));
    commands().done("number", "add", number, "--connector", id);
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
    List<String> options = new ArrayList<>(List.of("-key", "rtp", Integer.toString(rtp)));
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
