package io.carillon.media.mix;

import java.util.List;

/**
 * Those who are mixed in a tick: all who talk, but never more than {@value #MOST}, and then the
 * loudest. Owned by the mix's event loop; allocates nothing.
 */
final class Talkers {
  /** More voices at once are noise to a listener, and each costs an encoding of its own. */
  static final int MOST = 8;

  /** Who is mixed already keeps his place against one less than 3 dB louder. */
  private static final double PREFERENCE = 2;

  private final Member[] chosen = new Member[MOST];
  private final double[] levels = new double[MOST];
  private int count;

  int count() {
    return count;
  }

  Member get(int index) {
    return chosen[index];
  }

  /** Chooses anew and tells every member whether it is mixed. */
  void choose(List<Member> members) {
    count = 0;
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      if (member.wantsToTalk()) {
        consider(member);
      }
    }
    for (int i = 0; i < count; i++) {
      chosen[i].choose();
    }
    for (int i = 0; i < members.size(); i++) {
      members.get(i).settle();
    }
  }

  private void consider(Member member) {
    double level = member.gate().smoothed() * (member.talking() ? PREFERENCE : 1);
    if (count < MOST) {
      chosen[count] = member;
      levels[count++] = level;
      return;
    }
    int quietest = 0;
    for (int i = 1; i < MOST; i++) {
      if (levels[i] < levels[quietest]) {
        quietest = i;
      }
    }
    if (level > levels[quietest]) {
      chosen[quietest] = member;
      levels[quietest] = level;
    }
  }
}
