package io.carillon.benchmarks.meeting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.cli.demo.ServerProcess;
import io.carillon.cli.operator.OperatorClient;
import io.carillon.cli.operator.OperatorException;
import io.carillon.core.config.BindAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@code carillon serve} that is dialled by SIP over TCP, with plain RTP. */
final class CarillonBridge implements Bridge {
  private static final String HOST = "meet.chime.in";

  private final String name;
  private final ServerProcess server;
  private final OperatorClient operator;
  private final SipCaller caller;

  /**
   * @param name in the report
   * @param folder new, for its data
   * @param options of {@code serve}, added to the ones it needs
   */
  CarillonBridge(String name, Path folder, List<String> options) throws IOException {
    this.name = name;
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data",
                folder.toString(),
                "--set",
                "sip.source-rate=0",
                "--set",
                "sip.tls.bind=",
                "--set",
                "sip.tcp.bind=127.0.0.1:0",
                "--set",
                "h323.bind=",
                "--set",
                "http.bind=127.0.0.1:0",
                "--set",
                "media.ports=20000-29999"));
    arguments.addAll(options);
    server = ServerProcess.start(folder.resolve("server.log"), arguments);
    try {
      operator = new OperatorClient(folder);
      caller = new SipCaller(sip(server));
    } catch (IOException | OperatorException e) {
      server.close();
      throw new IOException(e.getMessage(), e);
    }
  }

  private static InetSocketAddress sip(ServerProcess server) {
    return BindAddress.parse(server.ready().path("sip_tcp").asText()).resolve();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long pid() {
    return server.pid();
  }

  @Override
  public List<InetSocketAddress> join(List<InetSocketAddress> phones) throws IOException {
    String uri = "sip:" + newMeeting() + "@" + HOST;
    List<InetSocketAddress> targets = new ArrayList<>();
    for (InetSocketAddress phone : phones) {
      targets.add(caller.dial(uri, phone));
    }
    return targets;
  }

  private String newMeeting() throws IOException {
    try {
      return operator
          .post(
              "/operator/meetings",
              JsonNodeFactory.instance.objectNode().put("moderated", false).put("title", "Bench"))
          .path("meetingId")
          .asText();
    } catch (OperatorException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void leave() throws IOException {
    caller.hangUp();
  }

  @Override
  public void close() throws IOException {
    try (server;
        operator) {
      caller.close();
    }
  }
}
