package io.carillon.h323.h245;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Items;
import java.util.Map;
import java.util.Optional;

/** RequestMode (H.245 clause B.7): what the far end would like us to send. */
final class ModeRequests {
  private static final Map<String, AudioCodec> MODES =
      Map.of(
          "g711Alaw64k", AudioCodec.PCMA,
          "g711Ulaw64k", AudioCodec.PCMU,
          "g722-64k", AudioCodec.G722);

  private ModeRequests() {}

  /** The audio of the most preferred mode, when it is a codec we know. */
  static Optional<AudioCodec> firstChoice(Fields request) {
    return request
        .each("requestedModes", Items.class)
        .findFirst()
        .flatMap(
            mode ->
                mode.each(Fields.class)
                    .flatMap(element -> element.chosen("type").stream())
                    .filter(type -> type.is("audioMode"))
                    .map(type -> (Chosen) type.value())
                    .findFirst())
        .map(audio -> MODES.get(audio.name()));
  }
}
