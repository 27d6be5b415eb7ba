package io.carillon.media.mix;

import io.carillon.media.pack.AudioPacketizer;
import io.carillon.media.pack.FormatFacts;
import io.carillon.media.pack.StreamFormat;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The sample rates and formats somebody listens in: a meeting of G.711 alone is mixed at 8 kHz
 * only. Owned by the mix's event loop.
 */
final class Buses {
  private final FormatFacts facts;
  private final List<Bus> buses = new ArrayList<>();
  private Bus kept;

  Buses(FormatFacts facts) {
    this.facts = facts;
  }

  int size() {
    return buses.size();
  }

  Bus get(int i) {
    return buses.get(i);
  }

  /** The bus of a rate, kept without listeners too, for a recording; null = none is kept. */
  Bus keep(int rate) {
    kept = rate == 0 ? null : bus(rate);
    sweep();
    return kept;
  }

  /** Lets a member listen in the format it can hear; in none when it is to hear nothing. */
  void listen(Member member) {
    leave(member);
    AudioPacketizer packetizer = member.leg().packetizer();
    if (packetizer != null) {
      SharedStream stream = stream(packetizer.format(), packetizer.rate());
      stream.members().add(member);
      member.listenTo(stream);
      packetizer.drop();
    }
    sweep();
  }

  /** Takes a member out of what it listens to. */
  void leave(Member member) {
    SharedStream stream = member.stream();
    if (stream != null) {
      stream.members().remove(member);
      member.listenTo(null);
    }
  }

  private SharedStream stream(StreamFormat format, int rate) {
    Bus bus = bus(rate);
    for (SharedStream stream : bus.streams()) {
      if (stream.packetizer().format().equals(format)) {
        return stream;
      }
    }
    SharedStream stream = new SharedStream(new AudioPacketizer(format, facts));
    bus.streams().add(stream);
    return stream;
  }

  private Bus bus(int rate) {
    for (Bus bus : buses) {
      if (bus.rate() == rate) {
        return bus;
      }
    }
    Bus bus = new Bus(rate, freeIndex());
    buses.add(bus);
    return bus;
  }

  private int freeIndex() {
    int index = 0;
    for (int i = 0; i < buses.size(); i++) {
      if (buses.get(i).index() == index) {
        index++;
        i = -1;
      }
    }
    return index;
  }

  /** Drops streams and rates that nobody listens to any more. */
  void sweep() {
    for (Iterator<Bus> i = buses.iterator(); i.hasNext(); ) {
      Bus bus = i.next();
      for (Iterator<SharedStream> j = bus.streams().iterator(); j.hasNext(); ) {
        SharedStream stream = j.next();
        if (stream.members().isEmpty()) {
          stream.close();
          j.remove();
        }
      }
      if (bus.streams().isEmpty() && bus != kept) {
        i.remove();
      }
    }
  }
}
