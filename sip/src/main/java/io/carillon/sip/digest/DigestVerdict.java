package io.carillon.sip.digest;

import java.util.List;
import javax.sip.header.Header;

/** What to do with a request. */
public sealed interface DigestVerdict {

  /** It is from that user. */
  record Accepted(String user, DigestAlgorithm algorithm) implements DigestVerdict {}

  /**
   * Answer 401 or 407 with these headers, strongest algorithm first (RFC 8760 2.4).
   *
   * @param status 401 or 407
   */
  record Challenged(int status, List<Header> challenges, Cause cause) implements DigestVerdict {
    public Challenged {
      challenges = List.copyOf(challenges);
    }
  }

  /**
   * Answer with that status; credentials would not help.
   *
   * @param status 400 or 403
   */
  record Refused(int status, Cause cause) implements DigestVerdict {}

  /** Why a request is not accepted, for metrics and logs. */
  enum Cause {
    /** None for our realm. */
    NO_CREDENTIALS,
    /** Unknown user or wrong password; which of them is not told apart. */
    WRONG_CREDENTIALS,
    /** Good credentials for a nonce that is too old, forgotten, or of an earlier run. */
    STALE_NONCE,
    /** Good credentials seen before. */
    REPLAYED,
    /** They cannot be read, or lack a part. */
    MALFORMED,
    /** An algorithm or quality of protection that we did not offer. */
    NOT_OFFERED,
    /** They are for another request URI. */
    OTHER_URI,
    /** Too many wrong ones before. */
    TOO_MANY_FAILURES,
    /** ACK and CANCEL cannot be challenged (RFC 3261 22.1): judge their INVITE. */
    NOT_CHALLENGEABLE
  }
}
