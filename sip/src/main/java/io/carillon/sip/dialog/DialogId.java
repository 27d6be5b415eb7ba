package io.carillon.sip.dialog;

import java.util.Objects;

/**
 * Names a dialog (RFC 3261 12).
 *
 * @param remoteTag empty when the far end is so old that it has none
 */
public record DialogId(String callId, String localTag, String remoteTag) {
  public DialogId {
    Objects.requireNonNull(callId, "callId");
    Objects.requireNonNull(localTag, "localTag");
    Objects.requireNonNull(remoteTag, "remoteTag");
  }
}
