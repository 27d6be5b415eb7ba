package io.carillon.h323.testkit;

import io.carillon.h323.h225.TransportAddresses;
import io.carillon.h323.h225.UserInformation;
import io.carillon.h323.h245.AudioCodec;
import io.carillon.h323.h245.ControlMessage;
import io.carillon.h323.h245.LocalMedia;
import io.carillon.h323.h245.MediaControl;
import io.carillon.h323.h245.Proposals;
import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Items;
import io.carillon.h323.per.Octets;
import io.carillon.h323.per.Value;
import io.carillon.h323.q931.ElementId;
import io.carillon.h323.q931.MessageType;
import io.carillon.h323.q931.Q931Codec;
import io.carillon.h323.q931.Q931Message;
import io.carillon.media.session.AudioPlan;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A room system on sockets of its own, in one of the shapes that a call may have. Everything it
 * sends and gets is logged.
 */
public final class TestCaller implements MediaControl.Out, AutoCloseable {
  private static final int REFERENCE = 4711;

  /** How a call is set up. */
  public record Shape(boolean fastStart, boolean tunnelling, boolean earlyControl) {}

  private final Shape shape;
  private final WireLog log;
  private final InetAddress address = InetAddress.getLoopbackAddress();
  private final Socket signalling;
  private final DatagramSocket rtp;
  private final Optional<ServerSocket> controlPort;
  private final MediaControl control;
  private final LocalMedia local;
  private final BlockingQueue<Q931Message> messages = new LinkedBlockingQueue<>();
  private volatile Socket controlSocket;
  private volatile AudioPlan plan;
  private volatile boolean signallingClosed;
  private volatile int heardFrom;
  private volatile boolean deaf;

  public TestCaller(InetSocketAddress server, Shape shape, WireLog log) throws IOException {
    this(server, shape, log, Optional.empty());
  }

  /**
   * @param media where somebody else does its media, as PCMU; else it has a socket that listens
   *     only
   */
  public TestCaller(
      InetSocketAddress server, Shape shape, WireLog log, Optional<InetSocketAddress> media)
      throws IOException {
    this.shape = shape;
    this.log = log;
    signalling = new Socket(server.getAddress(), server.getPort());
    rtp = new DatagramSocket(0, address);
    controlPort =
        shape.earlyControl() ? Optional.of(new ServerSocket(0, 1, address)) : Optional.empty();
    InetSocketAddress sound =
        media.orElseGet(() -> new InetSocketAddress(address, rtp.getLocalPort()));
    List<AudioCodec> codecs =
        media.isPresent() ? List.of(AudioCodec.PCMU) : List.of(AudioCodec.PCMU, AudioCodec.PCMA);
    local = new LocalMedia(codecs, sound, sound);
    control = new MediaControl(local, new Random(), this);
    Thread.ofVirtual()
        .start(() -> readAll(signalling, this::signalled, () -> signallingClosed = true));
    controlPort.ifPresent(port -> Thread.ofVirtual().start(() -> acceptControl(port)));
  }

  /** Sends the Setup for somebody; for our address alone when that is empty. */
  public void call(String destination) throws IOException {
    Fields.Builder setup =
        Fields.fields()
            .set("protocolIdentifier", Value.objectId("0.0.8.2250.0.5"))
            .set("sourceAddress", Items.of(new Chosen("h323-ID", Value.text("Room 7"))))
            .set("sourceInfo", endpoint())
            .set("activeMC", false)
            .set("conferenceID", Octets.ofHex("00112233445566778899aabbccddeeff"))
            .choose("conferenceGoal", "create")
            .choose("callType", "pointToPoint")
            .set(
                "callIdentifier",
                Fields.fields()
                    .set("guid", Octets.ofHex("102132435465768798a9bacbdcedfe0f"))
                    .done())
            .set("mediaWaitForConnect", false)
            .set("canOverlapSend", false)
            .set("multipleCalls", false)
            .set("maintainConnection", true);
    if (!destination.isEmpty()) {
      setup.set("destinationAddress", Items.of(new Chosen("h323-ID", Value.text(destination))));
    }
    controlPort.ifPresent(
        port ->
            setup.set(
                "h245Address",
                TransportAddresses.write(new InetSocketAddress(address, port.getLocalPort()))));
    if (shape.fastStart()) {
      setup.set("fastStart", new Items(List.copyOf(Proposals.of(local))));
    }
    send(MessageType.SETUP, new Chosen("setup", setup.done()), List.of());
  }

  private static Fields endpoint() {
    Fields maker =
        Fields.fields()
            .set("t35CountryCode", 181)
            .set("t35Extension", 0)
            .set("manufacturerCode", 8_993)
            .done();
    Fields vendor =
        Fields.fields()
            .set("vendor", maker)
            .set("productId", new Octets("Test Room\0".getBytes(StandardCharsets.US_ASCII)))
            .done();
    return Fields.fields()
        .set("vendor", vendor)
        .set("terminal", Fields.NONE)
        .set("mc", false)
        .set("undefinedNode", false)
        .done();
  }

  /** Keys as Q.931 has them. */
  public void keypad(String keys) throws IOException {
    Fields information =
        Fields.fields().set("protocolIdentifier", Value.objectId("0.0.8.2250.0.5")).done();
    UserInformation content =
        new UserInformation(new Chosen("information", information), shape.tunnelling(), List.of());
    byte[] text = (keys + "\0").getBytes(StandardCharsets.US_ASCII);
    write(
        Q931Message.of(MessageType.INFORMATION, REFERENCE, false)
            .with(ElementId.KEYPAD, text)
            .with(ElementId.USER_USER, content.write()));
  }

  public void statusInquiry() throws IOException {
    write(Q931Message.of(MessageType.STATUS_INQUIRY, REFERENCE, false));
  }

  /** Asks the server to connect for H.245, as H323Plus does after a Connect. */
  public ServerSocket startControl() throws IOException {
    ServerSocket port = new ServerSocket(0, 1, address);
    Thread.ofVirtual().start(() -> acceptControl(port));
    startControlAt(port.getLocalPort());
    return port;
  }

  /** The same, wherever it is. */
  public void startControlAt(int port) throws IOException {
    Fields facility =
        Fields.fields()
            .set("protocolIdentifier", Value.objectId("0.0.8.2250.0.5"))
            .choose("reason", "startH245")
            .set("h245Address", TransportAddresses.write(new InetSocketAddress(address, port)))
            .done();
    send(MessageType.FACILITY, new Chosen("facility", facility), List.of());
  }

  /** It does not connect to where our Connect says. */
  public TestCaller deafToConnect() {
    deaf = true;
    return this;
  }

  /** Anything at all within call signalling. */
  public void tunnel(byte[] octets) throws IOException {
    Fields facility =
        Fields.fields()
            .set("protocolIdentifier", Value.objectId("0.0.8.2250.0.5"))
            .choose("reason", "undefinedReason")
            .done();
    send(MessageType.FACILITY, new Chosen("facility", facility), List.of(new Octets(octets)));
  }

  public boolean controlIsOpen() {
    return controlSocket != null;
  }

  /** Anything at all on the connection of H.245. */
  public void rawControl(byte[] bytes) throws IOException {
    controlSocket.getOutputStream().write(bytes);
  }

  public void endSession() {
    synchronized (control) {
      control.end();
    }
  }

  /** Keys as H.245 has them. */
  public void userInput(char key) {
    send(Proposals.key(key));
  }

  public void hangUp() throws IOException {
    Fields release =
        Fields.fields().set("protocolIdentifier", Value.objectId("0.0.8.2250.0.5")).done();
    send(MessageType.RELEASE_COMPLETE, new Chosen("releaseComplete", release), List.of());
  }

  /** Anything at all. */
  public void raw(byte[] bytes) throws IOException {
    signalling.getOutputStream().write(bytes);
  }

  public void closeSignalling() throws IOException {
    signalling.close();
  }

  /** The next message of that type; others before it are passed over. */
  public Q931Message await(MessageType type) throws InterruptedException {
    while (true) {
      Q931Message next = messages.poll(5, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no " + type + " came");
      }
      if (next.type() == type) {
        return next;
      }
    }
  }

  /** A packet of sound, or an error when none comes. */
  public byte[] hear() throws IOException {
    byte[] packet = new byte[1_500];
    DatagramPacket received = new DatagramPacket(packet, packet.length);
    rtp.setSoTimeout(5_000);
    rtp.receive(received);
    heardFrom = received.getPort();
    return Arrays.copyOf(packet, received.getLength());
  }

  private void send(MessageType type, Chosen body, List<Octets> tunnelled) throws IOException {
    UserInformation content = new UserInformation(body, shape.tunnelling(), tunnelled);
    write(Q931Message.of(type, REFERENCE, false).with(ElementId.USER_USER, content.write()));
  }

  private synchronized void write(Q931Message message) throws IOException {
    byte[] octets = Q931Codec.write(message);
    log.add("q931.over_ip", octets);
    signalling.getOutputStream().write(tpkt(octets));
  }

  private static byte[] tpkt(byte[] octets) {
    return ByteBuffer.allocate(4 + octets.length)
        .put((byte) 3)
        .put((byte) 0)
        .putShort((short) (4 + octets.length))
        .put(octets)
        .array();
  }

  /** Where the last packet of sound came from. */
  public int heardFrom() {
    return heardFrom;
  }

  public boolean signallingClosed() {
    return signallingClosed;
  }

  /** Whether H.245 has agreed on its media. */
  public boolean planned() {
    return plan != null;
  }

  private interface FrameTaker {
    void take(byte[] frame) throws Exception;
  }

  private static void readAll(Socket socket, FrameTaker taker, Runnable closed) {
    try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
      while (true) {
        in.readUnsignedShort();
        byte[] frame = new byte[in.readUnsignedShort() - 4];
        in.readFully(frame);
        taker.take(frame);
      }
    } catch (IOException e) {
      closed.run(); // the end of the connection
    } catch (Exception e) {
      throw new AssertionError("what the server sent cannot be read", e);
    }
  }

  private void signalled(byte[] frame) throws Exception {
    log.add("q931.over_ip", frame);
    Q931Message message = Q931Codec.read(frame);
    messages.add(message);
    byte[] element = message.element(ElementId.USER_USER).orElse(null);
    if (element == null) {
      return;
    }
    UserInformation information = UserInformation.read(element);
    if (message.type() == MessageType.CONNECT) {
      connected(information);
    }
    for (Octets octets : information.control()) {
      control(octets.bytes());
    }
  }

  private void connected(UserInformation connect) throws IOException {
    Optional<InetSocketAddress> address =
        connect.fields().chosen("h245Address").flatMap(TransportAddresses::read);
    if (deaf) {
      return;
    }
    if (address.isPresent()) {
      Socket socket = new Socket(address.get().getAddress(), address.get().getPort());
      control(socket);
    } else if (shape.tunnelling()) {
      synchronized (control) {
        control.begin();
      }
    }
  }

  private void acceptControl(ServerSocket port) {
    try {
      control(port.accept());
    } catch (IOException e) {
      signallingClosed |= port.isClosed();
    }
  }

  private void control(Socket socket) {
    controlSocket = socket;
    Thread.ofVirtual().start(() -> readAll(socket, this::control, () -> {}));
    synchronized (control) {
      control.begin();
    }
  }

  private void control(byte[] octets) throws Exception {
    log.add("h245dg", octets);
    synchronized (control) {
      control.receive(ControlMessage.read(octets));
    }
  }

  @Override
  public void send(ControlMessage message) {
    byte[] octets = message.write();
    try {
      if (controlSocket != null) {
        log.add("h245dg", octets);
        synchronized (this) {
          controlSocket.getOutputStream().write(tpkt(octets));
        }
      } else if (shape.tunnelling()) {
        Fields facility =
            Fields.fields()
                .set("protocolIdentifier", Value.objectId("0.0.8.2250.0.5"))
                .choose("reason", "undefinedReason")
                .done();
        send(MessageType.FACILITY, new Chosen("facility", facility), List.of(new Octets(octets)));
      }
    } catch (IOException e) {
      signallingClosed = true;
    }
  }

  @Override
  public void plan(AudioPlan next) {
    plan = next;
  }

  @Override
  public void noCommonCodec() {
    throw new AssertionError("no common codec");
  }

  @Override
  public void key(char key) {
    // the server presses none
  }

  @Override
  public void sessionEnded() {
    // the release follows
  }

  @Override
  public void close() throws IOException {
    signalling.close();
    rtp.close();
    if (controlSocket != null) {
      controlSocket.close();
    }
    if (controlPort.isPresent()) {
      controlPort.get().close();
    }
  }
}
