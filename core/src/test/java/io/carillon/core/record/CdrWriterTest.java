package io.carillon.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.core.call.CallDirection;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.quality.PhoneCountries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CdrWriterTest {
  @TempDir Path data;
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final LegInfo leg = Legs.leg(UUID.randomUUID().toString());

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
    blocking.shutdownNow();
  }

  @Test
  void theRecordIsOnTheDiskWhenTheEndOfTheLegHasBeenPublished() throws IOException {
    try (CdrWriter writer = writer(local())) {
      writer.apply(Legs.answered(leg)).join();
      writer.apply(new DomainEvent.MeetingStarted(Legs.START.plusSeconds(1), Legs.MEETING)).join();
      writer.apply(Legs.joined(leg, Legs.START.plusSeconds(2))).join();
      writer.apply(new DomainEvent.MeetingEnded(Legs.START.plusSeconds(59), Legs.MEETING)).join();
      writer.apply(Legs.ended(leg, Legs.START.plusSeconds(60))).join();

      List<JsonNode> cdrs = cdrs();
      assertThat(cdrs).hasSize(1);
      JsonNode cdr = cdrs.getFirst();
      assertThat(cdr.path("CdrId").asText()).isEqualTo(leg.transactionId());
      assertThat(cdr.path("ConferenceStartTimeEpochSeconds").asText()).isEqualTo("1551460201");
      assertThat(cdr.path("ConferenceEndTimeEpochSeconds").asText()).isEqualTo("1551460259");
      assertThat(cdr.path("BillableDurationMinutes").asText()).isEqualTo("1");
      assertThat(cdr.path("Direction").asText()).isEqualTo("Inbound");
      assertThat(writer.owed()).isZero();
    }
    assertThat(data.resolve("run/calls.jsonl")).isEmptyFile();
  }

  @Test
  void aLegThatWasNeverAnsweredHasNoRecord() throws IOException {
    try (CdrWriter writer = writer(local())) {
      writer.apply(Legs.refused(leg, EndReason.MEETING_NOT_FOUND, 404)).join();
      assertThat(cdrs()).isEmpty();
    }
  }

  @Test
  void aBridgedCallHasOneRecordOnTheDiskWhenEitherLegsEndHasBeenPublished() throws IOException {
    TrunkLegs call = TrunkLegs.inbound(leg.transactionId());
    try (CdrWriter writer = writer(local())) {
      writer.apply(Legs.answered(call.second())).join();
      writer.apply(Legs.answered(call.first())).join();
      writer.apply(call.bridged()).join();
      writer.apply(Legs.ended(call.second(), Legs.START.plusSeconds(60))).join();

      assertThat(cdrs()).hasSize(1);
      writer.apply(Legs.ended(call.first(), Legs.START.plusSeconds(61))).join();
    }

    assertThat(cdrs()).hasSize(1);
    JsonNode cdr = cdrs().getFirst();
    assertThat(cdr.path("TransactionId").asText()).isEqualTo(leg.transactionId());
    assertThat(cdr.path("BillableDurationSeconds").asLong()).isEqualTo(60);
    assertThat(cdr.path("Status").asText()).isEqualTo("Completed");
    assertThat(data.resolve("run/calls.jsonl")).isEmptyFile();
  }

  @Test
  void aBridgedCallThatNobodyAnsweredHasARecordOfItsFailure() throws IOException {
    TrunkLegs call = TrunkLegs.outbound(leg.transactionId());
    try (CdrWriter writer = writer(local())) {
      writer.apply(Legs.refused(call.second(), EndReason.BUSY, 486)).join();
      writer.apply(Legs.refused(call.first(), EndReason.BUSY, 486)).join();
      await().until(() -> writer.owed() == 0);
    }

    assertThat(cdrs()).hasSize(1);
    assertThat(cdrs().getFirst().path("Status").asText()).isEqualTo("Failed");
  }

  @Test
  void theTwoWhoTalkAfterATransferHaveARecordOfTheirOwn() throws IOException {
    TrunkLegs call = TrunkLegs.inbound(leg.transactionId());
    TrunkLegs after = call.transferredTo("+390612345678");
    try (CdrWriter writer = writer(local())) {
      writer.apply(Legs.answered(call.second())).join();
      writer.apply(Legs.answered(call.first())).join();
      writer.apply(call.bridged()).join();
      writer.apply(Legs.answered(after.second())).join();
      writer.apply(after.bridged(Legs.START.plusSeconds(20))).join();
      writer.apply(Legs.ended(call.second(), Legs.START.plusSeconds(21))).join();
      writer.apply(Legs.ended(call.first(), Legs.START.plusSeconds(50))).join();
    }

    assertThat(cdrs())
        .extracting(cdr -> cdr.path("BillableDurationSeconds").asLong())
        .containsExactlyInAnyOrder(20L, 30L);
    assertThat(cdrs())
        .extracting(cdr -> cdr.path("TransactionId").asText())
        .containsOnly(leg.transactionId());
    assertThat(cdrs())
        .extracting(cdr -> cdr.path("DestinationCountry").asText())
        .containsExactlyInAnyOrder("GB", "IT");
  }

  @Test
  void whoTakesACallOverByReplacesHasNoRecordOfTheMomentBefore() throws IOException {
    TrunkLegs call = TrunkLegs.inbound(leg.transactionId());
    LegInfo joiner = TrunkLegs.outbound(UUID.randomUUID().toString()).first();
    try (CdrWriter writer = writer(local())) {
      writer.apply(Legs.answered(call.second())).join();
      writer.apply(Legs.answered(call.first())).join();
      writer.apply(call.bridged()).join();
      writer.apply(Legs.answered(joiner)).join();
      TrunkLegs after = new TrunkLegs(call.direction(), call.first(), joiner);
      writer.apply(after.bridged(Legs.START.plusSeconds(20))).join();
      writer.apply(Legs.ended(call.second(), Legs.START.plusSeconds(20))).join();
      writer.apply(Legs.ended(joiner, Legs.START.plusSeconds(30))).join();
    }

    assertThat(cdrs()).hasSize(2);
    assertThat(cdrs())
        .extracting(cdr -> cdr.path("TransactionId").asText())
        .containsOnly(leg.transactionId());
    assertThat(data.resolve("run/calls.jsonl")).isEmptyFile();
  }

  @Test
  void theRecordOfACallThatIsStreamedSaysSo() throws IOException {
    TrunkLegs call = TrunkLegs.inbound(leg.transactionId());
    try (CdrWriter writer = writer(local())) {
      writer.apply(Legs.answered(call.first())).join();
      writer
          .apply(new DomainEvent.StreamStarted(Legs.START, call.second(), "arn", "1", Map.of()))
          .join();
      writer.apply(call.bridged()).join();
      writer.apply(Legs.ended(call.first(), Legs.START.plusSeconds(60))).join();
    }

    assertThat(cdrs().getFirst().path("Streaming").asBoolean()).isTrue();
  }

  @Test
  void aSinkThatHangsHoldsTheCallUpOnlyForThePatienceAndGetsTheRecordInTheEnd() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CdrSink local = local();
    CdrSink hanging =
        new CdrSink() {
          @Override
          public void put(CdrObject cdr) throws IOException {
            try {
              hangs.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            local.put(cdr);
          }

          @Override
          public boolean contains(CdrObject cdr) {
            return false;
          }
        };
    try (CdrWriter writer = writer(hanging)) {
      writer.apply(Legs.answered(leg)).join();
      writer.apply(Legs.ended(leg, Legs.START.plusSeconds(60))).join();

      LegInfo next = Legs.leg(UUID.randomUUID().toString());
      writer.apply(Legs.answered(next)).join();
      writer.apply(Legs.ended(next, Legs.START.plusSeconds(60))).join();

      assertThat(writer.owed()).isEqualTo(2);
      assertThat(writer.failures()).as("waited for once only").isEqualTo(1);
      assertThat(writer.late()).isPositive();
      hangs.countDown();
      await().until(() -> writer.owed() == 0);
      assertThat(writer.late()).isZero();
      assertThat(cdrs()).hasSize(2);
    }
  }

  @Test
  void aRecordTheSinkRefusedIsStoredAtCloseOrByTheNextRun() throws IOException {
    AtomicInteger refused = new AtomicInteger();
    CdrSink broken =
        new CdrSink() {
          @Override
          public void put(CdrObject cdr) throws IOException {
            refused.incrementAndGet();
            throw new IOException("no space left");
          }

          @Override
          public boolean contains(CdrObject cdr) throws IOException {
            throw new IOException("no answer");
          }
        };
    try (CdrWriter writer = writer(broken)) {
      writer.apply(Legs.answered(leg)).join();
      writer.apply(Legs.ended(leg, Legs.START.plusSeconds(60))).join();
      assertThat(writer.owed()).isEqualTo(1);
    }
    try (CdrWriter writer = writer(broken)) {
      writer.start();
      assertThat(writer.owed()).isEqualTo(1);
    }
    assertThat(refused).hasValueGreaterThanOrEqualTo(4);
    assertThat(cdrs()).isEmpty();

    try (CdrWriter writer = writer(local())) {
      writer.start();
      assertThat(writer.owed()).isZero();
    }

    assertThat(cdrs()).hasSize(1);
    assertThat(cdrs().getFirst().path("BillableDurationSeconds").asText()).isEqualTo("60");
  }

  @Test
  void theSameRecordIsNeverStoredTwice() throws IOException {
    try (CdrWriter writer = writer(local())) {
      writer.apply(Legs.answered(leg)).join();
      writer.apply(Legs.ended(leg, Legs.START.plusSeconds(60))).join();
    }
    // As when the server was killed between storing the record and noting that in the journal, the
    // join being lost too: the key would differ.
    Files.writeString(
        data.resolve("run/calls.jsonl"),
        "{\"at\":1551460260000,\"call\":"
            + CallInProgress.answered(leg, Legs.START).in(Legs.MEETING, Legs.START).json()
            + "}\n{\"at\":155146");

    try (CdrWriter writer = writer(local())) {
      writer.start();
    }

    assertThat(cdrs()).hasSize(1);
  }

  @Test
  void aCallThatWasCutEndsWhenTheServerWasLastKnownToLive() throws IOException {
    Files.createDirectories(data.resolve("run"));
    Files.writeString(
        data.resolve("run/calls.jsonl"),
        "{\"at\":1551460200020,\"call\":"
            + CallInProgress.answered(leg, Legs.START).in(Legs.MEETING, Legs.START).json()
            + "}\nnot json\n{\"at\":1551460230020,\"alive\":1551460230020}\n{\"at\":1551");

    try (CdrWriter writer = writer(local())) {
      writer.start();
    }

    assertThat(cdrs()).hasSize(1);
    assertThat(cdrs().getFirst().path("BillableDurationSeconds").asText()).isEqualTo("30");
    assertThat(cdrs().getFirst().path("ConferencePin").asText()).isEqualTo("0123456789");
  }

  @Test
  void aJournalTornAtAnyByteIsReadUpToItsLastWholeLine() throws IOException {
    Path journal = data.resolve("calls.jsonl");
    LegInfo jose = Legs.leg("t-2", "Jos\u00e9", "\u4f1a", CallDirection.INBOUND);
    byte[] first = line(CallInProgress.answered(leg, Legs.START));
    byte[] second = line(CallInProgress.answered(jose, Legs.START));
    for (int length = 0; length <= second.length; length++) {
      try (var out = Files.newOutputStream(journal)) {
        out.write(first);
        out.write(second, 0, length);
      }
      // The line end is not needed to read a line.
      assertThat(CallJournal.read(journal).cut()).hasSize(length >= second.length - 1 ? 2 : 1);
    }
  }

  private static byte[] line(CallInProgress call) {
    return ("{\"at\":1551460260000,\"call\":" + call.json() + "}\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theJournalIsWholeAgainWhenAFullDiskHasRoomAgain() throws IOException {
    Path journal = Files.createDirectories(data.resolve("run")).resolve("calls.jsonl");
    Files.createSymbolicLink(journal, Path.of("/dev/full"));
    CallInProgress call = CallInProgress.answered(leg, Legs.START);
    try (CallJournal writing = new CallJournal(journal, scheduler, Clock.systemUTC())) {
      writing.call(call); // the disk refuses it; the file that replaces the link takes it
      await().until(() -> Files.isRegularFile(journal, LinkOption.NOFOLLOW_LINKS));

      assertThat(CallJournal.read(journal).cut()).containsExactly(call);
      assertThat(writing.lost()).isEqualTo(1);

      LegInfo next = Legs.leg(UUID.randomUUID().toString());
      writing.call(CallInProgress.answered(next, Instant.now()));
      await().until(() -> CallJournal.read(journal).cut().size() == 2);
    }
  }

  @Test
  void theJournalIsRewrittenWhenItHasGrownAndKeepsTheCallsInProgress() throws IOException {
    Path journal = data.resolve("run/calls.jsonl");
    try (CallJournal writing = new CallJournal(journal, scheduler, Clock.systemUTC())) {
      CallInProgress call = CallInProgress.answered(leg, Instant.now());
      writing.call(call);
      for (int n = 0; n < 6000; n++) {
        LegInfo other = Legs.leg(UUID.randomUUID().toString());
        writing.call(CallInProgress.answered(other, Instant.now()));
        writing.stored(other.transactionId());
      }
      await().until(() -> CallJournal.read(journal).cut().size() == 1);
      assertThat(Files.size(journal)).isLessThan(1_200_000);
      assertThat(writing.lost()).isZero();
    }
    assertThat(CallJournal.read(journal).cut())
        .extracting(CallInProgress::transactionId)
        .containsExactly(leg.transactionId());
  }

  @Test
  void aKeyCannotLeaveTheBucket() {
    var cdr = new CdrSink.CdrObject("../../..", "x", "x", "{}");

    assertThatIOException().isThrownBy(() -> local().put(cdr));
  }

  private LocalCdrSink local() {
    return new LocalCdrSink(data, "carillon-cdrs");
  }

  private CdrWriter writer(CdrSink sink) throws IOException {
    return new CdrWriter(
        sink,
        new AccountIds("111122223333", "12a3456b-7c89-412d-8456-78901e23ab45"),
        new PhoneCountries(),
        MeetingOwners.UNKNOWN,
        data.resolve("run/calls.jsonl"),
        blocking,
        Duration.ofMillis(300),
        scheduler,
        Clock.systemUTC());
  }

  private List<JsonNode> cdrs() throws IOException {
    return readCdrs(data);
  }

  static List<JsonNode> readCdrs(Path data) throws IOException {
    Path bucket = data.resolve("s3/carillon-cdrs");
    if (Files.notExists(bucket)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(bucket)) {
      ObjectMapper mapper = new ObjectMapper();
      List<JsonNode> cdrs = new ArrayList<>();
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .toList()) {
        cdrs.add(mapper.readTree(Files.readString(file)));
      }
      return cdrs;
    }
  }
}
