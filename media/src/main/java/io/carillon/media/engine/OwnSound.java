package io.carillon.media.engine;

import io.carillon.media.pack.AudioPacketizer;
import io.carillon.media.prompt.EncodedSounds;
import io.carillon.media.prompt.PromptPlayer;

/**
 * What a leg hears outside of a meeting in place of another leg: the tones of keys, prompts, else
 * silence. Owned by the leg's event loop.
 */
final class OwnSound {
  private final RtpSender sender;
  private final PromptPlayer prompts;
  private final KeyTones tones = new KeyTones();
  private final PromptPlayer.PacketSink promptSink = this::sendPrompt;
  private AudioPacketizer packetizer;

  OwnSound(RtpSender sender, EncodedSounds encodedSounds) {
    this.sender = sender;
    this.prompts = new PromptPlayer(encodedSounds);
  }

  PromptPlayer prompts() {
    return prompts;
  }

  KeyTones tones() {
    return tones;
  }

  /** There is something to hear. */
  boolean sounding() {
    return prompts.playing() || tones.busy();
  }

  /** Sends 20 ms of it. */
  void send(AudioPacketizer to) {
    packetizer = to;
    int count;
    if (tones.busy()) {
      count = to.push(tones.next(), 0);
    } else if (prompts.playing() && prompts.encoded(to.format())) {
      to.drop();
      prompts.nextPackets(promptSink);
      return;
    } else if (prompts.playing()) {
      prompts.next(to.rate());
      count = to.push(prompts.pcm(), prompts.offset());
    } else {
      count = to.pushSilence();
    }
    for (int i = 0; i < count; i++) {
      sender.audio(to.payload(i), to.length(i), to.ticks());
    }
  }

  private void sendPrompt(byte[] payload, int length) {
    sender.audio(payload, length, packetizer.ticks());
  }
}
