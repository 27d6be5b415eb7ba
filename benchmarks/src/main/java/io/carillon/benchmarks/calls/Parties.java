package io.carillon.benchmarks.calls;

/**
 * Where the two who speak SIP to a server are.
 *
 * @param caller address of the one that calls
 * @param callee address of the one that answers
 * @param calleePort its port
 */
public record Parties(String caller, String callee, int calleePort) {}
