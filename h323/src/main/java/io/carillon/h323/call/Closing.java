package io.carillon.h323.call;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections once what was sent is out, or the far end has not taken it for some seconds.
 */
final class Closing {
  private static final int PATIENCE_SECONDS = 5;

  private Closing() {}

  /** From any thread. */
  static void gently(Channel channel) {
    if (!channel.isActive()) {
      channel.close();
      return;
    }
    Future<?> last =
        channel.eventLoop().schedule(() -> channel.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(done -> last.cancel(false));
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }
}
