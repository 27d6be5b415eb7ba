package io.carillon.core.quality;

import io.carillon.core.call.LegInfo;
import io.carillon.core.event.BridgedCall;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who called whom in a bridged call, for its records: in E.164 when either leg has the number so,
 * since one side may write it as it is dialled there.
 *
 * @param from number or user part of the caller, empty when anonymous
 * @param to number or user part called
 */
public record CallNumbers(String from, String to) {

  /**
   * What the leg that was placed last says counts most after a transfer, else what the caller said.
   */
  public static CallNumbers of(BridgedCall call) {
    Stream<LegInfo> both = Stream.concat(Stream.of(call.first()), call.second().stream());
    List<LegInfo> legs = call.original() ? both.toList() : both.toList().reversed();
    return new CallNumbers(best(legs, LegInfo::fromUser), best(legs, LegInfo::toUser));
  }

  private static String best(List<LegInfo> legs, Function<LegInfo, String> number) {
    return legs.stream()
        .map(number)
        .filter(text -> PhoneCountries.e164(text).isPresent())
        .findFirst()
        .orElse(number.apply(legs.getFirst()));
  }
}
