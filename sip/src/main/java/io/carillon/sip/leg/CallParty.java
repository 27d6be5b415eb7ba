package io.carillon.sip.leg;

import java.util.Objects;
import javax.sip.address.Address;

/**
 * Who From or To names.
 *
 * @param display the name shown, empty for none; at most 128 characters
 */
public record CallParty(String display, CallUri uri) {
  private static final int MAX_DISPLAY = 128;

  public CallParty {
    Objects.requireNonNull(display, "display");
    Objects.requireNonNull(uri, "uri");
  }

  static CallParty of(Address address) {
    String display = address.getDisplayName() == null ? "" : address.getDisplayName();
    return new CallParty(
        display.length() <= MAX_DISPLAY ? display : display.substring(0, MAX_DISPLAY),
        CallUri.of(address.getURI()));
  }
}
