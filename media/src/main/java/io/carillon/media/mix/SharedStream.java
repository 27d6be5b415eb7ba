package io.carillon.media.mix;

import io.carillon.media.pack.AudioPacketizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The mix in one format, encoded once for everyone who does not talk. Owned by the mix's event
 * loop.
 */
final class SharedStream implements AutoCloseable {
  private final AudioPacketizer packetizer;
  private final List<Member> members = new ArrayList<>();

  SharedStream(AudioPacketizer packetizer) {
    this.packetizer = packetizer;
  }

  AudioPacketizer packetizer() {
    return packetizer;
  }

  /** Everyone who is sent this format, those with a stream of their own among them. */
  List<Member> members() {
    return members;
  }

  boolean atBoundary() {
    return packetizer.atBoundary();
  }

  /** Encodes the tick once, if anyone listens, and sends it to each. */
  void tick(Bus bus) {
    if (!heard()) {
      packetizer.pass();
      return;
    }
    int count = bus.silent() ? packetizer.pushSilence() : packetizer.push(bus.out(), 0);
    for (int i = 0; i < count; i++) {
      send(packetizer.payload(i), packetizer.length(i));
    }
  }

  private boolean heard() {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).hearsShared()) {
        return true;
      }
    }
    return false;
  }

  private void send(byte[] payload, int length) {
    int ticks = packetizer.ticks();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      if (member.hearsShared()) {
        member.leg().send(payload, length, ticks);
      }
    }
  }

  @Override
  public void close() {
    packetizer.close();
  }
}
