package io.carillon.cli.peers;

import io.carillon.aws.client.AwsAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Adobe's S3Mock with one bucket, whose objects stay in its folder when it ends. It looks at no
 * signature. Its second port, which cannot be turned off or bound to an address, is any free one.
 */
public final class S3Mock implements AutoCloseable {
  private final PeerProcess process;
  private final S3Client client;
  private final String bucket;

  /** An object of the bucket. */
  public record Content(String type, String text) {}

  private S3Mock(PeerProcess process, S3Client client, String bucket) {
    this.process = process;
    this.client = client;
    this.bucket = bucket;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param parent a folder below target/; its own is made there, or that of a run before is used
   */
  public static S3Mock start(int port, String bucket, Path parent) {
    String settings = "--com.adobe.testing.s3mock.";
    Path program = JavaServer.place("s3mock").resolve("BOOT-INF");
    Path folder = parent.resolve("s3mock-" + port).toAbsolutePath();
    try {
      Path objects = Files.createDirectories(folder.resolve("objects"));
      PeerProcess process =
          JavaServer.start(
              folder,
              program.resolve("classes") + ":" + program.resolve("lib") + "/*",
              "Started S3MockApplication",
              "com.adobe.testing.s3mock.S3MockApplication",
              "--server.address=127.0.0.1",
              "--server.port=" + port,
              "--server.ssl.enabled=false",
              settings + "httpPort=0",
              settings + "store.initialBuckets=" + bucket,
              settings + "store.root=" + objects,
              settings + "store.retainFilesOnExit=true");
      AwsAccess access =
          new AwsAccess(
              "us-east-1", Optional.of(URI.create("http://127.0.0.1:" + port)), Optional.empty());
      S3Client client = access.client(S3Client.builder().forcePathStyle(true));
      return new S3Mock(process, client, bucket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every object by its key. */
  public Map<String, Content> objects() {
    return client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .collect(Collectors.toMap(Function.identity(), this::content));
  }

  private Content content(String key) {
    var object = client.getObjectAsBytes(request -> request.bucket(bucket).key(key));
    return new Content(object.response().contentType(), object.asUtf8String());
  }

  /** Ends it. */
  @Override
  public void close() {
    client.close();
    process.close();
  }
}
