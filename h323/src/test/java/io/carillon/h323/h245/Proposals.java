package io.carillon.h323.h245;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Octets;
import io.carillon.h323.per.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The channels that a caller proposes for fast connect: each codec each way, the ones to receive on
 * all with number 1.
 */
public final class Proposals {
  private Proposals() {}

  public static List<Octets> of(LocalMedia caller) {
    List<Octets> proposals = new ArrayList<>();
    int number = 1;
    for (AudioCodec codec : caller.codecs()) {
      proposals.add(octets(ChannelMessages.open(number++, codec.capability(20), caller.rtcp())));
      proposals.add(
          octets(ChannelMessages.reverse(1, codec.capability(20), caller.rtp(), caller.rtcp())));
    }
    return proposals;
  }

  private static Octets octets(Fields open) {
    return new Octets(ChannelTypes.OPEN_LOGICAL_CHANNEL.encode(open));
  }

  /** A key as an indication. */
  public static ControlMessage key(char key) {
    Fields signal = Fields.fields().set("signalType", Value.text(String.valueOf(key))).done();
    return ControlMessage.indication("userInput", new Chosen("signal", signal));
  }
}
