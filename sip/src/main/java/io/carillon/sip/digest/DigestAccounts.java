package io.carillon.sip.digest;

import java.util.Optional;

/** Who may sign in. Asked on the threads of SIP messages, so it answers from memory. */
@FunctionalInterface
public interface DigestAccounts {

  /**
   * @param user as the far end wrote it, at most 256 characters, anything in it
   */
  Optional<HashedPassword> find(String realm, String user);
}
