package io.carillon.benchmarks.calls;

/** A server between a sipp that calls and a sipp that answers. */
public interface CallServer extends AutoCloseable {
  /** In the report. */
  String name();

  /** Its first process; those it starts are counted with it. */
  long pid();

  /** Where calls are sent, "127.0.0.1:5060", UDP. */
  String address();

  /** User part that is called. */
  String user();

  @Override
  void close();
}
