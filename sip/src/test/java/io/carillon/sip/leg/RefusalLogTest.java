package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import gov.nist.javax.sip.parser.StringMsgParser;
import io.carillon.core.call.EndReason;
import io.carillon.core.log.LogLimiter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import javax.sip.message.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated
class RefusalLogTest {
  private static final InetSocketAddress DEVICE = new InetSocketAddress("192.0.2.7", 5061);

  private final Logger logger = (Logger) LoggerFactory.getLogger(RefusalLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final RefusalLog log = new RefusalLog(LogLimiter.perMinute());

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  private static Request invite(String uri) throws Exception {
    String text =
        "INVITE "
            + uri
            + " SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\n"
            + "To: <sip:c@d>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n\r\n";
    return (Request)
        new StringMsgParser()
            .parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
  }

  @Test
  void one_line_names_who_what_and_the_deciding_rule() throws Exception {
    log.refused(
        invite("sip:1@meet.example"),
        DEVICE,
        Refusal.of(EndReason.UNKNOWN_DESTINATION, "the host called is none of the domains"));

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "INVITE sip:1@meet.example from 192.0.2.7:5061 refused with 404: unknown-destination"
                + " (the host called is none of the domains)");
  }

  @Test
  void whoever_is_refused_all_the_time_gets_a_line_a_minute() throws Exception {
    for (int i = 0; i < 1000; i++) {
      log.refused(
          invite("sip:" + i + "@meet.example"),
          new InetSocketAddress("192.0.2.7", 1024 + i),
          Refusal.of(EndReason.OVERLOAD, ""));
    }
    log.refused(
        invite("sip:1@meet.example"),
        new InetSocketAddress("192.0.2.8", 5061),
        Refusal.of(EndReason.OVERLOAD, ""));

    assertThat(lines.list).hasSize(2);
  }

  @Test
  void a_long_address_does_not_make_a_long_line() throws Exception {
    log.refused(
        invite("sip:" + "9".repeat(5000) + "@meet.example"),
        DEVICE,
        Refusal.of(EndReason.OVERLOAD, ""));

    assertThat(lines.list.getFirst().getFormattedMessage()).hasSizeLessThan(250);
  }
}
