package io.carillon.sip.bridge;

import io.carillon.core.connector.RouteProtocol;
import io.carillon.core.trunk.Encryption;
import io.carillon.core.trunk.TrunkCall;
import io.carillon.core.trunk.TrunkDirection;
import io.carillon.core.trunk.TrunkTarget;
import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Headers and calls for tests of what is carried. */
final class Headers {
  static final String DOMAIN = "abc.voiceconnector.test";
  static final Passage TO_CARRIER = new Passage(Passage.Side.CARRIER, DOMAIN, false);
  static final Passage TO_CUSTOMER = new Passage(Passage.Side.CUSTOMER, DOMAIN, false);

  private Headers() {}

  /** Each line is {@code Name: value}. */
  static List<HeaderLine> of(String... lines) {
    return Stream.of(lines).map(Headers::line).toList();
  }

  private static HeaderLine line(String text) {
    int colon = text.indexOf(':');
    return new HeaderLine(text.substring(0, colon), text.substring(colon + 1).trim());
  }

  static List<String> text(List<HeaderLine> lines) {
    return lines.stream().map(line -> line.name() + ": " + line.value()).toList();
  }

  static TrunkCall call(TrunkDirection direction, String from, String name) {
    TrunkTarget target =
        new TrunkTarget(
            "abc",
            "us-east-1",
            "127.0.0.1:5060/udp",
            "127.0.0.1",
            5060,
            RouteProtocol.UDP,
            Encryption.AS_MEDIA,
            "+12065550100",
            "",
            Optional.empty());
    return new TrunkCall(
        direction,
        "abc",
        "us-east-1",
        from,
        "+12065550100",
        name,
        false,
        List.of(target),
        () -> {});
  }
}
