package io.carillon.benchmarks.calls;

/**
 * Where the two sipps are.
 *
 * @param caller address of the one that calls
 * @param callee address of the one that answers
 * @param calleePort its port
 */
record Parties(String caller, String callee, int calleePort) {}
