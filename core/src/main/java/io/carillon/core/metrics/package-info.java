/** What is counted, under the names of the voice connector metrics, through Micrometer. */
package io.carillon.core.metrics;
