package io.carillon.core.trunk;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * What the first message of a call says, as far as it decides where the call goes.
 *
 * @param source where it came from
 * @param secure whether it came by TLS
 * @param user user part called, without parameters; empty when there was none
 * @param host host called, lower case, without port and brackets
 * @param fromUser user part of From; empty when there is none or it says anonymous
 * @param assertedUser user part of P-Asserted-Identity (RFC 3325); empty when there is none
 * @param authenticated the user name of the called connector that proved itself by digest
 */
public record TrunkAttempt(
    InetAddress source,
    boolean secure,
    String user,
    String host,
    String fromUser,
    String assertedUser,
    Optional<String> authenticated) {
  public TrunkAttempt {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(fromUser, "fromUser");
    Objects.requireNonNull(assertedUser, "assertedUser");
    Objects.requireNonNull(authenticated, "authenticated");
  }

  /** The same, once a user name has proved itself. */
  public TrunkAttempt authenticatedAs(String userName) {
    return new TrunkAttempt(
        source, secure, user, host, fromUser, assertedUser, Optional.of(userName));
  }
}
