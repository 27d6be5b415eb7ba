package io.carillon.media.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.media.codec.Codecs;
import io.carillon.media.pack.StreamFormat;
import io.carillon.media.session.PayloadFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PromptPlayerTest {
  private static final StreamFormat PCMU =
      new StreamFormat(new PayloadFormat("PCMU", 8000, 1, ""), 20);

  @Test
  void aPromptThatWentThroughAMeetingGoesOnAsSoundAndNotAsABurstOfPackets() {
    try (EncodedSounds cache = new EncodedSounds(new Codecs(), 1 << 20)) {
      Sound sound = new Sound("second", new short[Sound.RECORDED_RATE]);
      await().until(() -> cache.find(sound, PCMU) != null);
      PromptPlayer player = new PromptPlayer(cache);
      AtomicInteger sent = new AtomicInteger();
      player.play(List.of(sound), new CompletableFuture<>());
      for (int tick = 0; tick < 5; tick++) {
        assertThat(player.encoded(PCMU)).isTrue();
        player.nextPackets((payload, length) -> sent.incrementAndGet());
      }
      assertThat(sent).hasValue(5);

      for (int tick = 0; tick < 20; tick++) {
        player.next(8000); // what a mix does
      }

      assertThat(player.encoded(PCMU)).isFalse();
      player.next(8000);
      assertThat(player.offset()).isEqualTo(25 * 160);
    }
  }
}
