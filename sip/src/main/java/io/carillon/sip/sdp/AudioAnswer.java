package io.carillon.sip.sdp;

import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.IcePlan;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSecurity;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What we say to one audio line of an offer. */
sealed interface AudioAnswer {

  /** Taken: our line and what it means. */
  record Usable(MediaDescription line, MediaDirection remoteDirection, AudioPlan plan)
      implements AudioAnswer {}

  /** Not taken; the next line may do. */
  record Unusable(Negotiation.Refused refused) implements AudioAnswer {}

  /**
   * Answers the line.
   *
   * @param previous what the line does when it is in use already
   */
  static AudioAnswer of(
      SessionDescription offer, int index, LocalAudio local, Optional<AudioPlan> previous) {
    AudioLine theirs = AudioLine.of(offer, index);
    Optional<Negotiation.Refused> transport = transportProblem(theirs, local.rtp());
    if (transport.isPresent()) {
      return new Unusable(transport.get());
    }
    Optional<FormatChoice> formats =
        FormatChoice.answer(local.formats(), theirs.formats(), local.codecOrder());
    if (formats.isEmpty()) {
      return new Unusable(
          Negotiation.Refused.notAcceptable(305, "no common codec, offered: " + names(theirs)));
    }
    Optional<IcePlan> ice =
        Optional.ofNullable(theirs.ice())
            .filter(offered -> local.ice() && offered.usable())
            .map(offered -> offered.answer(previous.flatMap(AudioPlan::ice), local.keys()));
    MediaSecurity keys = previous.map(AudioPlan::security).orElse(null);
    return switch (SecurityChoice.answer(theirs, local, keys, ice.isPresent())) {
      case SecurityChoice.Refuse refuse -> new Unusable(refuse.refused());
      case SecurityChoice.Use use -> usable(theirs, local, formats.get(), use, ice);
    };
  }

  private static AudioAnswer usable(
      AudioLine theirs,
      LocalAudio local,
      FormatChoice formats,
      SecurityChoice.Use security,
      Optional<IcePlan> ice) {
    MediaDirection direction = Directions.agreed(local.direction(), theirs.direction());
    int packetMillis = PacketLength.millis(theirs, formats.audio().remote(), local.packetMillis());
    List<Attribute> transport = new ArrayList<>(security.attributes());
    ice.ifPresent(
        plan -> transport.addAll(IceParameters.attributes(plan, local, theirs.rtcpMux())));
    if (theirs.ice() != null && theirs.ice().mismatch() && local.ice()) {
      transport.add(Attribute.flag("ice-mismatch"));
    }
    MediaDescription line =
        LocalDescription.audio(
            local,
            theirs.media().protocol(),
            formats.all().stream().map(FormatMatch::local).toList(),
            packetMillis,
            direction,
            theirs.rtcpMux(),
            transport,
            theirs.media().refused().attributes());
    AudioPlan plan =
        Plans.of(
            theirs, formats, packetMillis, direction, theirs.rtcpMux(), security.security(), ice);
    return new Usable(line, theirs.direction(), plan);
  }

  /** Why packets could not get there at all. */
  static Optional<Negotiation.Refused> transportProblem(AudioLine theirs, InetSocketAddress ours) {
    if (theirs.profile() == null) {
      return refused(302, "transport protocol of the audio line is not supported");
    }
    return addressProblem(theirs, ours);
  }

  /** Why packets could not get to the address of a line. */
  static Optional<Negotiation.Refused> addressProblem(AudioLine theirs, InetSocketAddress ours) {
    if (theirs.isMulticast()) {
      return refused(330, "multicast is not supported");
    }
    InetSocketAddress remote = theirs.rtp();
    if (remote != null && remote.getAddress().getClass() != ours.getAddress().getClass()) {
      return refused(301, "IPv4 and IPv6 cannot talk to each other here");
    }
    return Optional.empty();
  }

  private static Optional<Negotiation.Refused> refused(int warning, String text) {
    return Optional.of(Negotiation.Refused.notAcceptable(warning, text));
  }

  /** At most eight codec names, cut down to harmless characters. */
  private static String names(AudioLine line) {
    List<String> names =
        line.formats().stream()
            .filter(NumberedFormat::isAudio)
            .limit(8)
            .map(f -> f.format().encodingName().replaceAll("[^A-Za-z0-9._-]", "?"))
            .map(name -> name.substring(0, Math.min(16, name.length())))
            .map(name -> name.toUpperCase(Locale.ROOT))
            .toList();
    return names.isEmpty() ? "none" : String.join(" ", names);
  }
}
