package io.carillon.cli.serve;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where Carillon itself lies: the folder with {@code conf}, which the launcher names. */
public final class Installation {
  private Installation() {}

  /** The folder {@code conf/NAME} of the installation. */
  public static Path conf(String name) throws StartException {
    String home = System.getProperty("carillon.home");
    if (home == null) {
      throw new StartException("the system property carillon.home is not set; start by ./carillon");
    }
    Path folder = Path.of(home, "conf", name);
    if (!Files.isDirectory(folder)) {
      throw new StartException(folder + " is missing from the installation");
    }
    return folder;
  }
}
