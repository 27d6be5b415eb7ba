package io.carillon.media.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.pack.AudioPacketizer;
import io.carillon.media.prompt.PromptPlayer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberTest {
  private static final int RATE = 8000;
  private static final short LOUD = 8000;

  private final Leg leg = new Leg();
  private final Member member = new Member(leg);
  private final Talkers talkers = new Talkers();

  @Test
  void aVoiceMutedWithinAWordFadesInsteadOfClicking() {
    tick();
    tick();
    assertThat(member.talking()).isTrue();
    assertThat(leg.frame.pcm()[159]).isEqualTo(LOUD);

    leg.muted = true;
    tick();
    assertThat(member.talking()).isTrue();
    assertThat(leg.frame.pcm()[0]).isEqualTo(LOUD);
    for (int i = 1; i < 160; i++) {
      assertThat(Math.abs(leg.frame.pcm()[i] - leg.frame.pcm()[i - 1])).isLessThanOrEqualTo(201);
    }
    assertThat(leg.frame.pcm()[159]).isZero();

    tick();
    assertThat(member.talking()).isFalse();
    assertThat(talkers.count()).isZero();
  }

  @Test
  void aLegThatIsMutedFromTheStartIsNeverHeard() {
    leg.muted = true;
    tick();
    tick();
    assertThat(member.talking()).isFalse();
  }

  private void tick() {
    member.receive(0);
    talkers.choose(List.of(member));
  }

  /** Says the same loud frame in every tick. */
  private static final class Leg implements MixLeg {
    private final AudioFrame frame = new AudioFrame();
    private boolean muted;

    @Override
    public String transactionId() {
      return "leg";
    }

    @Override
    public AudioFrame receive(long dueNanos) {
      Arrays.fill(frame.pcm(), LOUD);
      frame.filled(RATE);
      return frame;
    }

    @Override
    public boolean muted() {
      return muted;
    }

    @Override
    public AudioPacketizer packetizer() {
      return null;
    }

    @Override
    public PromptPlayer prompts() {
      return null;
    }

    @Override
    public void send(byte[] payload, int length, int ticks) {}

    @Override
    public void endTick(long nowNanos) {}

    @Override
    public void released() {}
  }
}
