package io.carillon.core.trunk;

import io.carillon.core.call.CallDirection;

/** Which way a call crosses a voice connector. */
public enum TrunkDirection {
  /** From a carrier to the customer's PBX: origination. */
  INBOUND,
  /** From the customer's PBX to a carrier: termination. */
  OUTBOUND;

  /** The same in records, where it stands beside the direction of calls into meetings. */
  public CallDirection ofCall() {
    return this == INBOUND ? CallDirection.INBOUND : CallDirection.OUTBOUND;
  }
}
