package io.carillon.benchmarks.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's janus with its audiobridge, joined by plain RTP: a room of 8 kHz, so that PCMU is not
 * resampled, everything else as it comes.
 */
final class JanusBridge implements Bridge {
  private static final int ROOM = 1;
  private static final int RATE = 8000;

  private final JanusProcess janus;
  private final JanusApi api;
  private JanusApi.Session session;

  /**
   * @param folder new, for its configuration and log
   */
  JanusBridge(Path folder) throws IOException {
    janus = JanusProcess.start(folder);
    api = new JanusApi(janus.port());
    try {
      janus.awaitReady(api);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "janus audiobridge";
  }

  @Override
  public long pid() {
    return janus.pid();
  }

  @Override
  public List<InetSocketAddress> join(List<InetSocketAddress> phones) throws IOException {
    session = api.session();
    List<InetSocketAddress> targets = new ArrayList<>();
    for (InetSocketAddress phone : phones) {
      long handle = session.attach("janus.plugin.audiobridge");
      if (targets.isEmpty()) {
        session.ask(
            handle,
            request("create").put("sampling_rate", RATE).put("allow_rtp_participants", true));
      }
      ObjectNode join = request("join").put("codec", "pcmu");
      join.putObject("rtp")
          .put("ip", phone.getAddress().getHostAddress())
          .put("port", phone.getPort())
          .put("payload_type", 0);
      JsonNode rtp = session.tell(handle, join).path("rtp");
      targets.add(new InetSocketAddress(rtp.path("ip").asText(), rtp.path("port").asInt()));
    }
    return targets;
  }

  private static ObjectNode request(String name) {
    return JsonNodeFactory.instance.objectNode().put("request", name).put("room", ROOM);
  }

  @Override
  public void leave() throws IOException {
    session.ask(session.attach("janus.plugin.audiobridge"), request("destroy"));
    session.destroy();
  }

  @Override
  public void close() {
    api.close();
    janus.close();
  }
}
