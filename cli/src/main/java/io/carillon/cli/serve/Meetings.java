package io.carillon.cli.serve;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.MeetingAudio;
import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.Settings;
import io.carillon.core.dialin.DialIn;
import io.carillon.core.dialin.DialInSettings;
import io.carillon.core.dialin.DialString;
import io.carillon.core.dialin.MeetingDialPlan;
import io.carillon.core.meeting.MeetingIds;
import io.carillon.core.meeting.MeetingRooms;
import io.carillon.core.meeting.MeetingService;
import io.carillon.core.meeting.RoomSettings;
import io.carillon.core.store.Database;
import io.carillon.core.store.SqlMeetingStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import java.util.HashMap;
import java.util.Map;

/** Meetings, their rooms, and the way in. */
record Meetings(MeetingService service, MeetingRooms rooms, DialIn dialIn, DialPlan dialPlan) {

  static Meetings start(Base base, Database database, MeetingAudio.Factory mixes) {
    Settings settings = base.settings();
    MeetingService service =
        new MeetingService(
            new SqlMeetingStore(database), new MeetingIds(base.random()), base.clock());
    MeetingRooms rooms =
        new MeetingRooms(
            new RoomSettings(RoomSettings.GUIDE_MAXIMUM, base.data().recordings()),
            mixes,
            base.events(),
            base.clock(),
            base.virtualThreads());
    DialInSettings patience = DialInSettings.DEFAULT;
    DialIn dialIn =
        new DialIn(
            new DialInSettings(
                patience.noInput(),
                patience.entryPause(),
                patience.idPause(),
                patience.silences(),
                patience.tries(),
                settings.get(CarillonSettings.MEETINGS_WAIT)),
            service,
            rooms,
            base.scheduler(),
            base.virtualThreads(),
            System::nanoTime);
    Gauge.builder("carillon.dialin.sessions", dialIn, DialIn::sessions)
        .description("legs being asked for their meeting or in it")
        .register(base.meters());
    FunctionCounter.builder("carillon.dialin.keys.dropped", dialIn, DialIn::droppedKeys)
        .description("keys that came faster than anybody keys")
        .register(base.meters());
    DialPlan plan =
        new MeetingDialPlan(
            domains(settings), settings.get(CarillonSettings.MEETINGS_VOICE_CONNECTOR), dialIn);
    return new Meetings(service, rooms, dialIn, plan);
  }

  /** A domain without a region is in the server's own. */
  private static Map<String, String> domains(Settings settings) {
    Map<String, String> domains = new HashMap<>(settings.get(CarillonSettings.SIP_DOMAINS));
    domains.replaceAll(
        (host, region) -> region.isEmpty() ? settings.get(CarillonSettings.AWS_REGION) : region);
    return domains;
  }

  /** Answers calls to numbers that lead to the meetings: nobody has said which one yet. */
  DialPlan.LegHandler byNumber() {
    return leg -> dialIn.answered(leg, DialString.NONE);
  }
}
