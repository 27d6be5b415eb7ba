package io.carillon.cli.serve;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where everything lies in a data folder. Open, it is locked: a second server would take the calls
 * of the first for calls that a crash cut.
 */
public record DataFolder(Path root, FileChannel lock) implements AutoCloseable {

  /** Makes the folder when it is not there and checks that it can be written. */
  static DataFolder open(Path root) throws StartException {
    Path absolute = root.toAbsolutePath().normalize();
    try {
      if (!Files.exists(absolute)) {
        // What people say and dial is in it: its owner's matter only.
        Files.createDirectories(
            absolute,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new StartException("--data " + root + ": the folder cannot be made: " + e.getMessage());
    }
    if (!Files.isWritable(absolute)) {
      throw new StartException("--data " + root + ": the folder cannot be written");
    }
    return new DataFolder(absolute, lock(absolute));
  }

  private static FileChannel lock(Path folder) throws StartException {
    Path file = folder.resolve("run/lock");
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return channel;
      }
      channel.close();
    } catch (OverlappingFileLockException e) {
      throw new StartException("--data " + folder + ": this process has it open already", e);
    } catch (IOException e) {
      throw new StartException(file + " cannot be locked: " + e.getMessage(), e);
    }
    throw new StartException("--data " + folder + ": another server runs with this data folder");
  }

  /** Lets others have the folder. */
  @Override
  public void close() throws IOException {
    lock.close();
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

  Path spool() {
    return root.resolve("spool");
  }

  Path run() {
    return root.resolve("run");
  }
}
