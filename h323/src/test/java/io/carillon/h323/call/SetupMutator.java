package io.carillon.h323.call;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Malformed TPKT frames made from the Q.931 message of a Setup, always the same ones: what PROTOS
 * c07-h2250v4 does to a server.
 */
final class SetupMutator {
  private static final byte[] ODD = {0x00, 0x7f, (byte) 0x80, (byte) 0xff};

  private SetupMutator() {}

  static Stream<byte[]> frames(byte[] setup) {
    return Stream.of(oddOctets(setup), cutOff(setup), filledUp(setup), framedWrongly(setup))
        .flatMap(frames -> frames);
  }

  /** Each octet in turn is replaced by each of the values at the borders. */
  private static Stream<byte[]> oddOctets(byte[] setup) {
    return IntStream.range(0, setup.length)
        .boxed()
        .flatMap(
            at ->
                IntStream.range(0, ODD.length)
                    .mapToObj(
                        odd -> {
                          byte[] changed = setup.clone();
                          changed[at] = ODD[odd];
                          return frame(changed);
                        }));
  }

  private static Stream<byte[]> cutOff(byte[] setup) {
    return IntStream.range(0, setup.length).mapToObj(length -> frame(Arrays.copyOf(setup, length)));
  }

  /** Something long or random in the middle. */
  private static Stream<byte[]> filledUp(byte[] setup) {
    Random random = new Random(7);
    return IntStream.range(0, 150)
        .mapToObj(
            i -> {
              byte[] filling = new byte[1 + random.nextInt(i % 10 == 0 ? 30_000 : 40)];
              random.nextBytes(filling);
              int at = random.nextInt(setup.length);
              return frame(
                  ByteBuffer.allocate(setup.length + filling.length)
                      .put(setup, 0, at)
                      .put(filling)
                      .put(setup, at, setup.length - at)
                      .array());
            });
  }

  private static Stream<byte[]> framedWrongly(byte[] setup) {
    return Stream.of(0, 1, 3, 4, 5, 6, setup.length + 3, setup.length + 5, 0x7fff, 0xffff)
        .flatMap(
            length ->
                Stream.of(3, 0, 2, 0xff)
                    .map(
                        version ->
                            ByteBuffer.allocate(4 + setup.length)
                                .put(version.byteValue())
                                .put((byte) 0)
                                .putShort(length.shortValue())
                                .put(setup)
                                .array()));
  }

  private static byte[] frame(byte[] message) {
    return ByteBuffer.allocate(4 + message.length)
        .put((byte) 3)
        .put((byte) 0)
        .putShort((short) (4 + message.length))
        .put(message)
        .array();
  }
}
