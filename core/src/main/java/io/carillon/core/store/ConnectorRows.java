package io.carillon.core.store;

import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.EmergencyCalling;
import io.carillon.core.connector.LoggingConfiguration;
import io.carillon.core.connector.Origination;
import io.carillon.core.connector.StreamingConfiguration;
import io.carillon.core.connector.Termination;
import io.carillon.core.connector.VoiceConnector;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** A connector and its settings as rows of their tables. For one transaction's handle. */
final class ConnectorRows {
  private record Row(VoiceConnector connector, LoggingConfiguration logging) {}

  private ConnectorRows() {}

  /**
   * Reads one connector, or every one, newest first. In a transaction that reads repeatably, else
   * settings of two changes can be mixed.
   *
   * @param connectorId null for all
   */
  static List<ConfiguredConnector> read(Handle handle, String connectorId) {
    SettingRows settings = SettingRows.read(handle, connectorId);
    String where = connectorId == null ? "" : " WHERE connector_id = :id";
    var query =
        handle.createQuery(
            "SELECT connector_id, name, outbound_host_name, require_encryption, region, sip_logs,"
                + " media_metric_logs, created_at, updated_at FROM voice_connectors"
                + where
                + " ORDER BY created_at DESC, connector_id");
    if (connectorId != null) {
      query.bind("id", connectorId);
    }
    return query.map(ConnectorRows::row).stream()
        .map(row -> settings.of(row.connector(), row.logging()))
        .toList();
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        new VoiceConnector(
            row.getString("connector_id"),
            row.getString("name"),
            row.getString("outbound_host_name"),
            row.getBoolean("require_encryption"),
            row.getString("region"),
            Columns.time(row, "created_at"),
            Columns.time(row, "updated_at")),
        new LoggingConfiguration(row.getBoolean("sip_logs"), row.getBoolean("media_metric_logs")));
  }

  static void insert(Handle handle, ConfiguredConnector connector) {
    write(
        handle,
        connector,
        "INSERT INTO voice_connectors (connector_id, name, outbound_host_name, require_encryption,"
            + " region, sip_logs, media_metric_logs, created_at, updated_at) VALUES (:id, :name,"
            + " :host, :encryption, :region, :sipLogs, :mediaLogs, :created, :updated)");
    insertSettings(handle, connector);
  }

  /** Writes everything anew. */
  static void replace(Handle handle, ConfiguredConnector connector) {
    write(
        handle,
        connector,
        "UPDATE voice_connectors SET name = :name, outbound_host_name = :host,"
            + " require_encryption = :encryption, region = :region, sip_logs = :sipLogs,"
            + " media_metric_logs = :mediaLogs, created_at = :created, updated_at = :updated"
            + " WHERE connector_id = :id");
    for (String table :
        List.of(
            "connector_terminations",
            "connector_credentials",
            "connector_originations", // and its routes
            "connector_streaming",
            "connector_emergency_numbers")) {
      handle
          .createUpdate("DELETE FROM " + table + " WHERE connector_id = :id")
          .bind("id", connector.connector().id())
          .execute();
    }
    insertSettings(handle, connector);
  }

  private static void write(Handle handle, ConfiguredConnector configured, String sql) {
    VoiceConnector connector = configured.connector();
    handle
        .createUpdate(sql)
        .bind("id", connector.id())
        .bind("name", connector.name())
        .bind("host", connector.outboundHostName())
        .bind("encryption", connector.requireEncryption())
        .bind("region", connector.region())
        .bind("sipLogs", configured.logging().sipLogs())
        .bind("mediaLogs", configured.logging().mediaMetricLogs())
        .bind("created", Columns.time(connector.createdAt()))
        .bind("updated", Columns.time(connector.updatedAt()))
        .execute();
  }

  private static void insertSettings(Handle handle, ConfiguredConnector connector) {
    String id = connector.connector().id();
    connector.termination().ifPresent(termination -> insert(handle, id, termination));
    connector
        .credentials()
        .forEach(
            credential ->
                handle
                    .createUpdate(
                        "INSERT INTO connector_credentials (connector_id, username, ha1_md5,"
                            + " ha1_sha256) VALUES (:id, :username, :md5, :sha256)")
                    .bind("id", id)
                    .bind("username", credential.username())
                    .bind("md5", credential.ha1Md5())
                    .bind("sha256", credential.ha1Sha256())
                    .execute());
    connector.origination().ifPresent(origination -> insert(handle, id, origination));
    connector.streaming().ifPresent(streaming -> insert(handle, id, streaming));
    connector.emergency().ifPresent(emergency -> insert(handle, id, emergency));
  }

  private static void insert(Handle handle, String id, Termination termination) {
    handle
        .createUpdate(
            "INSERT INTO connector_terminations (connector_id, cidrs, calling_regions, cps_limit,"
                + " default_phone_number, disabled) VALUES (:id, :cidrs, :regions, :cps, :number,"
                + " :disabled)")
        .bind("id", id)
        .bind("cidrs", Columns.codes(termination.cidrAllowedList()))
        .bind("regions", Columns.codes(termination.callingRegions()))
        .bind("cps", termination.cpsLimit())
        .bind("number", termination.defaultPhoneNumber())
        .bind("disabled", termination.disabled())
        .execute();
  }

  private static void insert(Handle handle, String id, Origination origination) {
    handle
        .createUpdate(
            "INSERT INTO connector_originations (connector_id, disabled) VALUES (:id, :disabled)")
        .bind("id", id)
        .bind("disabled", origination.disabled())
        .execute();
    for (int i = 0; i < origination.routes().size(); i++) {
      var route = origination.routes().get(i);
      handle
          .createUpdate(
              "INSERT INTO connector_routes (connector_id, place, host, port, protocol, priority,"
                  + " weight) VALUES (:id, :place, :host, :port, :protocol, :priority, :weight)")
          .bind("id", id)
          .bind("place", i)
          .bind("host", route.host())
          .bind("port", route.port())
          .bind("protocol", route.protocol().name())
          .bind("priority", route.priority())
          .bind("weight", route.weight())
          .execute();
    }
  }

  private static void insert(Handle handle, String id, StreamingConfiguration streaming) {
    handle
        .createUpdate(
            "INSERT INTO connector_streaming (connector_id, retention_hours, disabled,"
                + " notifications) VALUES (:id, :hours, :disabled, :notifications)")
        .bind("id", id)
        .bind("hours", streaming.dataRetentionInHours())
        .bind("disabled", streaming.disabled())
        .bind("notifications", Columns.codes(streaming.notifications()))
        .execute();
  }

  private static void insert(Handle handle, String id, EmergencyCalling emergency) {
    emergency
        .numbers()
        .forEach(
            number ->
                handle
                    .createUpdate(
                        "INSERT INTO connector_emergency_numbers (connector_id, calling_country,"
                            + " emergency_phone_number, test_phone_number) VALUES (:id, :country,"
                            + " :emergency, :test)")
                    .bind("id", id)
                    .bind("country", number.callingCountry())
                    .bind("emergency", number.emergencyPhoneNumber())
                    .bind("test", number.testPhoneNumber())
                    .execute());
  }
}
