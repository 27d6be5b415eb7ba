package io.carillon.core.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.Jdbi;

/**
 * The database of a data folder: {@code carillon.mv.db}, its schema brought up to date. One process
 * at a time has it open.
 *
 * <p>What was committed is in the file when the call returns and survives a kill of the process.
 * Thread-safe.
 */
public final class Database implements AutoCloseable {
  private static final String FILE = "carillon";

  private final HikariDataSource connections;
  private final Jdbi jdbi;

  private Database(HikariDataSource connections) {
    this.connections = connections;
    this.jdbi = Jdbi.create(connections);
  }

  /**
   * Opens or makes the database.
   *
   * @throws DataFolderInUseException when another process has it open
   * @throws IOException when the folder or the file cannot be made, read or brought up to date
   */
  public static Database open(Path dataFolder) throws IOException {
    Path folder = Files.createDirectories(dataFolder).toRealPath();
    if (folder.toString().indexOf(';') >= 0) {
      throw new IOException("data folder " + folder + ": the name may not contain a semicolon");
    }
    HikariDataSource connections;
    try {
      connections = new HikariDataSource(config(folder));
    } catch (RuntimeException e) {
      throw explained(folder, e);
    }
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(connections)
          .locations("classpath:db/migration")
          .load()
          .migrate();
      ownerOnly(folder.resolve(FILE + ".mv.db"));
      return new Database(connections);
    } catch (RuntimeException e) {
      connections.close();
      throw explained(folder, e);
    } catch (IOException e) {
      connections.close();
      throw e;
    }
  }

  /** Passcodes are in it. */
  private static void ownerOnly(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static HikariConfig config(Path folder) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("carillon-db");
    // WRITE_DELAY=0: a commit writes at once, not up to half a second later. The pool closes the
    // file, not H2's own shutdown hook, which would run before the last CDR is written. Who waits
    // for a row that another changes waits as long as for a connection.
    config.setJdbcUrl(
        "jdbc:h2:file:"
            + folder.resolve(FILE)
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;TRACE_LEVEL_FILE=0");
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    config.setInitializationFailTimeout(1);
    return config;
  }

  private static IOException explained(Path folder, RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        return new DataFolderInUseException(folder, failure);
      }
    }
    return new IOException(
        "data folder " + folder + ": the database does not open: " + failure.getMessage(), failure);
  }

  /** For stores. */
  Jdbi jdbi() {
    return jdbi;
  }

  @Override
  public void close() {
    connections.close();
  }

  /** Another process has the data folder open. */
  public static final class DataFolderInUseException extends IOException {
    private static final long serialVersionUID = 1;

    DataFolderInUseException(Path folder, Throwable cause) {
      super(
          "data folder " + folder + " is in use by another carillon; stop it or set --data", cause);
    }
  }
}
