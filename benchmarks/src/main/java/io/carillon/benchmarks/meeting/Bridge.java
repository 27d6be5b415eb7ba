package io.carillon.benchmarks.meeting;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** A server that mixes, in a process of its own. Used by one thread. */
interface Bridge extends AutoCloseable {
  String name();

  /** Of the process whose CPU time counts. */
  long pid();

  /**
   * Brings telephones into one meeting.
   *
   * @param phones where each wants its RTP
   * @return where each is to send its RTP, in the same order
   * @throws IOException when one of them is not let in
   */
  List<InetSocketAddress> join(List<InetSocketAddress> phones) throws IOException;

  /** Takes all of them out again. */
  void leave() throws IOException;

  @Override
  void close() throws IOException;
}
