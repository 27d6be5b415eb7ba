package io.carillon.core.record;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * Whose records these are.
 *
 * @param awsAccountId twelve digits, setting {@code aws.account}
 * @param chimeAccountId UUID of the account
 */
public record AccountIds(String awsAccountId, String chimeAccountId) {
  public AccountIds {
    Objects.requireNonNull(chimeAccountId, "chimeAccountId");
    if (!awsAccountId.matches("[0-9]{12}")) {
      throw new IllegalArgumentException(
          "aws.account '" + awsAccountId + "': allowed are twelve digits");
    }
  }

  /** With an account UUID that is always the same for that AWS account. */
  public static AccountIds of(String awsAccountId) {
    byte[] name = ("carillon-account:" + awsAccountId).getBytes(StandardCharsets.UTF_8);
    return new AccountIds(awsAccountId, UUID.nameUUIDFromBytes(name).toString());
  }
}
