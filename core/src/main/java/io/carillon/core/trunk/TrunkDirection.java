package io.carillon.core.trunk;

/** Which way a call crosses a voice connector. */
public enum TrunkDirection {
  /** From a carrier to the customer's PBX: origination. */
  INBOUND,
  /** From the customer's PBX to a carrier: termination. */
  OUTBOUND
}
