package io.carillon.core.trunk;

import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.Settings;
import io.carillon.core.config.TrunkSettings;
import java.util.Objects;
import java.util.Set;

/**
 * What holds for the calls of all connectors.
 *
 * @param strictCallerId outbound calls need a caller number of their connector
 * @param meetingHosts host names, lower case, at which meetings are called
 * @param meetingsConnector the ID that calls of meetings are logged under
 * @param region of meetings that are called by number
 * @param cps most new calls a second of all connectors
 * @param calls most calls of all connectors at a time
 * @param callsPerConnector most calls of one connector at a time
 */
public record TrunkPolicy(
    boolean strictCallerId,
    Set<String> meetingHosts,
    String meetingsConnector,
    String region,
    int cps,
    int calls,
    int callsPerConnector) {
  public TrunkPolicy {
    meetingHosts = Set.copyOf(meetingHosts);
    Objects.requireNonNull(meetingsConnector, "meetingsConnector");
    Objects.requireNonNull(region, "region");
  }

  /** That of the settings. */
  public static TrunkPolicy of(Settings settings) {
    return new TrunkPolicy(
        settings.get(TrunkSettings.CALLER_ID).equals("strict"),
        settings.get(CarillonSettings.SIP_DOMAINS).keySet(),
        settings.get(CarillonSettings.MEETINGS_VOICE_CONNECTOR),
        settings.get(CarillonSettings.AWS_REGION),
        settings.get(TrunkSettings.CPS),
        settings.get(TrunkSettings.CALLS),
        settings.get(TrunkSettings.CALLS_PER_CONNECTOR));
  }
}
