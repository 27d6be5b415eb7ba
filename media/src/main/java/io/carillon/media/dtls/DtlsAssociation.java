package io.carillon.media.dtls;

import io.carillon.media.session.DtlsRole;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsTimeoutException;

/**
 * One DTLS association: a handshake, and afterwards the repetition of its last flight for a far end
 * that has not got it (RFC 6347 4.2.4). {@link #offer} and {@link #close} are for the event loop
 * and never block.
 */
public final class DtlsAssociation {
  /** Datagrams that wait: a flight is less than ten, and what is lost is sent again. */
  static final int QUEUE = 32;

  /** Largest datagram taken or sent, for a path of 1280 bytes with room for IPv6 and UDP. */
  static final int MAX_RECEIVED = 1500;

  static final int MAX_SENT = 1200;

  private final DtlsRole role;
  private final HandshakePeer peer;
  private final DtlsEvents events;
  private final Consumer<Boolean> onEnd;
  private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread;
  private volatile boolean closed;

  /** Owned by who offers. */
  private final ClientFlight flight = new ClientFlight();

  /**
   * @param onEnd told once when the handshake is over, and whether there are keys
   */
  DtlsAssociation(DtlsRole role, HandshakePeer peer, DtlsEvents events, Consumer<Boolean> onEnd) {
    this.role = role;
    this.peer = peer;
    this.events = events;
    this.onEnd = onEnd;
    this.thread = Thread.ofVirtual().name("dtls").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /**
   * Takes a datagram of the far end; it is copied.
   *
   * @return false when it is dropped, because it is too large or too many wait
   */
  public boolean offer(byte[] buf, int off, int len) {
    if (closed || len > MAX_RECEIVED || arrived.remainingCapacity() == 0) {
      return false;
    }
    byte[] datagram = Arrays.copyOfRange(buf, off, off + len);
    int admitted = role == DtlsRole.SERVER ? flight.admitted(datagram) : len;
    return admitted == 0
        || arrived.offer(admitted == len ? datagram : Arrays.copyOf(datagram, admitted));
  }

  /** Ends it without a word to the far end, which hears of the call's end by signalling. */
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    DTLSTransport transport = null;
    DtlsFailure failure = null;
    try {
      transport = handshake();
    } catch (IOException | RuntimeException | Error e) {
      failure = failure(e);
    }
    onEnd.accept(failure == null);
    if (closed) {
      return;
    }
    if (failure != null) {
      events.failed(failure);
      return;
    }
    events.keys(peer.keys());
    repeatLastFlight(transport);
  }

  private DTLSTransport handshake() throws IOException {
    Datagrams datagrams = new Datagrams();
    return role == DtlsRole.CLIENT
        ? new DTLSClientProtocol().connect(new SrtpClient(peer), datagrams)
        : new DTLSServerProtocol().accept(new SrtpServer(peer), datagrams);
  }

  private void repeatLastFlight(DTLSTransport transport) {
    byte[] ignored = new byte[MAX_RECEIVED];
    try {
      while (!closed && transport.receive(ignored, 0, ignored.length, 0) >= 0) {
        // Nobody has anything to say here but handshakes and alerts.
      }
    } catch (IOException | RuntimeException e) {
      // Closed by us or by the far end: its keys stay in use until signalling says otherwise.
      arrived.clear();
    }
  }

  private DtlsFailure failure(Throwable e) {
    if (peer.wrongCertificate()) {
      return new DtlsFailure(true, "the certificate is not the one its fingerprint announced");
    }
    return new DtlsFailure(
        false,
        switch (e) {
          case TlsTimeoutException timeout -> "the far end did not answer the DTLS handshake";
          case TlsFatalAlertReceived alert ->
              "the far end refused the DTLS handshake: "
                  + AlertDescription.getName(alert.getAlertDescription());
          case TlsFatalAlert alert ->
              "DTLS handshake: " + AlertDescription.getName(alert.getAlertDescription());
          default -> "DTLS handshake: " + e.getClass().getSimpleName();
        });
  }

  /** What Bouncy Castle takes for a socket. */
  private final class Datagrams implements DatagramTransport {
    @Override
    public int getReceiveLimit() {
      return MAX_RECEIVED;
    }

    @Override
    public int getSendLimit() {
      return MAX_SENT;
    }

    @Override
    public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
      byte[] datagram = next(waitMillis);
      if (datagram == null) {
        return -1;
      }
      int length = Math.min(len, datagram.length);
      System.arraycopy(datagram, 0, buf, off, length);
      return length;
    }

    /**
     * @param waitMillis 0 = as long as it takes
     */
    private byte[] next(int waitMillis) throws IOException {
      try {
        return waitMillis == 0 ? arrived.take() : arrived.poll(waitMillis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the association was closed");
      }
    }

    @Override
    public void send(byte[] buf, int off, int len) {
      if (!closed) {
        events.send(Arrays.copyOfRange(buf, off, off + len));
      }
    }

    @Override
    public void close() {
      arrived.clear();
    }
  }
}
