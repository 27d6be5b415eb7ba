package io.carillon.cli.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A kamailio 5.6 (Debian) as an office's registrar and proxy: phones register with it without
 * passwords, calls to numbers it knows go to the phones, all others to a trunk. It stays in the way
 * of every call (Record-Route) and routes strictly by what is in the messages.
 */
public final class Kamailio implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final PeerProcess process;
  private final String address;

  private Kamailio(PeerProcess process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it with UDP and TCP and waits until it listens.
   *
   * @param own its address out of 127.0.0.0/8
   * @param port its port
   * @param trunkHost host name of the trunk, for the request-URI of calls that go out
   * @param trunk where they are sent, "127.0.0.1:5060"
   * @param parent a folder below target/; its own is made there
   */
  public static Kamailio start(String own, int port, String trunkHost, String trunk, Path parent) {
    Path folder = parent.resolve("kamailio-" + port).toAbsolutePath();
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("kamailio.cfg"), configuration(own, port, trunkHost, trunk));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String place = folder.toString();
    PeerProcess process =
        PeerProcess.start(
            folder,
            folder.resolve("log"),
            List.of(
                "kamailio",
                "-f",
                place + "/kamailio.cfg",
                "-DD",
                "-E",
                "-m",
                "32",
                "-M",
                "8",
                "-w",
                place,
                "-Y",
                place));
    try {
      process.awaitLog("main process", SOON);
    } catch (RuntimeException | Error e) {
      process.close();
      throw e;
    }
    return new Kamailio(process, own + ":" + port);
  }

  private static String configuration(String own, int port, String trunkHost, String trunk) {
    return """
    #!KAMAILIO
    debug=2
    log_stderror=yes
    fork=yes
    children=2
    tcp_children=2
    listen=udp:%1$s:%2$d
    listen=tcp:%1$s:%2$d
    auto_aliases=no
    mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/"
    loadmodule "tm.so"
    loadmodule "sl.so"
    loadmodule "rr.so"
    loadmodule "maxfwd.so"
    loadmodule "usrloc.so"
    loadmodule "registrar.so"
    loadmodule "pv.so"
    loadmodule "siputils.so"
    loadmodule "textops.so"
    loadmodule "xlog.so"
    modparam("registrar", "gruu_enabled", 0)
    event_route[core:worker-one-init] { xlog("L_ERR", "main process\\n"); }
    request_route {
      if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
      if (is_method("CANCEL")) { if (t_check_trans()) { t_relay(); } exit; }
      if (has_totag()) {
        if (loose_route()) { t_relay(); exit; }
        if (is_method("ACK")) { if (t_check_trans()) { t_relay(); } exit; }
        sl_send_reply("404", "Not Here");
        exit;
      }
      t_check_trans();
      if (is_method("REGISTER")) {
        if (save("location")) { xlog("L_ERR", "registered $tU\\n"); }
        exit;
      }
      record_route();
      if (lookup("location")) { t_relay(); exit; }
      if ("$si:$sp" == "%4$s") { sl_send_reply("404", "Not Found"); exit; }
      $rd = "%3$s";
      $du = "sip:%4$s";
      t_relay();
    }
    """
        .formatted(own, port, trunkHost, trunk);
  }

  /** As "127.0.0.4:5060". */
  public String address() {
    return address;
  }

  /** Waits until a phone has registered. */
  public void awaitRegistered(String user) {
    process.awaitLog("registered " + user, SOON);
  }

  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}
