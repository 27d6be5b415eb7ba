package io.carillon.media.ice;

import io.carillon.media.session.IcePlan;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * The lite agent of one component (RFC 8445 2.5): answers the far end's checks and keeps the path
 * it nominates. A lite agent is always the controlled one. Checks that are not authentic are
 * dropped without an answer: the far end sends them again, and a stranger learns nothing.
 *
 * <p>Owned by the leg's event loop.
 */
public final class IceLite {
  /** Addresses remembered as checked; a far end has a handful of interfaces. */
  static final int MAX_VALID = 8;

  /** Without a check for so long consent has expired (RFC 7675 5.1). */
  static final long CONSENT_NANOS = 30_000_000_000L;

  /** A check so long after the nomination shows that the far end keeps asking for consent. */
  static final long KEEPS_CHECKING_NANOS = 2_500_000_000L;

  /** A path not checked for so long may be replaced by one of lower priority. */
  static final long STALE_NANOS = 5_000_000_000L;

  private static final int ROLE_CONFLICT = 487;
  private static final int UNKNOWN_ATTRIBUTE = 420;

  private final IcePlan plan;
  private final byte[] username;
  private final StunIntegrity integrity;
  private final StunWriter writer;
  private final StunReader reader = new StunReader();
  private final InetSocketAddress[] valid = new InetSocketAddress[MAX_VALID];
  private int validCount;
  private int validNext;
  private InetSocketAddress selected;
  private long selectedPriority;
  private long selectedAt;
  private long checkedAt;
  private boolean keepsChecking;
  private long answered;
  private long dropped;

  public IceLite(IcePlan plan) {
    this.plan = plan;
    this.username =
        (plan.localFragment() + ":" + plan.remoteFragment()).getBytes(StandardCharsets.US_ASCII);
    this.integrity = new StunIntegrity(plan.localPassword());
    this.writer = new StunWriter(integrity);
  }

  public IcePlan plan() {
    return plan;
  }

  /**
   * Handles a STUN message.
   *
   * @return bytes of the answer in {@link #answer}; 0 for none
   */
  public int received(byte[] buf, int off, int len, InetSocketAddress source, long nowNanos) {
    if (!reader.read(buf, off, len)
        || reader.type() != StunType.BINDING_REQUEST
        || !reader.isFor(username)
        || reader.integrityAt() < 0
        || !integrity.fits(buf, off, reader.integrityAt())) {
      dropped++;
      return 0;
    }
    answered++;
    if (reader.unknownAttribute() >= 0) {
      return writer.error(
          buf, off, UNKNOWN_ATTRIBUTE, "Unknown Attribute", reader.unknownAttribute());
    }
    if (reader.controlled()) {
      return writer.error(buf, off, ROLE_CONFLICT, "Role Conflict", -1);
    }
    checked(source, nowNanos);
    return writer.success(buf, off, source);
  }

  private void checked(InetSocketAddress source, long nowNanos) {
    if (!knows(source)) {
      validate(source);
    }
    boolean onPath = source.equals(selected);
    if (onPath && nowNanos - selectedAt > KEEPS_CHECKING_NANOS) {
      keepsChecking = true;
    }
    if (reader.useCandidate() && !onPath && betterThanSelected(nowNanos)) {
      selected = source;
      selectedAt = nowNanos;
      selectedPriority = reader.priority();
      onPath = true;
    }
    if (onPath) {
      checkedAt = nowNanos;
    }
  }

  /** Of several nominated ones the highest priority wins (RFC 5245's aggressive nomination). */
  private boolean betterThanSelected(long nowNanos) {
    return selected == null
        || reader.priority() >= selectedPriority
        || nowNanos - checkedAt > STALE_NANOS;
  }

  private void validate(InetSocketAddress source) {
    if (validCount < MAX_VALID) {
      valid[validCount++] = source;
      return;
    }
    if (valid[validNext].equals(selected)) {
      validNext = (validNext + 1) % MAX_VALID;
    }
    valid[validNext] = source;
    validNext = (validNext + 1) % MAX_VALID;
  }

  /** The answer to the message handled last. */
  public byte[] answer() {
    return writer.bytes();
  }

  /** An authentic check has come from there. */
  public boolean knows(InetSocketAddress source) {
    for (int i = 0; i < validCount; i++) {
      if (valid[i] == source || valid[i].equals(source)) {
        return true;
      }
    }
    return false;
  }

  /** Where to send; null before the far end has nominated a path. */
  public InetSocketAddress selected() {
    return selected;
  }

  /**
   * The far end asked for consent and does so no more (RFC 7675): nothing may be sent. One that
   * never asked after its nomination, as before that RFC, is judged by its media alone.
   */
  public boolean consentLost(long nowNanos) {
    return keepsChecking && nowNanos - checkedAt > CONSENT_NANOS;
  }

  /** For the log at the end of a call. */
  @Override
  public String toString() {
    return "checks=" + answered + " dropped=" + dropped;
  }
}
