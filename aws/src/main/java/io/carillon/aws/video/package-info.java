/** Audio of legs to Kinesis Video Streams. */
package io.carillon.aws.video;
