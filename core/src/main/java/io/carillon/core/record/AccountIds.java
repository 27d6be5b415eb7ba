package io.carillon.core.record;

import java.util.Objects;

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
}
