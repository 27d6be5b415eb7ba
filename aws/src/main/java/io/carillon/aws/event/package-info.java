/** Events to EventBridge, SNS and SQS. */
package io.carillon.aws.event;
