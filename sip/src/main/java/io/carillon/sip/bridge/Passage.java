package io.carillon.sip.bridge;

import java.util.Objects;

/**
 * From whom to whom a message goes.
 *
 * @param to the side that gets it; both sides are trusted to say who calls (RFC 3325), since a call
 *     is bridged only once its caller has been recognised, but only a carrier is trusted to keep it
 *     to itself
 * @param domain of the connector; stands where the other side's hosts stood
 * @param emergency where the caller is is passed on too
 */
record Passage(Side to, String domain, boolean emergency) {

  /** The two sides of a trunk. */
  enum Side {
    CUSTOMER,
    CARRIER
  }

  Passage {
    Objects.requireNonNull(to, "to");
    if (domain.isEmpty()) {
      throw new IllegalArgumentException("no domain");
    }
  }
}
