/** Logs of voice connectors to CloudWatch Logs. */
package io.carillon.aws.log;
