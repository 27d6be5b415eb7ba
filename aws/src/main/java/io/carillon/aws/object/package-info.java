/** Call detail records to S3. */
package io.carillon.aws.object;
