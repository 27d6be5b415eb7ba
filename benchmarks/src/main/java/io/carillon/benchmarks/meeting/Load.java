package io.carillon.benchmarks.meeting;

/**
 * What a bridge is given to do.
 *
 * @param participants PCMU, 20 ms, all of them sending all the time, 2-250
 * @param talkers how many of them speak; the others send the noise of a quiet line
 * @param settleSeconds after the last has joined and before the measurement begins
 * @param seconds measured in each round
 * @param rounds measured of each bridge, in turns
 * @param warmUpSeconds of the first round of each, which does not count
 */
record Load(
    int participants, int talkers, int settleSeconds, int seconds, int rounds, int warmUpSeconds) {

  /** Most legs of a meeting, here as in Amazon Chime. */
  private static final int MOST_PARTICIPANTS = 250;

  Load {
    if (participants < 2 || participants > MOST_PARTICIPANTS) {
      throw new IllegalArgumentException("participants " + participants + ": allowed are 2-250");
    }
    if (talkers < 1 || talkers > participants) {
      throw new IllegalArgumentException("talkers " + talkers + ": allowed are 1-" + participants);
    }
    if (settleSeconds < 0 || seconds < 1 || rounds < 1 || warmUpSeconds < 0) {
      throw new IllegalArgumentException("times and rounds must be positive");
    }
  }

  /** The same for one round of another length. */
  Load lasting(int other) {
    return new Load(participants, talkers, settleSeconds, other, 1, 0);
  }
}
