package io.carillon.cli.proof;

import static io.carillon.cli.proof.RunningServer.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.peers.BaresipSettings;
import io.carillon.cli.peers.ToneLevel;
import io.carillon.cli.peers.WaveFile;
import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Four kinds of phone in one meeting hear each other, and none hears itself. */
@Isolated
@RequiresPeer("baresip")
class FourTonesMeetingTest {
  private static final double ALIKE_DB = 3;
  private static final double OWN_DB = -45;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void eachHearsTheOtherThreeAlikeAndNotItself() {
    List<Caller> callers = new ArrayList<>();
    try (RunningServer server = RunningServer.start(folder, "media.srtp=preferred")) {
      String id = server.createMeeting(false).path("meetingId").asText();
      callers.add(caller(server, "opus", BaresipSettings.OPUS, "srtp", 440));
      callers.add(caller(server, "g722", BaresipSettings.G722, "srtp", 700));
      callers.add(caller(server, "pcmu", BaresipSettings.PCMU, "srtp", 1000));
      callers.add(caller(server, "pcma", BaresipSettings.PCMA, "", 1400));

      callers.forEach(caller -> caller.dial("sip:" + id + "@" + DOMAIN));
      server.awaitInMeeting(id, 4);

      for (Caller listener : callers) {
        listener.eventually(sound -> hearsAllButItself(sound, listener, callers));
      }
      assertThat(codecs(server))
          .isEqualTo(Map.of("opus", "opus", "g722", "G722", "pcmu", "PCMU", "pcma", "PCMA"));
      assertThat(callers)
          .allSatisfy(
              caller ->
                  assertThat(caller.phone().events("CALL_MENC"))
                      .as("encryption of %s", caller.name())
                      .hasSize(caller.name().equals("pcma") ? 0 : 1));
    } finally {
      callers.forEach(Caller::close);
    }
  }

  private static void hearsAllButItself(WaveFile sound, Caller listener, List<Caller> callers) {
    List<Double> others = new ArrayList<>();
    for (Caller caller : callers) {
      if (caller != listener) {
        others.add(ToneLevel.decibels(sound, caller.hertz()));
      }
    }
    double loudest = others.stream().mapToDouble(level -> level).max().orElseThrow();
    assertThat(others)
        .as("levels at %s", listener.name())
        .allSatisfy(level -> assertThat(level).isBetween(loudest - ALIKE_DB, -12.0))
        .allSatisfy(level -> assertThat(level).isGreaterThan(Caller.HEARD));
    assertThat(ToneLevel.decibels(sound, listener.hertz()) - loudest)
        .as("%s hears itself", listener.name())
        .isLessThan(OWN_DB);
  }

  private static Map<String, String> codecs(RunningServer server) {
    Map<String, String> codecs = new HashMap<>();
    for (JsonNode call : server.get("/operator/calls")) {
      codecs.put(call.path("from").asText(), call.path("codec").asText());
    }
    return codecs;
  }

  private Caller caller(
      RunningServer server, String name, String codec, String encryption, int hertz) {
    return Caller.start(
        server,
        BaresipSettings.named(name).withCodecs(codec).withEncryption(encryption),
        hertz,
        folder);
  }
}
