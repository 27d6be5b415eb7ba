package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.carillon.core.call.CallDirection;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegProtocol;
import io.carillon.media.session.PayloadFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Keys of devices that never agreed on telephone-event (6-field-lessons 18). */
class DigitReceiverTest {
  private static final LegInfo LEG =
      new LegInfo(
          "leg-1",
          "call-1",
          "vc",
          LegProtocol.SIP,
          CallDirection.INBOUND,
          "a",
          "b",
          "h",
          "r",
          "p",
          "",
          Instant.EPOCH);

  private final Logger logger = (Logger) LoggerFactory.getLogger(DigitReceiver.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final DigitReceiver receiver = new DigitReceiver(LEG);
  private final List<Character> keys = new ArrayList<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    receiver.listener(keys::add);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  private void press(int event, int press) {
    byte[] end = {(byte) event, (byte) 0x8a, 0x03, 0x20};
    receiver.event(7, press, 8000 * press, true, end, 0, end.length, press * 1_000_000_000L);
  }

  @Test
  void keys_that_were_not_agreed_on_count_and_are_told_of_once() {
    receiver.plan(new PayloadMap(Map.of(0, new PayloadFormat("PCMU", 8000, 1, ""))));

    for (int i = 1; i <= 5; i++) {
      press(i, i);
    }

    assertThat(keys).containsExactly('1', '2', '3', '4', '5');
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.getFirst().getFormattedMessage())
        .isEqualTo("leg leg-1 sends telephone-events though none were agreed on");
  }

  @Test
  void keys_that_were_agreed_on_are_nothing_to_tell() {
    receiver.plan(
        new PayloadMap(Map.of(101, new PayloadFormat("telephone-event", 8000, 1, "0-15"))));

    press(5, 1);

    assertThat(keys).containsExactly('5');
    assertThat(lines.list).isEmpty();
  }
}
