package io.carillon.sip.dns;

/** Answers questions; waits, so it is for virtual threads. Thread-safe. */
interface Lookup {

  /** Never null, never throws; what is not known at the deadline has failed. */
  DnsAnswer ask(Question question, Deadline deadline);
}
