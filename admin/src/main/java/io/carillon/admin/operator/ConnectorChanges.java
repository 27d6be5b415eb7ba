package io.carillon.admin.operator;

import io.carillon.admin.http.HttpCall;
import io.carillon.admin.http.HttpProblem;
import io.carillon.core.connector.CidrBlock;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.ConnectorService;
import io.carillon.core.connector.EmergencyCalling;
import io.carillon.core.connector.LoggingConfiguration;
import io.carillon.core.connector.Origination;
import io.carillon.core.connector.OriginationRoute;
import io.carillon.core.connector.StreamingConfiguration;
import io.carillon.core.connector.StreamingConfiguration.NotificationTarget;
import io.carillon.core.connector.Termination;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Changes of a connector's settings as requests bring them: what a request leaves out stays. */
final class ConnectorChanges {
  private static final int DEFAULT_CPS = 1; // as Amazon's

  private ConnectorChanges() {}

  static UnaryOperator<ConfiguredConnector> termination(HttpCall call) throws HttpProblem {
    Body body =
        new Body(
            call,
            "cidrAllowedList",
            "callingRegions",
            "cpsLimit",
            "defaultPhoneNumber",
            "disabled",
            "credentials",
            "removedCredentials");
    Optional<List<CidrBlock>> cidrs =
        body.texts("cidrAllowedList").map(list -> list.stream().map(CidrBlock::parse).toList());
    Optional<List<String>> regions = body.texts("callingRegions");
    Optional<Integer> cps = body.number("cpsLimit");
    Optional<String> number = body.text("defaultPhoneNumber");
    Optional<Boolean> disabled = body.flag("disabled");
    Map<String, String> passwords = passwords(body.texts("credentials").orElse(List.of()));
    List<String> removed = body.texts("removedCredentials").orElse(List.of());
    boolean onlyCredentials =
        cidrs.isEmpty()
            && regions.isEmpty()
            && cps.isEmpty()
            && number.isEmpty()
            && disabled.isEmpty();
    return old -> {
      ConfiguredConnector changed =
          ConnectorService.withCredentials(
              ConnectorService.withoutCredentials(old, removed), passwords);
      if (onlyCredentials) {
        return changed;
      }
      Optional<Termination> known = old.termination();
      Optional<String> knownNumber = known.map(Termination::defaultPhoneNumber);
      return changed.withTermination(
          Optional.of(
              new Termination(
                  cidrs.or(() -> known.map(Termination::cidrAllowedList)).orElse(List.of()),
                  regions.or(() -> known.map(Termination::callingRegions)).orElse(List.of()),
                  cps.or(() -> known.map(Termination::cpsLimit)).orElse(DEFAULT_CPS),
                  number.isPresent() ? numberOrNone(number.get()) : knownNumber.orElse(null),
                  disabled.or(() -> known.map(Termination::disabled)).orElse(false))));
    };
  }

  private static String numberOrNone(String text) {
    return text.isEmpty() ? null : ConnectorNumber.normalized(text);
  }

  /** Each USER:PASSWORD; the messages have no password in them. */
  private static Map<String, String> passwords(List<String> credentials) {
    Map<String, String> passwords = new HashMap<>();
    for (String credential : credentials) {
      int colon = credential.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("credentials: allowed are USER:PASSWORD");
      }
      passwords.put(credential.substring(0, colon), credential.substring(colon + 1));
    }
    return passwords;
  }

  static UnaryOperator<ConfiguredConnector> origination(HttpCall call) throws HttpProblem {
    Body body = new Body(call, "routes", "disabled");
    Optional<List<OriginationRoute>> routes =
        body.texts("routes").map(list -> list.stream().map(OriginationRoute::parse).toList());
    Optional<Boolean> disabled = body.flag("disabled");
    return old -> {
      Optional<Origination> known = old.origination();
      return old.withOrigination(
          Optional.of(
              new Origination(
                  routes.or(() -> known.map(Origination::routes)).orElse(List.of()),
                  disabled.or(() -> known.map(Origination::disabled)).orElse(false))));
    };
  }

  static UnaryOperator<ConfiguredConnector> logging(HttpCall call) throws HttpProblem {
    Body body = new Body(call, "enableSIPLogs", "enableMediaMetricLogs");
    Optional<Boolean> sip = body.flag("enableSIPLogs");
    Optional<Boolean> media = body.flag("enableMediaMetricLogs");
    return old ->
        old.withLogging(
            new LoggingConfiguration(
                sip.orElse(old.logging().sipLogs()),
                media.orElse(old.logging().mediaMetricLogs())));
  }

  static UnaryOperator<ConfiguredConnector> streaming(HttpCall call) throws HttpProblem {
    Body body = new Body(call, "dataRetentionInHours", "disabled", "notificationTargets");
    Optional<Integer> hours = body.number("dataRetentionInHours");
    Optional<Boolean> disabled = body.flag("disabled");
    Optional<Set<NotificationTarget>> targets =
        body.texts("notificationTargets")
            .map(list -> list.stream().map(NotificationTarget::parse).collect(Collectors.toSet()));
    return old -> {
      Optional<StreamingConfiguration> known = old.streaming();
      int retention =
          hours
              .or(() -> known.map(StreamingConfiguration::dataRetentionInHours))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "retention in hours: is needed while streaming was never set"));
      return old.withStreaming(
          Optional.of(
              new StreamingConfiguration(
                  retention,
                  disabled.or(() -> known.map(StreamingConfiguration::disabled)).orElse(false),
                  targets
                      .or(() -> known.map(StreamingConfiguration::notifications))
                      .orElse(Set.of()))));
    };
  }

  /** The routing numbers take the place of all before. */
  static UnaryOperator<ConfiguredConnector> emergency(HttpCall call) throws HttpProblem {
    List<EmergencyCalling.RoutingNumber> numbers =
        new Body(call, "numbers")
            .texts("numbers").orElse(List.of()).stream()
                .map(EmergencyCalling.RoutingNumber::parse)
                .toList();
    EmergencyCalling emergency = new EmergencyCalling(numbers);
    return old -> old.withEmergency(Optional.of(emergency));
  }
}
