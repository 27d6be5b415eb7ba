package io.carillon.sip.leg;

import io.carillon.sip.dialog.Messages;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.sip.message.Message;

/**
 * The calls there are, by the local half of their dialog. Bounded in total, and those of strangers
 * per source address. Thread-safe.
 */
final class LegTable {
  private final int maxCalls;
  private final int maxCallsPerSource;
  private final Predicate<InetAddress> known;
  private final Map<Key, SipLeg> legs = new ConcurrentHashMap<>();
  private final Set<MergeKey> invites = ConcurrentHashMap.newKeySet();
  private final Map<InetAddress, Integer> perSource = new ConcurrentHashMap<>();
  private int admitted;

  /**
   * @param maxCallsPerSource of each address that is not known
   * @param known addresses with limits of their own; thread-safe and quick
   */
  LegTable(int maxCalls, int maxCallsPerSource, Predicate<InetAddress> known) {
    this.maxCalls = maxCalls;
    this.maxCallsPerSource = maxCallsPerSource;
    this.known = known;
  }

  private record Key(String callId, String localTag) {}

  /** What makes two INVITEs the same one that came two ways (RFC 3261 8.2.2.2). */
  private record MergeKey(String callId, String fromTag, long cseq) {
    static MergeKey of(Message invite) {
      return new MergeKey(
          Messages.callId(invite), Messages.fromTag(invite), Messages.cseq(invite).getSeqNumber());
    }
  }

  /** Takes a place for a call that came in; each one taken is given back by {@link #leave}. */
  boolean admit(InetAddress source) {
    return admit(source, known.test(source) ? maxCalls : maxCallsPerSource);
  }

  /**
   * As {@link #admit} for a call of ours: whoever wants it has limits, the place called has none.
   */
  boolean admitOurs(InetAddress place) {
    return admit(place, maxCalls);
  }

  private synchronized boolean admit(InetAddress source, int most) {
    int fromThere = perSource.getOrDefault(source, 0);
    if (admitted >= maxCalls || fromThere >= most) {
      return false;
    }
    admitted++;
    perSource.put(source, fromThere + 1);
    return true;
  }

  synchronized void leave(InetAddress source) {
    admitted--;
    perSource.computeIfPresent(source, (address, count) -> count > 1 ? count - 1 : null);
  }

  /** Places taken now. */
  synchronized int admitted() {
    return admitted;
  }

  void add(String callId, String localTag, SipLeg leg) {
    legs.put(new Key(callId, localTag), leg);
  }

  void remove(String callId, String localTag, SipLeg leg) {
    legs.remove(new Key(callId, localTag), leg);
  }

  Optional<SipLeg> find(String callId, String localTag) {
    return Optional.ofNullable(legs.get(new Key(callId, localTag)));
  }

  /**
   * Notes an INVITE without To tag.
   *
   * @return false when the same one came already on another way: 482
   */
  boolean firstWay(Message invite) {
    return invites.add(MergeKey.of(invite));
  }

  void forgetInvite(Message invite) {
    invites.remove(MergeKey.of(invite));
  }

  Collection<SipLeg> legs() {
    return List.copyOf(legs.values());
  }

  int size() {
    return legs.size();
  }
}
