package io.carillon.sip.dns;

import io.carillon.sip.dns.AnswerReader.Reading;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the servers in turn, starting with the one that answered last; remembers what they said; of
 * many who ask the same at the same time, one asks.
 *
 * <p>Thread-safe.
 */
final class DnsClient implements Lookup {
  private static final int MAX_ALIASES = 4; // beyond those inside one response

  private final List<InetSocketAddress> servers;
  private final int tries;
  private final DnsExchange exchange;
  private final DnsCache cache;
  private final DnsMetrics metrics;
  private final Map<Question, CompletableFuture<DnsAnswer>> underWay = new ConcurrentHashMap<>();
  private volatile int preferred;

  DnsClient(
      List<InetSocketAddress> servers,
      int tries,
      DnsExchange exchange,
      DnsCache cache,
      DnsMetrics metrics) {
    this.servers = List.copyOf(servers);
    this.tries = tries;
    this.exchange = exchange;
    this.cache = cache;
    this.metrics = metrics;
  }

  @Override
  public DnsAnswer ask(Question question, Deadline deadline) {
    Optional<DnsAnswer> known = cache.get(question);
    if (known.isPresent()) {
      return known.get();
    }
    CompletableFuture<DnsAnswer> mine = new CompletableFuture<>();
    CompletableFuture<DnsAnswer> other = underWay.putIfAbsent(question, mine);
    if (other != null) {
      return await(other, deadline);
    }
    DnsAnswer answer = new DnsAnswer.Failed(false, "the search broke off");
    try {
      // Who asked before may have ended between our look into the cache and here.
      answer =
          cache.get(question).orElseGet(() -> cache.put(question, resolve(question, deadline)));
    } finally {
      underWay.remove(question);
      mine.complete(answer);
    }
    return answer;
  }

  private static DnsAnswer await(CompletableFuture<DnsAnswer> other, Deadline deadline) {
    try {
      return other.get(deadline.left(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new DnsAnswer.Failed(false, "interrupted");
    } catch (ExecutionException | TimeoutException e) {
      return new DnsAnswer.Failed(true, "no answer in time");
    }
  }

  private DnsAnswer resolve(Question question, Deadline deadline) {
    Set<String> seen = new HashSet<>();
    long seconds = Long.MAX_VALUE;
    Question at = question;
    while (seen.add(at.name()) && seen.size() <= MAX_ALIASES) {
      switch (askServers(at, deadline)) {
        case Reading.Done(DnsAnswer.Found found) -> {
          return new DnsAnswer.Found(found.records(), Math.min(seconds, found.seconds()));
        }
        case Reading.Done(DnsAnswer answer) -> {
          return answer;
        }
        case Reading.AskFor alias -> {
          seconds = Math.min(seconds, alias.seconds());
          at = new Question(alias.name(), question.type());
        }
      }
    }
    return new DnsAnswer.Failed(false, "aliases go round in circles");
  }

  private Reading askServers(Question question, Deadline deadline) {
    DnsAnswer.Failed last = new DnsAnswer.Failed(true, "no answer in time");
    int first = preferred;
    for (int i = 0; i < tries * servers.size() && !deadline.isOver(); i++) {
      int server = (first + i) % servers.size();
      metrics.asked();
      Reading reading = exchange.ask(servers.get(server), question, deadline);
      if (!(reading instanceof Reading.Done(DnsAnswer.Failed failed))) {
        preferred = server;
        return reading;
      }
      metrics.failed(failed.timeout());
      last = failed;
    }
    return new Reading.Done(last);
  }
}
