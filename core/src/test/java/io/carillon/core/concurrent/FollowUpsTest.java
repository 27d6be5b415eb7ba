package io.carillon.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class FollowUpsTest {
  private final FollowUps followUps = new FollowUps();
  private final List<String> elsewhere = new ArrayList<>();
  private final Executor executor =
      followUps.executor(
          task -> {
            elsewhere.add("handed over");
            task.run();
          });
  private final List<String> done = new ArrayList<>();

  @Test
  void whatAMessageLeadsToRunsOnItsThreadAfterItAndNeverWithinIt() {
    Strand one = new Strand(executor);
    Strand other = new Strand(executor);

    followUps.run(
        () -> {
          one.execute(
              () -> {
                other.execute(() -> done.add("other"));
                done.add("one");
              });
          done.add("message");
        });

    assertThat(done).containsExactly("message", "one", "other");
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void fromAnotherThreadItRunsElsewhereAndBringsItsOwnFollowUpsAlong() {
    Strand one = new Strand(executor);
    Strand other = new Strand(executor);

    one.execute(
        () -> {
          other.execute(() -> done.add("other"));
          done.add("one");
        });

    assertThat(done).containsExactly("one", "other");
    assertThat(elsewhere).hasSize(1);
  }

  @Test
  void anErrorOfTheMessageDoesNotTakeTheStrandsAlongThatItWoke() {
    Strand strand = new Strand(executor);

    followUps.run(
        () -> {
          strand.execute(() -> done.add("strand"));
          throw new AssertionError("a defect");
        });
    followUps.run(() -> strand.execute(() -> done.add("again")));

    assertThat(done).containsExactly("strand", "again");
  }

  @Test
  void twoThreadsDoNotMix() throws InterruptedException {
    CountDownLatch within = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    List<Thread> ran = new ArrayList<>();
    Thread message =
        Thread.ofPlatform()
            .start(
                () ->
                    followUps.run(
                        () -> {
                          within.countDown();
                          await(seen);
                        }));
    within.await();

    executor.execute(() -> ran.add(Thread.currentThread()));
    seen.countDown();
    message.join();

    assertThat(ran).containsExactly(Thread.currentThread());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
