package io.carillon.cli.proof;

import io.carillon.cli.peers.Sipp;
import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The flows fit together when nothing is between the parties, but for those where the server in the
 * middle plays a part of its own.
 */
@RequiresPeer("sipp")
class CallFlowTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"LATE_OFFER", "REINVITE"})
  void bothSidesOfAFlowAgree(CallFlow flow) {
    try (Sipp callee =
            Sipp.start(
                flow.calleeSide().write(folder), folder, "", "-m", "1", "-key", "rtp", "9000");
        Sipp caller =
            Sipp.start(
                flow.callerSide().write(folder),
                folder,
                callee.address(),
                "-m",
                "1",
                "-s",
                "bob",
                "-key",
                "rtp",
                "9002",
                "-key",
                "from",
                "alice",
                "-key",
                "host",
                "127.0.0.1",
                "-d",
                "300")) {
      caller.await(SOON).assertCalls(1);
      callee.await(SOON).assertCalls(1);
    }
  }
}
