package io.carillon.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.stack.SIPServerTransactionImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WheelSipTimerTest {
  private final WheelSipTimer timer = new WheelSipTimer();
  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  private final class SendTrying extends SIPStackTimerTask {
    @Override
    public void runTask() {
      ran.add("100");
    }

    @Override
    public Object getThreadHash() {
      return "call";
    }
  }

  private final class Last extends SIPStackTimerTask {
    @Override
    public void runTask() {
      ran.add("last");
      end.countDown();
    }

    @Override
    public Object getThreadHash() {
      return "call";
    }
  }

  @Test
  void theStacksOwn100IsNotSent() throws Exception {
    assertThat(timer.schedule(new SendTrying(), 0)).isTrue();
    timer.schedule(new Last(), 1);
    end.await();
    timer.stop();
    assertThat(ran).containsExactly("last");
  }

  /** The class is found by its name, which another release of the stack might change. */
  @Test
  void theStackStillCallsItSo() {
    assertThat(Arrays.stream(SIPServerTransactionImpl.class.getDeclaredClasses()))
        .extracting(Class::getSimpleName)
        .contains("SendTrying");
  }
}
