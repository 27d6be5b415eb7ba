package io.carillon.benchmarks.calls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A kamailio that proxies every call to the callee, with transactions and Record-Route, and neither
 * knows of calls nor touches their media.
 */
final class KamailioProxy implements CallServer {
  private static final int START_SECONDS = 20;
  private static final String ADDRESS = "127.0.0.8";

  private final Process process;
  private final int port;

  /**
   * @param folder new, for its configuration and log
   * @param port free
   */
  KamailioProxy(Parties parties, Path folder, int port) throws IOException {
    this.port = port;
    Path configuration = folder.resolve("kamailio.cfg");
    Files.writeString(configuration, configuration(parties, port));
    String place = folder.toString();
    Path log = folder.resolve("kamailio.log");
    process =
        new ProcessBuilder(
                List.of(
                    "kamailio",
                    "-f",
                    configuration.toString(),
                    "-DD",
                    "-E",
                    "-m",
                    "256",
                    "-M",
                    "16",
                    "-w",
                    place,
                    "-Y",
                    place))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    awaitReady(log);
  }

  private static String configuration(Parties parties, int port) {
    return """
    #!KAMAILIO
    debug=2
    log_stderror=yes
    fork=yes
    children=4
    disable_tcp=yes
    listen=udp:%s:%d
    auto_aliases=no
    mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/"
    loadmodule "tm.so"
    loadmodule "sl.so"
    loadmodule "rr.so"
    loadmodule "maxfwd.so"
    loadmodule "pv.so"
    loadmodule "siputils.so"
    loadmodule "textops.so"
    loadmodule "xlog.so"
    event_route[core:worker-one-init] { xlog("L_ERR", "worker ready\\n"); }
    request_route {
      if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
      if (is_method("CANCEL")) { if (t_check_trans()) { t_relay(); } exit; }
      if (has_totag()) {
        if (loose_route()) { t_relay(); exit; }
        if (is_method("ACK") && t_check_trans()) { t_relay(); }
        exit;
      }
      t_check_trans();
      record_route();
      $du = "sip:%s:%d";
      t_relay();
    }
    """
        .formatted(ADDRESS, port, parties.callee(), parties.calleePort());
  }

  private void awaitReady(Path log) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    try {
      while (!Files.readString(log).contains("worker ready")) {
        if (System.nanoTime() > deadline || process.waitFor(100, TimeUnit.MILLISECONDS)) {
          close();
          throw new IOException("kamailio did not start; see " + log);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public String name() {
    return "kamailio";
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public String address() {
    return ADDRESS + ":" + port;
  }

  @Override
  public String user() {
    return "bench";
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
