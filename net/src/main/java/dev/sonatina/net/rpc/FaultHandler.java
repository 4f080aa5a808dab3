package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.ProtocolException;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;

/** Closes a connection on which something went wrong, with one line in the log. */
// What fails reports itself to the end of the pipeline, which closes the connection.
@SuppressWarnings("FutureReturnValueIgnored")
@Sharable
final class FaultHandler extends ChannelInboundHandlerAdapter {

  private static final System.Logger LOG = System.getLogger(FaultHandler.class.getName());

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!ctx.channel().isOpen()) {
      // What came along with the first fault brings any number of others.
      return;
    }
    if (cause instanceof ProtocolException) {
      LOG.log(
          System.Logger.Level.INFO,
          "closing the connection of {0}: {1}",
          ctx.channel().remoteAddress(),
          cause.getMessage());
    } else if (!(cause instanceof IOException)) {
      LOG.log(
          System.Logger.Level.ERROR,
          "closing the connection of " + ctx.channel().remoteAddress(),
          cause);
    }
    ctx.close();
  }
}
