package io.carillon.sip.dns;

import io.carillon.sip.transport.SipHop;
import java.util.List;

/** What a search for a server came to. */
public sealed interface Location {

  /**
   * @param hops at least one, in the order to try them (RFC 3263 4.3); none twice
   */
  record Located(List<SipHop> hops) implements Location {
    public Located {
      hops = List.copyOf(hops);
    }
  }

  /**
   * @param text for logs, one line; names the domain asked for
   */
  record NotLocated(Reason reason, String text) implements Location {}

  /** Why nothing was found. */
  enum Reason {
    /** The host of the URI can be no name in the DNS. */
    BAD_NAME(false),
    /** The URI asks for a transport that we do not have, or that cannot be secure. */
    UNSUPPORTED_TRANSPORT(false),
    /** The domain says that it has no such service (RFC 2782: target "."). */
    NO_SERVICE(false),
    /** No such name, or no address of an IP version that we have. */
    NO_ADDRESS(false),
    /** The DNS did not answer in time. */
    TIMEOUT(true),
    /** The DNS answered with errors or nonsense. */
    DNS_FAILURE(true),
    /** Too many searches at the same time. */
    BUSY(true);

    private final boolean temporary;

    Reason(boolean temporary) {
      this.temporary = temporary;
    }

    /** True when the same question may have an answer soon. */
    public boolean isTemporary() {
      return temporary;
    }
  }
}
