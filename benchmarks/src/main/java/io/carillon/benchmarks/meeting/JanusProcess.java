package io.carillon.benchmarks.meeting;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A janus process with a configuration of its own: audiobridge and HTTP, on 127.0.0.1 alone. */
final class JanusProcess implements AutoCloseable {
  private static final int START_SECONDS = 20;

  private final Process process;
  private final Path folder;
  private final int port;

  private JanusProcess(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  static JanusProcess start(Path folder) throws IOException {
    Path installed = installed();
    int port = freePort();
    Path plugins = only(folder, installed.resolve("plugins/libjanus_audiobridge.so"));
    Path transports = only(folder, installed.resolve("transports/libjanus_http.so"));
    Path none = Files.createDirectories(folder.resolve("none"));
    Files.writeString(
        folder.resolve("janus.jcfg"),
        """
        general: {
          plugins_folder = "%s"
          transports_folder = "%s"
          events_folder = "%s"
          loggers_folder = "%s"
          debug_level = 3
          session_timeout = 0
        }
        """
            .formatted(plugins, transports, none, none));
    Files.writeString(
        folder.resolve("janus.transport.http.jcfg"),
        """
        general: { json = "compact"; base_path = "/janus"; http = true; ip = "127.0.0.1"; port = %d; https = false }
        admin: { admin_http = false; admin_https = false }
        """
            .formatted(port));
    Files.writeString(
        folder.resolve("janus.plugin.audiobridge.jcfg"),
        """
        general: { local_ip = "127.0.0.1"; rtp_port_range = "50000-59999" }
        """);
    Process process =
        new ProcessBuilder("janus", "--configs-folder=" + folder, "--disable-colors")
            .redirectErrorStream(true)
            .redirectOutput(log(folder).toFile())
            .start();
    return new JanusProcess(process, folder, port);
  }

  private static Path log(Path folder) {
    return folder.resolve("janus.log");
  }

  /** Debian keeps the modules in /usr/lib/ARCHITECTURE/janus. */
  private static Path installed() throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/usr/lib"))) {
      for (Path folder : folders) {
        if (Files.isDirectory(folder.resolve("janus/plugins"))) {
          return folder.resolve("janus");
        }
      }
    }
    throw new IOException("janus is not installed: run ci/install-peers");
  }

  /** A folder with this module alone. */
  private static Path only(Path folder, Path module) throws IOException {
    Path made =
        Files.createDirectories(folder.resolve(module.getParent().getFileName().toString()));
    Files.createSymbolicLink(made.resolve(module.getFileName()), module);
    return made;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until it answers. */
  void awaitReady(JanusApi api) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    try {
      while (!api.answers()) {
        if (System.nanoTime() > deadline || process.waitFor(100, TimeUnit.MILLISECONDS)) {
          throw new IOException("janus did not start; see " + log(folder));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
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
