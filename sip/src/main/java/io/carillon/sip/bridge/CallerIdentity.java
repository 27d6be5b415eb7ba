package io.carillon.sip.bridge;

import io.carillon.core.trunk.TrunkCall;
import io.carillon.core.trunk.TrunkDirection;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.status.QuotedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who calls, as the called side is told.
 *
 * @param user of From, a number with + where there is one; empty when the caller stays unnamed
 * @param host of From
 * @param display of From, empty for none
 * @param asserted P-Asserted-Identity (RFC 3325)
 */
record CallerIdentity(String user, String host, String display, List<HeaderLine> asserted) {
  static final int MAX_NAME = 15;
  private static final int MAX_CUSTOMERS_NAME = 64;
  private static final int MAX_ASSERTED = 2;
  private static final String ASSERTED = "P-Asserted-Identity";
  private static final String NOBODY = "anonymous";

  CallerIdentity {
    asserted = List.copyOf(asserted);
  }

  /** True when the caller asks that nobody untrusted learns the identity (RFC 3323, 3325 9.3). */
  static boolean withheld(List<HeaderLine> headers) {
    return headers.stream()
        .filter(line -> line.is("Privacy"))
        .flatMap(line -> Stream.of(line.value().split("[;,]")))
        .map(token -> token.trim().toLowerCase(Locale.ROOT))
        .anyMatch(token -> token.equals("id") || token.equals("user"));
  }

  /**
   * Whom the INVITE to the called side names.
   *
   * @param headers of the caller's INVITE
   */
  static CallerIdentity of(TrunkCall call, List<HeaderLine> headers, Passage passage) {
    boolean outbound = call.direction() == TrunkDirection.OUTBOUND;
    boolean withheld = withheld(headers);
    Optional<ListedAddress> from = from(headers);
    boolean unnamed =
        from.map(CallerIdentity::anonymous).orElse(true) || call.fromNumber().isEmpty();
    List<HeaderLine> asserted =
        withheld && passage.to() == Passage.Side.CUSTOMER
            ? List.of()
            : asserted(call, headers, passage);
    if (unnamed || withheld) {
      return new CallerIdentity(NOBODY, "anonymous.invalid", "Anonymous", asserted);
    }
    String written = from.map(ListedAddress::display).orElse("");
    String name =
        outbound
            ? shortened(call.callingName().isEmpty() ? written : call.callingName(), MAX_NAME)
            : shortened(written, MAX_CUSTOMERS_NAME);
    return new CallerIdentity(call.fromNumber(), passage.domain(), name, asserted);
  }

  private static Optional<ListedAddress> from(List<HeaderLine> headers) {
    return headers.stream()
        .filter(line -> line.is("From"))
        .findFirst()
        .flatMap(line -> ListedAddress.parse(line.value()));
  }

  private static boolean anonymous(ListedAddress from) {
    return from.user().isEmpty() || from.user().equalsIgnoreCase(NOBODY);
  }

  private static List<HeaderLine> asserted(
      TrunkCall call, List<HeaderLine> headers, Passage passage) {
    List<HeaderLine> lines = new ArrayList<>();
    String name = shortened(call.callingName(), MAX_NAME);
    for (ListedAddress address : addresses(headers)) {
      ListedAddress told = address.at(passage.domain());
      if (call.direction() == TrunkDirection.OUTBOUND) {
        told = told.named(name.isEmpty() ? shortened(address.display(), MAX_NAME) : name);
      }
      String text = told.withoutParameters().text();
      if (fits(text)) {
        lines.add(new HeaderLine(ASSERTED, text));
      }
    }
    if (lines.isEmpty() && !call.fromNumber().isEmpty() && passage.to() == Passage.Side.CARRIER) {
      String quoted = name.isEmpty() ? "" : QuotedText.quote(name) + " ";
      lines.add(
          new HeaderLine(
              ASSERTED, quoted + "<sip:" + call.fromNumber() + "@" + passage.domain() + ">"));
    }
    return lines;
  }

  /** The identity the answering side asserts of itself, for the caller. */
  static List<HeaderLine> connected(List<HeaderLine> headers, Passage passage) {
    if (withheld(headers) && passage.to() == Passage.Side.CUSTOMER) {
      return List.of();
    }
    return addresses(headers).stream()
        .map(address -> address.at(passage.domain()).withoutParameters().text())
        .filter(CallerIdentity::fits)
        .map(text -> new HeaderLine(ASSERTED, text))
        .toList();
  }

  private static boolean fits(String text) {
    return text.length() <= CarriedHeaders.MAX_LENGTH && HeaderLine.fits(ASSERTED, text);
  }

  /** RFC 3325 9.1: at most one sip: or sips: and one tel: address. */
  private static List<ListedAddress> addresses(List<HeaderLine> headers) {
    return headers.stream()
        .filter(line -> line.is(ASSERTED))
        .flatMap(line -> ListedAddress.split(line.value()).stream())
        .flatMap(value -> ListedAddress.parse(value).stream())
        .limit(MAX_ASSERTED)
        .toList();
  }

  static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length).stripTrailing();
  }
}
