/** Calls set up and ended through a server, beside kamailio as a stateful proxy. */
package io.carillon.benchmarks.calls;
