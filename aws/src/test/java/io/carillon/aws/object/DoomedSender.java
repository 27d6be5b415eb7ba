package io.carillon.aws.object;

import io.carillon.aws.testkit.FakeService;
import io.carillon.aws.testkit.TestOutbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** Stores records and says so, until it is killed. Arguments: the spool's folder, the endpoint. */
final class DoomedSender {
  private DoomedSender() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    CdrBucket bucket = new CdrBucket(FakeService.access(URI.create(args[1])), "carillon-cdrs");
    TestOutbox outbox = new TestOutbox(Path.of(args[0]), bucket);
    S3CdrSink sink = new S3CdrSink(outbox.outbox(), bucket, Clock.systemUTC());
    for (int n = 0; n < 2000; n++) { // as many as the spool holds
      sink.put(S3CdrSinkTest.cdr(n));
      System.out.println(n);
    }
    new CountDownLatch(1).await();
  }
}
