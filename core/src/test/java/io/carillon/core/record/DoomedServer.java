package io.carillon.core.record;

import io.carillon.core.call.LegInfo;
import io.carillon.core.event.EventBus;
import io.carillon.core.quality.PhoneCountries;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Program of {@link CrashTest}: records calls and lines until it is killed, and says on stdout what
 * it is answerable for.
 */
public final class DoomedServer {
  private DoomedServer() {}

  /** The data folder is the first argument. */
  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    var scheduler = Executors.newSingleThreadScheduledExecutor();
    var lines =
        new JsonLinesFolder(data, Rotation.DEFAULT, scheduler, Clock.systemUTC(), System::nanoTime);
    var cdrs =
        new CdrWriter(
            new LocalCdrSink(data, "carillon-cdrs"),
            new AccountIds("111122223333", "12a3456b-7c89-412d-8456-78901e23ab45"),
            new PhoneCountries(),
            MeetingOwners.UNKNOWN,
            data.resolve("run/calls.jsonl"),
            Executors.newVirtualThreadPerTaskExecutor(),
            Duration.ofSeconds(30),
            scheduler,
            Clock.systemUTC());
    EventBus bus = new EventBus();
    bus.record(cdrs);
    for (int n = 0; ; n++) {
      lines.append("logs", "numbers", "{\"n\":" + n + "}");
      System.out.println("line " + n + " " + System.nanoTime());
      if (n % 10 == 0) {
        LegInfo leg = Legs.leg(UUID.randomUUID().toString());
        bus.publish(Legs.answered(leg));
        System.out.println("answered " + leg.transactionId() + " " + System.nanoTime());
        if (n % 20 == 0) {
          bus.publish(Legs.joined(leg, Instant.now()));
          bus.publish(Legs.ended(leg, Instant.now())).toCompletableFuture().join();
          System.out.println("ended " + leg.transactionId() + " " + System.nanoTime());
        }
      }
      if (n % 10 == 5) {
        TrunkLegs call = TrunkLegs.outbound(UUID.randomUUID().toString());
        bus.publish(Legs.answered(call.second()));
        bus.publish(Legs.answered(call.first()));
        bus.publish(call.bridged());
        System.out.println("answered " + call.first().transactionId() + " " + System.nanoTime());
        if (n % 20 == 5) {
          bus.publish(Legs.ended(call.second(), Instant.now())).toCompletableFuture().join();
          System.out.println("ended " + call.first().transactionId() + " " + System.nanoTime());
        }
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
