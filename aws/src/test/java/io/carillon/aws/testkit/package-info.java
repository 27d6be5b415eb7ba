/**
 * A far end for tests that speaks HTTP and checks what it is sent. For SQS and S3 the module cli
 * also has servers that others made (ElasticMQ, S3Mock); CloudWatch, EventBridge and SNS are tested
 * against this one alone.
 */
package io.carillon.aws.testkit;
