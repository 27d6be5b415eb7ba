package io.carillon.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.cli.operator.OperatorClient;
import io.carillon.cli.operator.OperatorException;
import io.carillon.cli.serve.StartException;
import io.carillon.core.config.BindAddress;
import io.carillon.sip.tls.TlsConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The story of the demo: a moderated meeting of three devices, and what is on record of it. */
final class Demo {
  private static final String HOST = "meet.chime.in";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Speech is around -21 dB where it is spoken; what leaks would be far below. */
  private static final double HEARD_DB = -40;

  private static final double SILENT_DB = -60;

  private final Path data;
  private final Report report;

  Demo(Path data, Report report) {
    this.data = data;
    this.report = report;
  }

  void run() throws IOException, StartException, OperatorException, TlsConfigurationException {
    long begun = System.nanoTime();
    report.heading("A server");
    try (ServerProcess server =
        ServerProcess.start(
            data.resolve("server.log"),
            List.of(
                "--data",
                data.toString(),
                "--set",
                "sip.tls.bind=127.0.0.1:0",
                "--set",
                "h323.bind=",
                "--set",
                "http.bind=127.0.0.1:0",
                "--set",
                "media.ports=20000-29999",
                "--set",
                "quality.interval=3s"))) {
      report.check(
          server.ready().path("ready").asBoolean(),
          "ready after %d ms: %s",
          (System.nanoTime() - begun) / 1_000_000,
          server.ready());
      try (OperatorClient operator = new OperatorClient(data)) {
        meet(server, operator);
        new DemoRecords(data, report).serverSays(operator);
      }
      report.check(server.stop() == 0, "the server drained and stopped after SIGTERM");
    }
    new DemoRecords(data, report).onDisk();
    report.line("took %d s", (System.nanoTime() - begun) / 1_000_000_000);
  }

  private void meet(ServerProcess server, OperatorClient operator)
      throws IOException, StartException, OperatorException, TlsConfigurationException {
    JsonNode meeting =
        operator.post(
            "/operator/meetings",
            JsonNodeFactory.instance.objectNode().put("moderated", true).put("title", "Demo"));
    String id = meeting.path("meetingId").asText();
    report.heading("A moderated meeting");
    report.line(
        "meeting %s, moderator %s, passcode %s",
        id, meeting.path("moderatorId").asText(), meeting.path("passcode").asText());

    InetSocketAddress tls = BindAddress.parse(server.ready().path("sip_tls").asText()).resolve();
    report.heading("Three devices dial in over SIP/TLS with SRTP");
    try (Devices devices =
        new Devices(data.resolve("devices"), tls, data.resolve("tls/self-signed.crt"), HOST)) {
      Device small = devices.dial("small-room", "sip:" + id + "@" + HOST);
      Device phone = devices.dial("phone", "sip:@" + HOST);
      keyIn(phone, id);
      waitForMusic(operator, id, List.of(small, phone));
      Device large =
          devices.dial(
              "large-room",
              "sip:%s**%s@%s"
                  .formatted(
                      meeting.path("moderatorId").asText(),
                      meeting.path("passcode").asText(),
                      HOST));
      List<Device> all = List.of(large, small, phone);
      awaitRoster(operator, id, 3, true);
      report.check(true, "the moderator came from the large room; all three are in the meeting");
      quiet(all);
      for (Device talker : all) {
        talk(talker, all);
      }
      show(operator, id);
      all.forEach(Device::hangUp);
      awaitRoster(operator, id, 0, false);
      report.check(true, "all three hung up");
    }
  }

  /** The phone was asked for the meeting's ID and keys it in, by telephone-events. */
  private void keyIn(Device phone, String id) throws IOException {
    Waiting.until(
        PATIENCE, phone.name() + " is asked for an ID", () -> phone.ear().loudest(0) > HEARD_DB);
    CompletableFuture<Boolean> sent = phone.key(id + "#").toCompletableFuture();
    Waiting.until(PATIENCE, phone.name() + " to key in the ID", sent::isDone);
    report.check(sent.join(), "%s dialled %s without an ID and keyed it in", phone.name(), HOST);
  }

  private void waitForMusic(OperatorClient operator, String id, List<Device> devices)
      throws IOException {
    awaitRoster(operator, id, devices.size(), false);
    for (Device device : devices) {
      Waiting.until(
          PATIENCE, device.name() + " hears music", () -> device.ear().loudest(0) > HEARD_DB);
      report.check(true, "%s waits for a moderator and hears music", device.name());
    }
  }

  private static void awaitRoster(OperatorClient operator, String id, int legs, boolean inMeeting)
      throws IOException {
    Waiting.until(
        PATIENCE,
        legs + " legs on the roster",
        () -> {
          JsonNode roster = meeting(operator, id).path("roster");
          int found = 0;
          for (JsonNode entry : roster) {
            found += entry.path("inMeeting").asBoolean() == inMeeting ? 1 : 0;
          }
          return found == legs && roster.size() == legs;
        });
  }

  private static JsonNode meeting(OperatorClient operator, String id) throws IOException {
    try {
      return operator.get("/operator/meetings/" + id);
    } catch (OperatorException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Waits until prompts and tones have been heard to their end. */
  private static void quiet(List<Device> devices) throws IOException {
    for (Device device : devices) {
      Waiting.until(
          PATIENCE,
          "silence in the " + device.name(),
          () -> {
            long now = device.ear().now();
            return now > 1000 && device.ear().loudest(now - 1000) < SILENT_DB;
          });
    }
  }

  private void talk(Device talker, List<Device> all) throws IOException {
    List<Long> before = new ArrayList<>();
    all.forEach(device -> before.add(device.ear().now()));
    CompletionStage<Boolean> spoken = talker.speak();
    Waiting.until(
        PATIENCE, talker.name() + " to speak", () -> spoken.toCompletableFuture().isDone());
    quiet(all.stream().filter(device -> device != talker).toList());
    for (int i = 0; i < all.size(); i++) {
      Device device = all.get(i);
      double loudest = device.ear().loudest(before.get(i));
      if (device == talker) {
        report.check(
            loudest < SILENT_DB,
            "%s spoke and does not hear itself (%.0f dB)",
            device.name(),
            loudest);
      } else {
        report.check(
            loudest > HEARD_DB, "%s hears %s (%.0f dB)", device.name(), talker.name(), loudest);
      }
    }
  }

  private void show(OperatorClient operator, String id) throws IOException, OperatorException {
    report.heading("Roster");
    for (JsonNode entry : meeting(operator, id).path("roster")) {
      report.line(
          "%-12s %-10s from %s",
          entry.path("from").asText(),
          entry.path("moderator").asBoolean() ? "moderator" : "",
          entry.path("remote").asText());
    }
    JsonNode calls = operator.get("/operator/calls");
    report.check(calls.size() == 3, "carillon call list shows %d calls", calls.size());
    for (JsonNode call : calls) {
      report.line(
          "%-12s %s %s",
          call.path("from").asText(), call.path("state").asText(), call.path("codec").asText());
    }
  }
}
