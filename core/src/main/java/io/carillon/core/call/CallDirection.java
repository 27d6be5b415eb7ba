package io.carillon.core.call;

/** Who placed the call, seen from the server: a party called us, or we called it. */
public enum CallDirection {
  INBOUND,
  OUTBOUND
}
