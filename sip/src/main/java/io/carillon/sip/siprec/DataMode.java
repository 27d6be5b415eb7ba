package io.carillon.sip.siprec;

/** How much a metadata document says (RFC 7865 6.1). */
public enum DataMode {
  /** Everything there is; it takes the place of what was known. */
  COMPLETE,
  /** What has changed. */
  PARTIAL
}
