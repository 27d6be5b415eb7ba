package io.carillon.h323.call;

import io.carillon.core.call.EndReason;
import io.carillon.h323.h225.UserInformation;
import io.carillon.h323.per.PerException;
import io.carillon.h323.q931.ElementId;
import io.carillon.h323.q931.MessageType;
import io.carillon.h323.q931.Q931Codec;
import io.carillon.h323.q931.Q931Exception;
import io.carillon.h323.q931.Q931Message;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Takes the messages of one signalling connection, which carries one call: its Setup comes first,
 * and soon.
 *
 * <p>Owned by the connection's event loop.
 */
final class SignallingHandler extends ChannelInboundHandlerAdapter {
  private static final int CAUSE_INVALID_ELEMENT = 100;
  private static final int CAUSE_INVALID_REFERENCE = 81;

  private final NewCalls newCalls;
  private final Faults faults;
  private final Duration patience;
  private SignallingConnection connection;
  private Intake intake;
  private Future<?> firstMessage;
  private H323Call call;
  private int callReference;

  SignallingHandler(NewCalls newCalls, Faults faults, Duration patience) {
    this.newCalls = newCalls;
    this.faults = faults;
    this.patience = patience;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    connection = new SignallingConnection(context.channel());
    intake = new Intake(context.channel());
    firstMessage =
        context
            .executor()
            .schedule(() -> silent(context), patience.toMillis(), TimeUnit.MILLISECONDS);
    context.fireChannelActive();
  }

  private void silent(ChannelHandlerContext context) {
    faults.add(Fault.SILENT, source(), "no Setup");
    context.close();
  }

  private InetAddress source() {
    return connection.remote().getAddress();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    Q931Message message;
    try {
      message = Q931Codec.read((byte[]) frame);
    } catch (Q931Exception e) {
      broken(context, Fault.Q931, e.getMessage());
      return;
    }
    if (call == null) {
      first(context, message);
    } else if (message.callReference() == callReference) {
      further(context, message);
    } else if (message.type() == MessageType.SETUP) {
      refuse(message, CAUSE_INVALID_REFERENCE); // one call is all that we take on a connection
    }
  }

  private void first(ChannelHandlerContext context, Q931Message message) {
    if (message.type() != MessageType.SETUP) {
      if (message.type() != MessageType.RELEASE_COMPLETE) {
        refuse(message, CAUSE_INVALID_REFERENCE);
      }
      broken(context, Fault.Q931, message.type() + " before a Setup");
      return;
    }
    Optional<UserInformation> information = information(context, message);
    if (information.isEmpty()) {
      return;
    }
    if (!information.get().body().is("setup")) {
      refuse(message, CAUSE_INVALID_ELEMENT);
      broken(context, Fault.H225, "a Setup that says " + information.get().body().name());
      return;
    }
    Optional<EndReason> refusal = newCalls.refusal(source());
    if (refusal.isPresent()) {
      refuse(message, refusal.get().q850Cause());
      connection.close();
      return;
    }
    firstMessage.cancel(false);
    callReference = message.callReference();
    call = newCalls.begin(IncomingSetup.of(message, information.get()), connection);
  }

  private void further(ChannelHandlerContext context, Q931Message message) {
    Optional<UserInformation> information = Optional.empty();
    if (message.element(ElementId.USER_USER).isPresent()) {
      information = information(context, message);
      if (information.isEmpty()) {
        return;
      }
    }
    if (message.type() == MessageType.SETUP) {
      return; // repeated
    }
    intake.came();
    call.receive(message, information, intake::handled);
  }

  /** None when it is not to be read, and then the connection is done with. */
  private Optional<UserInformation> information(
      ChannelHandlerContext context, Q931Message message) {
    try {
      byte[] element = message.element(ElementId.USER_USER).orElse(new byte[0]);
      return Optional.of(UserInformation.read(element));
    } catch (PerException e) {
      if (call == null) {
        refuse(message, CAUSE_INVALID_ELEMENT);
      }
      broken(context, Fault.H225, e.getMessage());
      return Optional.empty();
    }
  }

  /** A ReleaseComplete for what is no call of ours. */
  private void refuse(Q931Message message, int cause) {
    connection.send(
        Q931Message.of(
                MessageType.RELEASE_COMPLETE, message.callReference(), !message.toOriginator())
            .withCause(cause));
  }

  private void broken(ChannelHandlerContext context, Fault fault, String detail) {
    if (call != null) {
      call.faulty(fault, detail);
    } else {
      faults.add(fault, source(), detail);
      connection.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      context.close(); // the far end is gone; channelInactive follows
    } else {
      broken(context, Fault.FRAME, String.valueOf(cause.getMessage()));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    firstMessage.cancel(false);
    if (call != null) {
      call.signallingClosed();
    }
    context.fireChannelInactive();
  }
}
