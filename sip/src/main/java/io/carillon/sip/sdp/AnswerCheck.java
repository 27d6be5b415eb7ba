package io.carillon.sip.sdp;

import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.IcePlan;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSecurity;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Reads an answer against the offer we made. */
final class AnswerCheck {
  private AnswerCheck() {}

  static Negotiation check(
      SessionDescription ours, SessionDescription theirs, Optional<AudioPlan> previous) {
    int index = audioIndex(ours);
    if (theirs.media().size() > ours.media().size()) {
      return Negotiation.Refused.notAcceptable(399, "answer has more media lines than the offer");
    }
    // Trailing lines some leave out count as refused.
    if (index >= theirs.media().size() || !theirs.media().get(index).isAudio()) {
      return Negotiation.Refused.notAcceptable(304, "answer lacks the audio line");
    }
    if (theirs.media().get(index).port() == 0) {
      return Negotiation.Refused.notAcceptable(304, "audio refused in the answer");
    }
    AudioLine offered = AudioLine.of(ours, index);
    AudioLine answered = AudioLine.of(theirs, index);
    Optional<Negotiation.Refused> transport =
        AudioAnswer.transportProblem(answered, ourAddress(ours, index));
    if (transport.isPresent()) {
      return transport.get();
    }
    Optional<FormatChoice> formats = FormatChoice.accept(offered.formats(), answered.formats());
    if (formats.isEmpty()) {
      return Negotiation.Refused.notAcceptable(305, "no codec of the offer in the answer");
    }
    Optional<IcePlan> ice = ice(offered, answered);
    MediaSecurity keys = previous.map(AudioPlan::security).orElse(null);
    return switch (SecurityChoice.accept(offered, answered, keys, ice.isPresent())) {
      case SecurityChoice.Refuse refuse -> refuse.refused();
      case SecurityChoice.Use use -> {
        MediaDirection direction =
            Directions.agreed(ours.directionOf(offered.media()), answered.direction());
        int packetMillis =
            PacketLength.millis(
                answered,
                formats.get().audio().remote(),
                Math.clamp(offered.packetMillis(), 10, 60));
        yield new Negotiation.Accepted(
            ours,
            theirs,
            index,
            answered.direction(),
            Plans.of(
                answered,
                formats.get(),
                packetMillis,
                direction,
                offered.rtcpMux() && answered.rtcpMux(),
                use.security(),
                ice));
      }
    };
  }

  /** ICE goes on where they answer it; we offer none of our own accord. */
  private static Optional<IcePlan> ice(AudioLine ours, AudioLine theirs) {
    if (ours.ice() == null || theirs.ice() == null || !theirs.ice().usable()) {
      return Optional.empty();
    }
    return Optional.of(
        new IcePlan(
            ours.ice().fragment(),
            ours.ice().password(),
            theirs.ice().fragment(),
            theirs.ice().password()));
  }

  private static int audioIndex(SessionDescription ours) {
    for (int i = 0; i < ours.media().size(); i++) {
      if (ours.media().get(i).isAudio() && ours.media().get(i).port() != 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("our offer has no audio line");
  }

  private static InetSocketAddress ourAddress(SessionDescription ours, int index) {
    MediaDescription line = ours.media().get(index);
    return ours.connectionOf(line)
        .flatMap(Connection::ip)
        .map(ip -> new InetSocketAddress(ip, line.port()))
        .orElseThrow(() -> new IllegalArgumentException("our offer has no address"));
  }
}
