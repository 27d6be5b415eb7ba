package io.carillon.aws.video;

import io.carillon.aws.client.AwsAccess;
import java.net.URI;
import java.util.Map;
import java.util.function.ToIntFunction;
import software.amazon.awssdk.services.kinesisvideo.KinesisVideoClient;
import software.amazon.awssdk.services.kinesisvideo.model.APIName;
import software.amazon.awssdk.services.kinesisvideo.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesisvideo.model.StreamInfo;

/**
 * Makes streams and finds where their media go. Every call blocks, for 30 s at most. Thread-safe.
 */
final class VideoControl implements AutoCloseable {
  private static final String MEDIA_TYPE = "audio/L16";

  private final KinesisVideoClient client;
  private final ToIntFunction<String> retentionHours;

  /**
   * @param retentionHours of a voice connector's streams; 0 when they are not kept
   */
  VideoControl(AwsAccess access, ToIntFunction<String> retentionHours) {
    this.client = access.client(KinesisVideoClient.builder());
    this.retentionHours = retentionHours;
  }

  /**
   * A stream as the service has it.
   *
   * @param kept whether it stores fragments, which it says with PERSISTED
   */
  record Stream(String arn, boolean kept) {}

  /** Makes a stream; one that is there already is looked up. */
  Stream make(StreamName name) {
    int hours = retentionHours.applyAsInt(name.voiceConnectorId());
    Map<String, String> tags =
        Map.of("TransactionId", name.transactionId(), "VoiceConnectorId", name.voiceConnectorId());
    try {
      String arn =
          client
              .createStream(
                  create ->
                      create
                          .streamName(name.name())
                          .mediaType(MEDIA_TYPE)
                          .dataRetentionInHours(hours)
                          .tags(tags))
              .streamARN();
      return new Stream(arn, hours > 0);
    } catch (ResourceInUseException e) {
      StreamInfo info =
          client.describeStream(describe -> describe.streamName(name.name())).streamInfo();
      Integer kept = info.dataRetentionInHours();
      return new Stream(info.streamARN(), kept != null && kept > 0);
    }
  }

  /** Where PutMedia is, for about 45 minutes. */
  URI endpoint(StreamName name) {
    return URI.create(
        client
            .getDataEndpoint(get -> get.streamName(name.name()).apiName(APIName.PUT_MEDIA))
            .dataEndpoint());
  }

  @Override
  public void close() {
    client.close();
  }
}
