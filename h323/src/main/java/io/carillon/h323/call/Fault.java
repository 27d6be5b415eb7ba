package io.carillon.h323.call;

/** What is wrong with what a far end sent, as it is counted. */
public enum Fault {
  /** No TPKT frame, or one too long. */
  FRAME,
  /** No Q.931 message, or none of H.225.0. */
  Q931,
  /** A user-to-user element that is not to be read, or missing. */
  H225,
  /** No H.245 message. */
  H245,
  /** Nothing, or not enough, came in time. */
  SILENT,
  /** More connections than one source or all may have. */
  TOO_MANY
}
