package io.carillon.cli.serve;

import io.carillon.admin.health.HealthCheck;
import io.carillon.core.config.CarillonSettings;
import io.carillon.core.metrics.OutboxMetrics;
import io.carillon.core.spool.Outbox;
import io.carillon.core.spool.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The outboxes toward far ends, each with a spool in the data folder. For the start's thread. */
final class Outboxes {
  private final Base base;
  private final Shutdown shutdown;
  private final List<Outbox> open = new ArrayList<>();

  Outboxes(Base base, Shutdown shutdown) {
    this.base = base;
    this.shutdown = shutdown;
  }

  /**
   * Opens one, which takes charge of its target.
   *
   * @param name of its folder, its metrics and its part of /health
   * @param gather how long a first record waits for others to go with
   */
  Outbox open(String name, Duration gather, Target target) throws StartException {
    try {
      Outbox outbox =
          new Outbox(
              name,
              new Outbox.Keeping(
                  base.data().spool().resolve(name),
                  base.settings().get(CarillonSettings.AWS_SPOOL_SIZE),
                  gather),
              target,
              new Outbox.Resources(
                  base.virtualThreads(), base.scheduler(), base.clock(), base.random()));
      shutdown.add("outbox " + name, outbox);
      OutboxMetrics.register(base.meters(), outbox);
      open.add(outbox);
      return outbox;
    } catch (IOException e) {
      throw new StartException("spool/" + name + " in the data folder: " + e.getMessage(), e);
    }
  }

  /**
   * Failing while records are lost and for a minute after that. A far end that is away is told of
   * and no failure: the spool is there for it.
   */
  Optional<HealthCheck> health() {
    if (open.isEmpty()) {
      return Optional.empty();
    }
    List<Outbox> outboxes = List.copyOf(open);
    return Optional.of(
        () -> {
          Map<String, Map<String, ?>> facts = new LinkedHashMap<>();
          outboxes.forEach(outbox -> facts.put(outbox.name(), facts(outbox)));
          return new HealthCheck.Report(outboxes.stream().noneMatch(Outbox::isLosing), facts);
        });
  }

  private static Map<String, ?> facts(Outbox outbox) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("waiting", outbox.waiting());
    facts.put("waitingBytes", outbox.waitingBytes());
    facts.put("delivered", outbox.delivered());
    facts.put("refused", outbox.refused());
    facts.put("lost", outbox.lost());
    facts.put("failures", outbox.failures());
    facts.put("trouble", outbox.trouble());
    return facts;
  }
}
