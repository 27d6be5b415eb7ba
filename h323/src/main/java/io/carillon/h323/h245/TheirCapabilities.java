package io.carillon.h323.h245;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Items;
import io.carillon.h323.per.Value;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a terminal capability set says that the far end can receive (H.245 clause B.2.2).
 *
 * @param empty nothing at all: send nothing until the next set (H.323 8.4.6)
 * @param audio codecs and the longest packets we would send of each, milliseconds; those only that
 *     may be used by themselves
 * @param telephoneEvents payload type on which it takes RFC 4733 events
 * @param video it takes some video
 * @param h239 it takes part in H.239 content
 */
record TheirCapabilities(
    boolean empty,
    Map<AudioCodec, Integer> audio,
    OptionalInt telephoneEvents,
    boolean video,
    boolean h239) {
  private static final String H239 = "0.0.8.239.1.1";

  TheirCapabilities {
    audio = Map.copyOf(audio);
  }

  static TheirCapabilities of(Fields set) {
    Set<Long> usable = usable(set);
    Map<AudioCodec, Integer> audio = new EnumMap<>(AudioCodec.class);
    OptionalInt events = OptionalInt.empty();
    boolean video = false;
    boolean h239 = false;
    for (Fields entry : set.each("capabilityTable", Fields.class).toList()) {
      Optional<Chosen> capability = entry.chosen("capability");
      if (capability.isEmpty()) {
        continue;
      }
      switch (capability.get().name()) {
        case "receiveAudioCapability", "receiveAndTransmitAudioCapability" -> {
          if (usable.isEmpty() || usable.contains(number(entry))) {
            Chosen codec = (Chosen) capability.get().value();
            AudioCodec.of(codec)
                .ifPresent(known -> audio.putIfAbsent(known, AudioCodec.packetMillis(codec)));
          }
        }
        case "receiveRTPAudioTelephonyEventCapability" -> events = events(capability.get());
        case "receiveVideoCapability", "receiveAndTransmitVideoCapability" -> video = true;
        case "genericControlCapability" -> h239 |= isH239(capability.get().fields());
        default -> {} // what we do not do
      }
    }
    boolean empty = !set.has("capabilityTable") && !set.has("capabilityDescriptors");
    return new TheirCapabilities(empty, audio, events, video, h239);
  }

  /** The entries that some descriptor allows; a sender without descriptors allows all of them. */
  private static Set<Long> usable(Fields set) {
    Set<Long> usable = new HashSet<>();
    set.each("capabilityDescriptors", Fields.class)
        .flatMap(descriptor -> descriptor.each("simultaneousCapabilities", Items.class))
        .flatMap(alternatives -> alternatives.each(Value.Whole.class))
        .forEach(entry -> usable.add(entry.number()));
    return usable;
  }

  private static long number(Fields entry) {
    return entry.whole("capabilityTableEntryNumber").orElseThrow();
  }

  private static OptionalInt events(Chosen capability) {
    return OptionalInt.of((int) capability.fields().whole("dynamicRTPPayloadType").orElseThrow());
  }

  private static boolean isH239(Fields generic) {
    return generic
        .chosen("capabilityIdentifier")
        .filter(id -> id.is("standard") && id.value().equals(Value.objectId(H239)))
        .isPresent();
  }
}
