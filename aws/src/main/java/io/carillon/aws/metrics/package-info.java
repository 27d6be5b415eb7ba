/** Metrics to CloudWatch. */
package io.carillon.aws.metrics;
