package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.fabric.ConnectionMessage;
import dev.sonatina.net.protocol.fabric.Frame;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers the client's connection message, closes a connection on which none comes, and
 * acknowledges messages that ask for it. Passes everything on.
 */
// What fails reports itself to the end of the pipeline, which closes the connection.
@SuppressWarnings("FutureReturnValueIgnored")
final class GreetingHandler extends ChannelInboundHandlerAdapter {

  private final long timeoutMillis;
  private final int serverPid;
  private @Nullable Future<?> timeout;

  /**
   * @param serverPid a number that differs between runs of a server
   */
  GreetingHandler(long timeoutMillis, int serverPid) {
    this.timeoutMillis = timeoutMillis;
    this.serverPid = serverPid;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    timeout = ctx.executor().schedule(() -> ctx.close(), timeoutMillis, TimeUnit.MILLISECONDS);
    ctx.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stopWaiting();
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ConnectionMessage connectionMessage) {
      stopWaiting();
      ctx.writeAndFlush(response(connectionMessage), ctx.voidPromise());
    } else if (message instanceof Frame.Message frame && frame.wantsDelivery()) {
      ctx.writeAndFlush(new Frame.Delivered(), ctx.voidPromise());
    }
    ctx.fireChannelRead(message);
  }

  private ConnectionMessage response(ConnectionMessage message) {
    if (message instanceof ConnectionMessage.NativeRequest request) {
      return request.accept(serverPid);
    }
    if (message instanceof ConnectionMessage.RxmRequest request) {
      return request.accept(serverPid);
    }
    throw new ProtocolException("connection message: " + message + " (expected: a request)");
  }

  private void stopWaiting() {
    if (timeout != null) {
      timeout.cancel(false);
      timeout = null;
    }
  }
}
