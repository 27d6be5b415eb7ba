package io.carillon.aws.object;

import io.carillon.aws.client.AwsAccess;
import io.carillon.aws.client.ServiceAnswers;
import io.carillon.core.record.CdrSink.CdrObject;
import io.carillon.core.spool.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The bucket of the call detail records, one object for each. An object that is there already stays
 * as it is ({@code If-None-Match: *}): the same record may be sent twice.
 */
public final class CdrBucket implements Target {
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client client;
  private final String bucket;

  public CdrBucket(AwsAccess access, String bucket) {
    // Checksums only where S3 asks for one, and no chunked signing: other makers' S3 knows neither.
    S3ClientBuilder builder =
        S3Client.builder()
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .serviceConfiguration(
                options ->
                    options
                        .chunkedEncodingEnabled(false)
                        .pathStyleAccessEnabled(access.endpoint().isPresent()));
    this.client = access.client(builder);
    this.bucket = Objects.requireNonNull(bucket, "bucket");
  }

  @Override
  public int maxRecords() {
    return 1;
  }

  @Override
  public long maxBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public List<Answer> deliver(List<byte[]> records) {
    return records.stream().map(this::put).toList();
  }

  private Answer put(byte[] record) {
    try {
      CdrObject cdr = CdrRecord.decode(record);
      client.putObject(
          request ->
              request
                  .bucket(bucket)
                  .key(cdr.key())
                  .contentType("application/json")
                  .ifNoneMatch("*"),
          RequestBody.fromBytes(cdr.json().getBytes(StandardCharsets.UTF_8)));
      return Answer.delivered();
    } catch (S3Exception e) {
      return e.statusCode() == PRECONDITION_FAILED ? Answer.delivered() : ServiceAnswers.of(e);
    } catch (SdkException e) {
      return ServiceAnswers.of(e);
    } catch (IllegalArgumentException e) {
      return Answer.refused(e.toString());
    }
  }

  /**
   * The CDR IDs of all records of a day.
   *
   * @throws SdkException when the bucket cannot be read
   */
  Set<String> cdrIds(String folder) {
    return client
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(folder + "/"))
        .contents()
        .stream()
        .map(S3Object::key)
        .map(key -> key.substring(key.lastIndexOf('_') + 1))
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    client.close();
  }
}
