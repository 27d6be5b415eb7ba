package io.carillon.admin.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.admin.http.HttpAnswer;
import io.carillon.admin.http.HttpProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QualityFeedTest {
  private final QualityFeed feed = new QualityFeed();

  @Test
  void whoFollowsGetsTheNewestAndThoseToComeEachOnce() throws HttpProblem, InterruptedException {
    feed.accept("one");
    feed.accept("two");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HttpAnswer.Streamed answer = (HttpAnswer.Streamed) feed.follow();
    Thread follower = Thread.ofVirtual().start(() -> write(answer, out));
    await().until(() -> text(out).equals("one\ntwo\n"));

    feed.accept("three");
    await().until(() -> text(out).equals("one\ntwo\nthree\n"));

    feed.close();
    follower.join();
  }

  @Test
  void theLastThousandAreKept() {
    for (int n = 0; n < 1500; n++) {
      feed.accept("record " + n);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write((HttpAnswer.Streamed) feed.recent(), out);

    assertThat(text(out).lines()).hasSize(1000).startsWith("record 500").endsWith("record 1499");
  }

  private static void write(HttpAnswer.Streamed answer, ByteArrayOutputStream out) {
    try {
      answer.writer().write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(ByteArrayOutputStream out) {
    return out.toString(StandardCharsets.UTF_8);
  }
}
