package io.carillon.admin.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorGroup;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.ConnectorNumber.Use;
import io.carillon.core.connector.DigestCredential;
import io.carillon.core.connector.EmergencyCalling;
import io.carillon.core.connector.Origination;
import io.carillon.core.connector.OriginationRoute;
import io.carillon.core.connector.StreamingConfiguration;
import io.carillon.core.connector.Termination;
import io.carillon.core.connector.VoiceConnector;

/**
 * Connectors and numbers as JSON; members are named as in the chime-sdk-voice model. What is not
 * set is null. Of credentials only the user names are told.
 */
final class ConnectorJson {
  private ConnectorJson() {}

  static ObjectNode connector(ConfiguredConnector configured) {
    VoiceConnector connector = configured.connector();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("voiceConnectorId", connector.id());
    json.put("name", connector.name());
    json.put("outboundHostName", connector.outboundHostName());
    json.put("requireEncryption", connector.requireEncryption());
    json.put("region", connector.region());
    json.put("createdAt", connector.createdAt().toString());
    json.put("updatedAt", connector.updatedAt().toString());
    json.set("termination", configured.termination().map(ConnectorJson::termination).orElse(null));
    ArrayNode usernames = json.putArray("credentials");
    configured.credentials().stream().map(DigestCredential::username).forEach(usernames::add);
    json.set("origination", configured.origination().map(ConnectorJson::origination).orElse(null));
    json.set("streaming", configured.streaming().map(ConnectorJson::streaming).orElse(null));
    json.putObject("logging")
        .put("enableSIPLogs", configured.logging().sipLogs())
        .put("enableMediaMetricLogs", configured.logging().mediaMetricLogs());
    json.set("emergencyCalling", configured.emergency().map(ConnectorJson::emergency).orElse(null));
    return json;
  }

  private static ObjectNode termination(Termination termination) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode cidrs = json.putArray("cidrAllowedList");
    termination.cidrAllowedList().forEach(cidr -> cidrs.add(cidr.toString()));
    ArrayNode regions = json.putArray("callingRegions");
    termination.callingRegions().forEach(regions::add);
    json.put("cpsLimit", termination.cpsLimit());
    json.put("defaultPhoneNumber", termination.defaultPhoneNumber());
    json.put("disabled", termination.disabled());
    return json;
  }

  private static ObjectNode origination(Origination origination) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode routes = json.putArray("routes");
    for (OriginationRoute route : origination.routes()) {
      routes
          .addObject()
          .put("host", route.host())
          .put("port", route.port())
          .put("protocol", route.protocol().name())
          .put("priority", route.priority())
          .put("weight", route.weight());
    }
    json.put("disabled", origination.disabled());
    return json;
  }

  private static ObjectNode streaming(StreamingConfiguration streaming) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dataRetentionInHours", streaming.dataRetentionInHours());
    json.put("disabled", streaming.disabled());
    ArrayNode targets = json.putArray("notificationTargets");
    streaming.notifications().stream().sorted().forEach(target -> targets.add(target.toString()));
    return json;
  }

  private static ArrayNode emergency(EmergencyCalling emergency) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (EmergencyCalling.RoutingNumber number : emergency.numbers()) {
      json.addObject()
          .put("callingCountry", number.callingCountry())
          .put("emergencyPhoneNumber", number.emergencyPhoneNumber())
          .put("testPhoneNumber", number.testPhoneNumber());
    }
    return json;
  }

  static ObjectNode number(ConnectorNumber number) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("e164PhoneNumber", number.e164());
    json.put(
        "voiceConnectorId",
        number.use() instanceof Use.ToConnector to ? to.voiceConnectorId() : null);
    json.put(
        "voiceConnectorGroupId",
        number.use() instanceof Use.ToGroup to ? to.groupId().toString() : null);
    json.put("meetings", number.use() instanceof Use.ToMeetings);
    json.put("callingName", number.callingName());
    json.put("createdAt", number.createdAt().toString());
    json.put("updatedAt", number.updatedAt().toString());
    return json;
  }

  static ObjectNode group(ConnectorGroup group) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("voiceConnectorGroupId", group.id().toString());
    json.put("name", group.name());
    ArrayNode items = json.putArray("voiceConnectorItems");
    for (ConnectorGroup.Item item : group.items()) {
      items
          .addObject()
          .put("voiceConnectorId", item.voiceConnectorId())
          .put("priority", item.priority());
    }
    json.put("createdAt", group.createdAt().toString());
    json.put("updatedAt", group.updatedAt().toString());
    return json;
  }
}
