/** Calls of two on our relay and on another, in turns: {@code carillon bench relay}. */
package io.carillon.benchmarks.relay;
