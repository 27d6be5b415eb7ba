package io.carillon.cli.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code carillon connector
 * create|list|show|update|delete|origination|termination|streaming|emergency|logging}.
 */
@Command(
    name = "connector",
    description = "Creates, lists, shows, sets up and deletes voice connectors (SIP trunks).",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ConnectorCommand {
  private static final String PATH = "/operator/connectors";
  private static final List<String> COLUMNS =
      List.of("voiceConnectorId", "name", "outboundHostName", "requireEncryption", "region");

  @Spec private CommandSpec spec;

  private int answer(OperatorOptions options, OperatorOptions.Question question)
      throws OperatorException {
    return options.answer(spec.commandLine().getOut(), COLUMNS, question);
  }

  private static String path(String id) throws OperatorException {
    return PATH + "/" + MeetingCommand.segment(id);
  }

  @Command(name = "create", description = "Creates a connector and prints its ID and host name.")
  int create(
      @Option(names = "--name", paramLabel = "N", required = true, description = "For people.")
          String name,
      @Option(names = "--require-encryption", description = "Only TLS and SRTP, both ways.")
          boolean encryption,
      @Option(
              names = "--region",
              paramLabel = "R",
              description = "Region name in its metrics and events (default: aws.region).")
          String region,
      @Mixin OperatorOptions options)
      throws OperatorException {
    ObjectNode body = object().put("name", name).put("requireEncryption", encryption);
    putText(body, "region", region);
    return answer(options, client -> client.post(PATH, body));
  }

  @Command(name = "list", description = "Lists the connectors.")
  int list(@Mixin OperatorOptions options) throws OperatorException {
    return answer(options, client -> client.get(PATH));
  }

  @Command(name = "show", description = "Shows one connector with its settings.")
  int show(@Parameters(paramLabel = "ID") String id, @Mixin OperatorOptions options)
      throws OperatorException {
    String path = path(id);
    return answer(options, client -> client.get(path));
  }

  @Command(name = "update", description = "Changes a connector's name or encryption.")
  int update(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--name", paramLabel = "N", description = "For people.") String name,
      @Option(
              names = "--require-encryption",
              arity = "1",
              paramLabel = "true|false",
              description = "Only TLS and SRTP, both ways.")
          Boolean encryption,
      @Mixin OperatorOptions options)
      throws OperatorException {
    ObjectNode body = object();
    putText(body, "name", name);
    putFlag(body, "requireEncryption", encryption);
    String path = path(id);
    return answer(options, client -> client.patch(path, body));
  }

  @Command(
      name = "delete",
      description = "Deletes a connector that owns no numbers and is in no group.")
  int delete(@Parameters(paramLabel = "ID") String id, @Mixin OperatorOptions options)
      throws OperatorException {
    String path = path(id);
    return answer(options, client -> client.delete(path));
  }

  @Command(
      name = "origination",
      description = "Sets where inbound calls go: the routes to the PBX. What is left out stays.")
  int origination(
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--route",
              paramLabel = "HOST[:PORT]/udp|tcp|tls[,priority=P][,weight=W]",
              description =
                  "A route, repeatable; they take the place of all before. Priorities and weights"
                      + " are 1-100 (default: 1); the smallest priority is tried first. Without a"
                      + " port it is found by DNS.")
          List<String> routes,
      @Option(
              names = "--disabled",
              arity = "1",
              paramLabel = "true|false",
              description = "Refuse these calls.")
          Boolean disabled,
      @Option(names = "--disable", description = "Refuse these calls.") boolean disable,
      @Option(names = "--enable", description = "Take these calls again.") boolean enable,
      @Option(names = "--remove", description = "Remove the origination settings.") boolean remove,
      @Mixin OperatorOptions options)
      throws OperatorException {
    ObjectNode body = object();
    putTexts(body, "routes", routes);
    putDisabled(body, disabled, disable, enable);
    return settings(id, "origination", body, remove, options);
  }

  @Command(
      name = "termination",
      description = "Sets what the PBX may do: outbound calls. What is left out stays.")
  int termination(
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--cidr",
              paramLabel = "C",
              split = ",",
              description =
                  "Addresses the PBX calls from, repeatable; they take the place of all before.")
          List<String> cidrs,
      @Option(
              names = "--calling-regions",
              paramLabel = "US",
              split = ",",
              description = "Countries that may be called, as ISO codes; at least one.")
          List<String> regions,
      @Option(
              names = "--credentials",
              paramLabel = "USER:PASSWORD",
              description = "Adds a user name, or gives it a new password; repeatable.")
          List<String> credentials,
      @Option(
              names = "--remove-credentials",
              paramLabel = "USER",
              description = "Removes a user name; repeatable.")
          List<String> removed,
      @Option(
              names = "--cps",
              paramLabel = "N",
              description = "Most new calls a second (default: 1).")
          Integer cps,
      @Option(
              names = "--default-number",
              paramLabel = "+E164",
              description = "Caller number of calls that bring none; empty for none.")
          String number,
      @Option(
              names = "--disabled",
              arity = "1",
              paramLabel = "true|false",
              description = "Refuse these calls.")
          Boolean disabled,
      @Option(names = "--disable", description = "Refuse these calls.") boolean disable,
      @Option(names = "--enable", description = "Take these calls again.") boolean enable,
      @Option(names = "--remove", description = "Remove the termination settings.") boolean remove,
      @Mixin OperatorOptions options)
      throws OperatorException {
    ObjectNode body = object();
    putTexts(body, "cidrAllowedList", cidrs);
    putTexts(body, "callingRegions", regions);
    putTexts(body, "credentials", credentials);
    putTexts(body, "removedCredentials", removed);
    putNumber(body, "cpsLimit", cps);
    putText(body, "defaultPhoneNumber", number);
    putDisabled(body, disabled, disable, enable);
    return settings(id, "termination", body, remove, options);
  }

  @Command(
      name = "streaming",
      description = "Sets the streaming of each party's audio. What is left out stays.")
  int streaming(
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--retention-hours",
              paramLabel = "N",
              description = "How long the audio is kept; 0 keeps nothing.")
          Integer hours,
      @Option(
              names = "--notify",
              paramLabel = "TARGET",
              split = ",",
              description = "Where events are sent: EventBridge, SNS, SQS.")
          List<String> targets,
      @Option(
              names = "--disabled",
              arity = "1",
              paramLabel = "true|false",
              description = "Stream nothing.")
          Boolean disabled,
      @Option(names = "--remove", description = "Remove the streaming settings.") boolean remove,
      @Mixin OperatorOptions options)
      throws OperatorException {
    ObjectNode body = object();
    putNumber(body, "dataRetentionInHours", hours);
    putTexts(body, "notificationTargets", targets);
    putFlag(body, "disabled", disabled);
    return settings(id, "streaming", body, remove, options);
  }

  @Command(
      name = "emergency",
      description = "Sets where calls to emergency services are routed, for each country.")
  int emergency(
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--number",
              paramLabel = "COUNTRY=+E164[,test=+E164]",
              description =
                  "Number that a country's emergency calls go to, and one that tries the way (933"
                      + " in the US and Canada); repeatable, they take the place of all before.")
          List<String> numbers,
      @Option(names = "--remove", description = "Remove the emergency settings.") boolean remove,
      @Mixin OperatorOptions options)
      throws OperatorException {
    ObjectNode body = object();
    putTexts(body, "numbers", numbers);
    return settings(id, "emergency", body, remove, options);
  }

  @Command(
      name = "logging",
      description = "Sets which logs the calls leave. What is left out stays.")
  int logging(
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--sip-messages",
              arity = "1",
              paramLabel = "true|false",
              description = "Every SIP message.")
          Boolean sipMessages,
      @Option(
              names = "--media-quality",
              arity = "1",
              paramLabel = "true|false",
              description = "A media quality record per call and minute.")
          Boolean mediaQuality,
      @Mixin OperatorOptions options)
      throws OperatorException {
    ObjectNode body = object();
    putFlag(body, "enableSIPLogs", sipMessages);
    putFlag(body, "enableMediaMetricLogs", mediaQuality);
    return settings(id, "logging", body, false, options);
  }

  private int settings(
      String id, String what, ObjectNode body, boolean remove, OperatorOptions options)
      throws OperatorException {
    String path = path(id) + "/" + what;
    if (remove && !body.isEmpty()) {
      throw new OperatorException("--remove goes with no other option");
    }
    if (!remove && body.isEmpty()) {
      throw new OperatorException("nothing to set: carillon connector " + what + " --help");
    }
    return answer(options, client -> remove ? client.delete(path) : client.patch(path, body));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static void putText(ObjectNode body, String name, String value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  private static void putNumber(ObjectNode body, String name, Integer value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  private static void putFlag(ObjectNode body, String name, Boolean value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  private static void putDisabled(
      ObjectNode body, Boolean disabled, boolean disable, boolean enable) throws OperatorException {
    if ((disabled != null ? 1 : 0) + (disable ? 1 : 0) + (enable ? 1 : 0) > 1) {
      throw new OperatorException("one of --disabled, --disable and --enable, please");
    }
    if (disable || enable) {
      body.put("disabled", disable);
    }
    putFlag(body, "disabled", disabled);
  }

  private static void putTexts(ObjectNode body, String name, List<String> values) {
    if (values != null) {
      values.forEach(body.putArray(name)::add);
    }
  }
}
