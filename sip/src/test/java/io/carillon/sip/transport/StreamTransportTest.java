package io.carillon.sip.transport;

import static io.carillon.sip.transport.RawClient.options;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.stack.Peer;
import io.carillon.sip.stack.SipStackSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What broke JAIN-SIP's own NIO transport, and what a hostile peer does to a connection, over real
 * sockets.
 */
@Isolated
class StreamTransportTest {
  private static Peer server;

  @BeforeAll
  static void start() throws Exception {
    TransportTimeouts quick =
        new TransportTimeouts(
            Duration.ofMillis(500),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(100),
            Duration.ofSeconds(10));
    SipStackSettings defaults =
        SipStackSettings.of(
            "streams", List.of(ListenerSettings.of(SipTransport.TCP, "127.0.0.1", 0)), null);
    server =
        new Peer(
            new SipStackSettings(
                defaults.name(),
                defaults.listeners(),
                null,
                TransportLimits.defaults().withConnections(1000, 8, 500),
                quick,
                1,
                4,
                20_000));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.requests.clear();
  }

  private static RawClient client() throws Exception {
    return new RawClient(server.address(SipTransport.TCP));
  }

  @Test
  void twoThousandRequestsOfOneCallStayInOrder() throws Exception {
    int count = 2_000;
    try (RawClient client = client()) {
      Thread reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      client.statusLines(count);
                    } catch (java.io.IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
      StringBuilder batch = new StringBuilder();
      for (int i = 1; i <= count; i++) {
        batch.append(options("one-call", i, "l: 0\r\n"));
        if (i % 100 == 0) {
          client.send(batch.toString());
          batch.setLength(0);
        }
      }
      assertThat(reader.join(Duration.ofSeconds(20))).isTrue();
    }
    List<Long> order = new ArrayList<>();
    for (Request request : server.requests) {
      order.add(((CSeqHeader) request.getHeader("CSeq")).getSeqNumber());
    }
    assertThat(order).hasSize(count).isSorted();
  }

  @Test
  void compactLengthWithABodyThenAnotherRequest() throws Exception {
    try (RawClient client = client()) {
      client.send(options("l1", 1, "l: 5\r\n") + "hello" + options("l1", 2, "l: 0\r\n"));
      assertThat(client.statusLines(2)).containsExactly("SIP/2.0 200 OK", "SIP/2.0 200 OK");
    }
  }

  @Test
  void compactCallId() throws Exception {
    try (RawClient client = client()) {
      client.send(options("ci", 1, "l: 0\r\n").replace("Call-ID:", "i:"));
      assertThat(client.statusLines(1)).containsExactly("SIP/2.0 200 OK");
    }
  }

  @Test
  void spaceBeforeTheColonOfContentLength() throws Exception {
    try (RawClient client = client()) {
      client.send(options("sp", 1, "Content-Length : 0\r\n"));
      assertThat(client.statusLines(1)).containsExactly("SIP/2.0 200 OK");
    }
  }

  @Test
  void aRequestWithoutLengthAfterOneWithABody() throws Exception {
    try (RawClient client = client()) {
      client.send(options("nl", 1, "Content-Length: 5\r\n") + "hello" + options("nl", 2, ""));
      assertThat(client.statusLines(2)).containsExactly("SIP/2.0 200 OK", "SIP/2.0 200 OK");
    }
  }

  @Test
  void aHugeContentLengthTakesNoMemoryAndEndsTheConnection() throws Exception {
    long before = directMemory();
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      RawClient client = client();
      clients.add(client.send(options("huge" + i, 1, "Content-Length: 100000000\r\n")));
    }
    for (RawClient client : clients) {
      assertThat(client.read()).startsWith("SIP/2.0 513 Message Too Large");
      assertThat(client.closedWithin(2_000)).isTrue();
      client.close();
    }
    assertThat(directMemory() - before).isLessThan(16L << 20);
  }

  private static long directMemory() {
    return java.lang.management.ManagementFactory.getPlatformMXBeans(
            java.lang.management.BufferPoolMXBean.class)
        .stream()
        .mapToLong(java.lang.management.BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  @Test
  void aPingIsAnsweredWithOneLineEnd() throws Exception {
    try (RawClient client = client()) {
      client.send("\r\n\r\n");
      assertThat(client.readByte()).isEqualTo('\r');
      assertThat(client.readByte()).isEqualTo('\n');
      client.send(options("ping", 1, "l: 0\r\n"));
      assertThat(client.read()).startsWith("SIP/2.0 200");
    }
  }

  @Test
  void aPingCutInTwoIsOnePing() throws Exception {
    try (RawClient client = client()) {
      client.send("\r");
      client.send("\n\r");
      client.send("\n");
      assertThat(client.readByte()).isEqualTo('\r');
      assertThat(client.readByte()).isEqualTo('\n');
    }
  }

  @Test
  void aSlowSenderIsCutOff() throws Exception {
    try (RawClient client = client()) {
      String text = options("slow", 1, "l: 0\r\n");
      client.send(text.substring(0, 60));
      assertThat(client.closedWithin(3_000)).isTrue();
    }
    assertThat(server.sip.metrics().count(DropReason.SLOW_SENDER)).isPositive();
  }

  @Test
  void aMalformedRequestGets400AndTheConnectionLives() throws Exception {
    try (RawClient client = client()) {
      client.send(options("bad", 1, "l: 0\r\n").replace("CSeq: 1 OPTIONS", "CSeq: one OPTIONS"));
      String refused = client.read();
      assertThat(refused).startsWith("SIP/2.0 400 ");
      assertThat(refused).contains("Call-ID: bad\r\n").contains(";received=127.0.0.1");
      client.send(options("bad", 2, "l: 0\r\n"));
      assertThat(client.read()).startsWith("SIP/2.0 200");
    }
  }

  @Test
  void nonsenseWithoutEnoughToAnswerIsDroppedAndCounted() throws Exception {
    double before = server.sip.metrics().count(DropReason.MALFORMED);
    try (RawClient client = client()) {
      client.send("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n" + options("http", 1, "l: 0\r\n"));
      assertThat(client.statusLines(1)).containsExactly("SIP/2.0 200 OK");
    }
    // It has another Call-ID than the request that was answered: none.
    await()
        .untilAsserted(
            () ->
                assertThat(server.sip.metrics().count(DropReason.MALFORMED)).isEqualTo(before + 1));
  }

  @Test
  void aFloodOfLineEndsBeforeAnyMessageIsCutOff() throws Exception {
    try (RawClient client = client()) {
      String noise = "\r\n".repeat(8 * 1024);
      boolean closed = false;
      for (int i = 0; i < 40 && !closed; i++) {
        try {
          client.send(noise);
        } catch (java.io.IOException e) {
          closed = true;
        }
      }
      assertThat(closed || client.closedWithin(3_000)).isTrue();
    }
    assertThat(server.sip.metrics().count(DropReason.NO_VALID_MESSAGE)).isPositive();
  }

  @Test
  void oneSourceGetsOnlyItsShareOfConnections() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try {
      int served = 0;
      for (int i = 0; i < 12; i++) {
        RawClient client = client();
        clients.add(client);
        try {
          client.send(options("share" + i, 1, "l: 0\r\n"));
          served += client.read().startsWith("SIP/2.0 200") ? 1 : 0;
        } catch (java.io.IOException e) {
          // refused: that is what the test counts
        }
      }
      assertThat(served).isLessThanOrEqualTo(8).isPositive();
      assertThat(server.sip.metrics().count(DropReason.TOO_MANY_CONNECTIONS_OF_SOURCE))
          .isPositive();
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    // and gets it again when they are closed
    await()
        .atMost(5, SECONDS)
        .untilAsserted(
            () -> {
              try (RawClient client = client()) {
                client.send(options("after", 1, "l: 0\r\n"));
                assertThat(client.read()).startsWith("SIP/2.0 200");
              }
            });
  }

  @Test
  void anAnswerFindsItsWayWhenTheConnectionIsGone() throws Exception {
    // given a peer that listens at the address in its Via
    try (java.net.ServerSocket listening =
        new java.net.ServerSocket(0, 5, java.net.InetAddress.getByName("127.0.0.1"))) {
      listening.setSoTimeout(5_000);
      java.util.concurrent.CountDownLatch gone = new java.util.concurrent.CountDownLatch(1);
      server.onRequest =
          event -> {
            try {
              assertThat(gone.await(5, SECONDS)).isTrue();
              await()
                  .atMost(5, SECONDS)
                  .until(() -> !server.sip.arrival(event.getRequest()).isOpen());
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            server.ok(event);
          };
      try {
        // when its connection ends before the answer
        RawClient client = client();
        client.send(
            options("gone", 1, "l: 0\r\n")
                .replace("127.0.0.1:40000", "127.0.0.1:" + listening.getLocalPort()));
        assertThat(server.requests.poll(5, SECONDS)).isNotNull();
        client.close();
        gone.countDown();

        // then the answer comes by a new one
        try (RawClient accepted = new RawClient(listening.accept())) {
          assertThat(accepted.read()).startsWith("SIP/2.0 200").contains("Call-ID: gone");
        }
      } finally {
        server.onRequest = server::ok;
      }
    }
  }
}
