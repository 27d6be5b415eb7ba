package io.carillon.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ClientFlightTest {
  private static final byte[] CHANGE = record(20, 0, new byte[] {1});
  private static final byte[] FINISHED = record(22, 1, new byte[40]);

  private final ClientFlight flight = new ClientFlight();

  @Test
  void theChangeWaitsForWhatIsBeforeIt() {
    whole(message(1, 0, 100));
    whole(message(11, 1, 500));
    whole(message(15, 3, 80)); // message 2 was lost

    assertThat(flight.admitted(CHANGE)).isZero();
    assertThat(flight.admitted(FINISHED)).isZero();

    whole(message(16, 2, 66));
    whole(CHANGE);
    whole(FINISHED);
  }

  @Test
  void ofADatagramOnlyTheRecordsBeforeTheChangeAreHandedOn() {
    whole(message(1, 0, 100));
    byte[] key = message(16, 2, 66);
    byte[] all = joined(key, message(15, 3, 80), CHANGE, FINISHED);

    assertThat(flight.admitted(all)).isEqualTo(all.length - CHANGE.length - FINISHED.length);

    whole(message(11, 1, 500));
    whole(all);
  }

  @Test
  void messagesInPiecesCountWhenAllPiecesAreThere() {
    whole(message(1, 0, 100));
    whole(record(22, 0, piece(15, 1, 80, 0, 30)));
    whole(record(22, 0, piece(15, 1, 80, 50, 30)));
    assertThat(flight.admitted(CHANGE)).isZero();

    whole(record(22, 0, piece(15, 1, 80, 20, 40)));
    whole(CHANGE);
  }

  @Test
  void alertsPass() {
    whole(record(21, 0, new byte[] {2, 40}));
  }

  @FuzzTest
  void anything(byte[] datagram) {
    assertThat(new ClientFlight().admitted(datagram)).isBetween(0, datagram.length);
  }

  private void whole(byte[] datagram) {
    assertThat(flight.admitted(datagram)).isEqualTo(datagram.length);
  }

  private static byte[] message(int type, int number, int length) {
    return record(22, 0, piece(type, number, length, 0, length));
  }

  private static byte[] piece(int type, int number, int length, int offset, int bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(12 + bytes);
    buffer.putInt(type << 24 | length).putShort((short) number);
    buffer.put((byte) (offset >> 16)).putShort((short) offset);
    buffer.put((byte) (bytes >> 16)).putShort((short) bytes);
    return buffer.array();
  }

  private static byte[] record(int type, int epoch, byte[] content) {
    ByteBuffer buffer = ByteBuffer.allocate(13 + content.length);
    buffer.put((byte) type).putShort((short) 0xFEFD).putShort((short) epoch);
    buffer.position(11);
    return buffer.putShort((short) content.length).put(content).array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
