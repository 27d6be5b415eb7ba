package io.carillon.benchmarks.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.cli.Carillon;
import io.carillon.cli.demo.ServerProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code carillon serve} with a voice connector: the caller is its carrier, the callee its PBX.
 */
public final class CarillonTrunk implements CallServer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NUMBER = "+12065550100";

  private final ServerProcess server;

  /**
   * @param folder new, for its data
   * @param settings KEY=VALUE, added to the ones it needs
   */
  public CarillonTrunk(Parties parties, Path folder, List<String> settings) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--data", folder.toString()));
    List<String> all =
        new ArrayList<>(
            List.of(
                "sip.tls.bind=",
                "sip.udp.bind=127.0.0.1:0",
                "h323.bind=",
                "http.bind=127.0.0.1:0",
                "media.ports=20000-59999",
                "carriers.bench.cidr=" + parties.caller() + "/32",
                "sip.setups-per-second=10000",
                "sip.calls-per-source=10000",
                "logs.sip-messages=false",
                "streams.enabled=false"));
    all.addAll(settings);
    all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    server = ServerProcess.start(folder.resolve("server.log"), arguments);
    try {
      String id =
          command(folder, "connector", "create", "--name", "Bench")
              .path("voiceConnectorId")
              .asText();
      String route = parties.callee() + ":" + parties.calleePort() + "/udp,priority=1,weight=1";
      command(folder, "connector", "origination", id, "--route", route);
      command(folder, "number", "add", NUMBER, "--connector", id);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** An operator's command, as it would be typed. */
  private static JsonNode command(Path folder, String... words) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", folder.toString()));
    int exit =
        Carillon.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(errors))
            .execute(all.toArray(String[]::new));
    if (exit != 0) {
      throw new IOException(String.join(" ", words) + ": " + errors);
    }
    return JSON.readTree(out.toString());
  }

  @Override
  public String name() {
    return "carillon";
  }

  @Override
  public long pid() {
    return server.pid();
  }

  @Override
  public String address() {
    return server.ready().path("sip_udp").asText();
  }

  @Override
  public String user() {
    return NUMBER;
  }

  @Override
  public void close() {
    server.close();
  }
}
