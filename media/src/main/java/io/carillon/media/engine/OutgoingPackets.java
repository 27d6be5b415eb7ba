package io.carillon.media.engine;

import io.carillon.media.codec.CodecRegistry;
import io.carillon.media.pack.AudioPacketizer;
import io.carillon.media.pack.FormatFacts;
import io.carillon.media.pack.StreamFormat;
import io.carillon.media.session.AudioPlan;

/** The packetizer of the format agreed on, from plan to plan. Owned by the leg's event loop. */
final class OutgoingPackets {
  private final CodecRegistry codecs;
  private final FormatFacts facts;
  private AudioPacketizer packetizer;

  OutgoingPackets(CodecRegistry codecs, FormatFacts facts) {
    this.codecs = codecs;
    this.facts = facts;
  }

  /** Takes over what a plan says; where the format is the same the packetizer is. */
  void plan(AudioPlan next) {
    int millis = codecs.packetMillis(next.send(), next.packetMillis());
    StreamFormat format = new StreamFormat(next.send(), millis);
    if (packetizer == null || !packetizer.format().equals(format)) {
      close();
      packetizer = new AudioPacketizer(format, facts);
    }
  }

  /** Null before the first plan. */
  AudioPacketizer packetizer() {
    return packetizer;
  }

  void close() {
    if (packetizer != null) {
      packetizer.close();
    }
  }
}
