/** JMH micro-benchmarks and whole-server load runs. */
package io.carillon.benchmarks;
