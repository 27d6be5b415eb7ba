package io.carillon.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where everything lies in a data folder. */
public record DataFolder(Path root) {

  /** Makes the folder when it is not there and checks that it can be written. */
  static DataFolder open(Path root) throws StartException {
    Path absolute = root.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
    } catch (IOException e) {
      throw new StartException("--data " + root + ": the folder cannot be made: " + e.getMessage());
    }
    if (!Files.isWritable(absolute)) {
      throw new StartException("--data " + root + ": the folder cannot be written");
    }
    return new DataFolder(absolute);
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path streams() {
    return root.resolve("streams");
  }

  Path objects() {
    return root.resolve("s3");
  }

  Path events() {
    return root.resolve("events");
  }

  Path recordings() {
    return root.resolve("recordings");
  }

  Path tls() {
    return root.resolve("tls");
  }

  Path run() {
    return root.resolve("run");
  }
}
