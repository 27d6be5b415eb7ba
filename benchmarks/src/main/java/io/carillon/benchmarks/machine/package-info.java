/** What Linux says of the machine and of the processes that are measured, and where it is kept. */
package io.carillon.benchmarks.machine;
