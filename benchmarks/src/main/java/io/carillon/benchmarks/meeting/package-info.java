/** Whole-server load: one meeting on Carillon and on a peer, in turns, in the same run. */
package io.carillon.benchmarks.meeting;
