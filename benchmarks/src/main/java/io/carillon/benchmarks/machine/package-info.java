/** What Linux says of the machine and of the processes that are measured. */
package io.carillon.benchmarks.machine;
