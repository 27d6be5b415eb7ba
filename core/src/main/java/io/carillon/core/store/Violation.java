package io.carillon.core.store;

import java.sql.SQLException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Which rule of the schema a statement broke. */
enum Violation {
  UNIQUE,
  REFERENCE,
  OTHER;

  /** By SQLSTATE; 23506 is H2's for a missing parent, where PostgreSQL says 23503 for both. */
  static Violation of(UnableToExecuteStatementException e) {
    if (!(e.getCause() instanceof SQLException sql) || sql.getSQLState() == null) {
      return OTHER;
    }
    return switch (sql.getSQLState()) {
      case "23505" -> UNIQUE;
      case "23503", "23506" -> REFERENCE;
      default -> OTHER;
    };
  }
}
