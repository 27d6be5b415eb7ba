package io.carillon.core.call;

/** The signalling protocol a leg was made by. */
public enum LegProtocol {
  SIP,
  H323
}
