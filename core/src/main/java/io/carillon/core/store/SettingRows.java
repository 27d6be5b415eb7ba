package io.carillon.core.store;

import io.carillon.core.connector.CidrBlock;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.DigestCredential;
import io.carillon.core.connector.EmergencyCalling;
import io.carillon.core.connector.EmergencyCalling.RoutingNumber;
import io.carillon.core.connector.LoggingConfiguration;
import io.carillon.core.connector.Origination;
import io.carillon.core.connector.OriginationRoute;
import io.carillon.core.connector.RouteProtocol;
import io.carillon.core.connector.StreamingConfiguration;
import io.carillon.core.connector.StreamingConfiguration.NotificationTarget;
import io.carillon.core.connector.Termination;
import io.carillon.core.connector.VoiceConnector;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The settings of connectors as they were read, by connector ID.
 *
 * @param originationDisabled for each connector whose origination is set
 */
record SettingRows(
    Map<String, Termination> terminations,
    Map<String, List<DigestCredential>> credentials,
    Map<String, Boolean> originationDisabled,
    Map<String, List<OriginationRoute>> routes,
    Map<String, StreamingConfiguration> streaming,
    Map<String, List<RoutingNumber>> emergency) {

  /** Takes one row, with the connector's ID. */
  @FunctionalInterface
  private interface Taker {
    void take(String connectorId, ResultSet row) throws SQLException;
  }

  /**
   * @param connectorId null for all
   */
  static SettingRows read(Handle handle, String connectorId) {
    SettingRows read =
        new SettingRows(
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>());
    each(handle, connectorId, "connector_terminations", "", read::termination);
    each(handle, connectorId, "connector_credentials", "", read::credential);
    each(
        handle,
        connectorId,
        "connector_originations",
        "",
        (id, row) -> read.originationDisabled.put(id, row.getBoolean("disabled")));
    each(handle, connectorId, "connector_routes", " ORDER BY connector_id, place", read::route);
    each(handle, connectorId, "connector_streaming", "", read::streaming);
    each(handle, connectorId, "connector_emergency_numbers", "", read::emergencyNumber);
    return read;
  }

  private static void each(
      Handle handle, String connectorId, String table, String order, Taker taker) {
    String where = connectorId == null ? "" : " WHERE connector_id = :id";
    var query = handle.createQuery("SELECT * FROM " + table + where + order);
    if (connectorId != null) {
      query.bind("id", connectorId);
    }
    query
        .map(
            (row, context) -> {
              taker.take(row.getString("connector_id"), row);
              return true;
            })
        .list();
  }

  private void termination(String id, ResultSet row) throws SQLException {
    terminations.put(
        id,
        new Termination(
            Columns.codes(row, "cidrs").stream().map(CidrBlock::parse).toList(),
            Columns.codes(row, "calling_regions"),
            row.getInt("cps_limit"),
            row.getString("default_phone_number"),
            row.getBoolean("disabled")));
  }

  private void credential(String id, ResultSet row) throws SQLException {
    credentials
        .computeIfAbsent(id, key -> new ArrayList<>())
        .add(
            new DigestCredential(
                row.getString("username"), row.getString("ha1_md5"), row.getString("ha1_sha256")));
  }

  private void route(String id, ResultSet row) throws SQLException {
    routes
        .computeIfAbsent(id, key -> new ArrayList<>())
        .add(
            new OriginationRoute(
                row.getString("host"),
                row.getInt("port"),
                RouteProtocol.valueOf(row.getString("protocol")),
                row.getInt("priority"),
                row.getInt("weight")));
  }

  private void streaming(String id, ResultSet row) throws SQLException {
    Set<NotificationTarget> notifications = EnumSet.noneOf(NotificationTarget.class);
    Columns.codes(row, "notifications").stream()
        .map(NotificationTarget::parse)
        .forEach(notifications::add);
    streaming.put(
        id,
        new StreamingConfiguration(
            row.getInt("retention_hours"), row.getBoolean("disabled"), notifications));
  }

  private void emergencyNumber(String id, ResultSet row) throws SQLException {
    emergency
        .computeIfAbsent(id, key -> new ArrayList<>())
        .add(
            new RoutingNumber(
                row.getString("calling_country"),
                row.getString("emergency_phone_number"),
                row.getString("test_phone_number")));
  }

  ConfiguredConnector of(VoiceConnector connector, LoggingConfiguration logging) {
    String id = connector.id();
    return new ConfiguredConnector(
        connector,
        Optional.ofNullable(terminations.get(id)),
        credentials.getOrDefault(id, List.of()),
        Optional.ofNullable(originationDisabled.get(id))
            .map(disabled -> new Origination(routes.get(id), disabled)),
        Optional.ofNullable(streaming.get(id)),
        logging,
        Optional.ofNullable(emergency.get(id)).map(EmergencyCalling::new));
  }
}
