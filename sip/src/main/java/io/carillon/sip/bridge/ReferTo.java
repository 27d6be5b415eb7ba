package io.carillon.sip.bridge;

import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.leg.CallUri;
import io.carillon.sip.leg.Replaces;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.sip.address.SipURI;

/**
 * Where a REFER sends the other party (RFC 3515 2.1).
 *
 * @param replaces the dialog to take the place of there; with it the transfer is an attended one
 * @param silent the one who refers wants no NOTIFYs (RFC 4488)
 */
record ReferTo(CallUri target, Optional<Replaces> replaces, boolean silent) {

  /** Empty when there is not exactly one address that could be called. */
  static Optional<ReferTo> of(List<HeaderLine> headers) {
    List<HeaderLine> all = headers.stream().filter(line -> line.is("Refer-To")).toList();
    boolean silent =
        HeaderLine.first(headers, "Refer-Sub")
            .map(value -> value.trim().toLowerCase(java.util.Locale.ROOT).startsWith("false"))
            .orElse(false);
    if (all.size() != 1) {
      return Optional.empty();
    }
    return ListedAddress.parse(all.getFirst().value())
        .map(address -> new ReferTo(CallUri.of(address.uri()), replaces(address), silent));
  }

  private static Optional<Replaces> replaces(ListedAddress address) {
    if (!(address.uri() instanceof SipURI sip) || sip.getHeader("Replaces") == null) {
      return Optional.empty();
    }
    return Replaces.parse(unescaped(sip.getHeader("Replaces")));
  }

  /** %HH of a URI; a plus sign stays one. */
  static String unescaped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (text.charAt(i) == '%' && high >= 0 && low >= 0) {
        bytes.write(high << 4 | low);
        i += 2;
      } else {
        bytes.writeBytes(String.valueOf(text.charAt(i)).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
