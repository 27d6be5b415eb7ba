package io.carillon.cli.peers;

import io.carillon.aws.client.AwsAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * ElasticMQ, a server that speaks SQS and holds to its limits, with one queue. What is in the queue
 * when it ends is gone.
 */
public final class ElasticMq implements AutoCloseable {
  private static final String QUEUE = "streams";
  private static final int MOST_AT_ONCE = 10;

  private final PeerProcess process;
  private final SqsClient client;
  private final String url;

  private ElasticMq(PeerProcess process, SqsClient client, String url) {
    this.process = process;
    this.client = client;
    this.url = url;
  }

  /** What the queue at such a port will be called. */
  public static String queueUrl(int port) {
    return endpoint(port) + "/000000000000/" + QUEUE;
  }

  private static URI endpoint(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param parent a folder below target/; its own is made there
   */
  public static ElasticMq start(int port, Path parent) {
    String configuration =
        """
        include classpath("application.conf")
        node-address { host = 127.0.0.1, port = %1$d }
        rest-sqs { bind-hostname = 127.0.0.1, bind-port = %1$d, sqs-limits = strict }
        rest-stats.enabled = false
        queues.%2$s {}
        """
            .formatted(port, QUEUE);
    try {
      Path folder = Files.createDirectories(parent.resolve("elasticmq-" + port).toAbsolutePath());
      Path file = Files.writeString(folder.resolve("elasticmq.conf"), configuration);
      PeerProcess process =
          JavaServer.start(
              folder,
              Files.readString(JavaServer.place("elasticmq.classpath")),
              " started in ",
              "-Dconfig.file=" + file,
              "org.elasticmq.server.Main");
      AwsAccess access = new AwsAccess("us-east-1", Optional.of(endpoint(port)), Optional.empty());
      return new ElasticMq(process, access.client(SqsClient.builder()), queueUrl(port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes every message out of the queue. */
  public List<String> take() {
    List<String> bodies = new ArrayList<>();
    List<Message> messages = receive();
    while (!messages.isEmpty()) {
      List<DeleteMessageBatchRequestEntry> done = new ArrayList<>();
      for (Message message : messages) {
        bodies.add(message.body());
        done.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(done.size()))
                .receiptHandle(message.receiptHandle())
                .build());
      }
      client.deleteMessageBatch(request -> request.queueUrl(url).entries(done));
      messages = receive();
    }
    return bodies;
  }

  private List<Message> receive() {
    return client
        .receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(MOST_AT_ONCE))
        .messages();
  }

  /** Ends it. */
  @Override
  public void close() {
    client.close();
    process.close();
  }
}
