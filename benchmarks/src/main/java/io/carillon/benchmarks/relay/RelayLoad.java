package io.carillon.benchmarks.relay;

/**
 * What is asked of a relay.
 *
 * @param calls at the same time, each of two legs that send a packet of 20 ms of PCMU all the time
 * @param secured one leg of each call uses SRTP
 * @param settleSeconds before each round
 * @param seconds of each round
 * @param rounds of each relay
 * @param warmUpSeconds before the first round
 */
record RelayLoad(
    int calls, boolean secured, int settleSeconds, int seconds, int rounds, int warmUpSeconds) {

  /** Ports of the relays are ten thousand, four for each call. */
  static final int MOST_CALLS = 2000;

  static final int PACKETS_PER_SECOND = 50;

  RelayLoad {
    if (calls < 1 || calls > MOST_CALLS) {
      throw new IllegalArgumentException("calls " + calls + ": allowed are 1-" + MOST_CALLS);
    }
    if (seconds < 1 || rounds < 1 || settleSeconds < 0 || warmUpSeconds < 0) {
      throw new IllegalArgumentException("there is at least one round of one second");
    }
  }

  RelayLoad lasting(int other) {
    return new RelayLoad(calls, secured, settleSeconds, other, rounds, warmUpSeconds);
  }

  /** Packets that pass in a second. */
  int packetsPerSecond() {
    return 2 * calls * PACKETS_PER_SECOND;
  }
}
