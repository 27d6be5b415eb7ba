package io.carillon.core.call;

/** What a leg is in its call, and so under which of a connector's numbers it is counted. */
public enum LegRole {
  /** A party in a meeting or on its way there. */
  MEETING,
  /** The customer's side of a bridged call: the PBX. */
  CUSTOMER,
  /** The other side of a bridged call: the carrier. */
  REMOTE,
  /** A recording client's session (SIPREC), heard by nobody. */
  RECORDED;

  /** Whether it is one side of a bridged call. */
  public boolean bridged() {
    return this == CUSTOMER || this == REMOTE;
  }
}
