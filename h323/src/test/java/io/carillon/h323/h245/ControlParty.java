package io.carillon.h323.h245;

import io.carillon.h323.per.PerException;
import io.carillon.media.session.AudioPlan;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * One side of a control session; what it sends waits as octets until the other side is given it.
 */
final class ControlParty implements MediaControl.Out {
  final MediaControl control;
  final LocalMedia local;
  final Deque<byte[]> outbox = new ArrayDeque<>();
  final List<ControlMessage> sent = new ArrayList<>();
  final List<AudioPlan> plans = new ArrayList<>();
  final StringBuilder keys = new StringBuilder();
  boolean ended;
  boolean noCommonCodec;

  ControlParty(String address, int seed, AudioCodec... codecs) {
    local =
        new LocalMedia(
            List.of(codecs),
            new InetSocketAddress(address, 5_200),
            new InetSocketAddress(address, 5_201));
    control = new MediaControl(local, new Random(seed), this);
  }

  /** Hands messages to and fro until nobody has more to say. */
  static void talk(ControlParty one, ControlParty other) throws PerException {
    while (!one.outbox.isEmpty() || !other.outbox.isEmpty()) {
      one.handTo(other);
      other.handTo(one);
    }
  }

  private void handTo(ControlParty other) throws PerException {
    byte[] next = outbox.poll();
    if (next != null) {
      other.control.receive(ControlMessage.read(next));
    }
  }

  AudioPlan plan() {
    return plans.getLast();
  }

  List<String> names() {
    return sent.stream().map(ControlMessage::name).toList();
  }

  @Override
  public void send(ControlMessage message) {
    sent.add(message);
    outbox.add(message.write());
  }

  @Override
  public void plan(AudioPlan plan) {
    plans.add(plan);
  }

  @Override
  public void noCommonCodec() {
    noCommonCodec = true;
  }

  @Override
  public void key(char key) {
    keys.append(key);
  }

  @Override
  public void sessionEnded() {
    ended = true;
  }
}
