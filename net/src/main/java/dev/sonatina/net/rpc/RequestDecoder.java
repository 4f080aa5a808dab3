package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.mercury.RequestReader;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Turns message frames into {@link ReceivedRequest}s; everything else passes. */
final class RequestDecoder extends ChannelInboundHandlerAdapter {

  private final RequestReader reader;

  RequestDecoder(RequestReader reader) {
    this.reader = reader;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Frame.Message frame) {
      ctx.fireChannelRead(
          new ReceivedRequest(reader.read(frame.data()), frame.framing(), frame.plainTag()));
    } else {
      ctx.fireChannelRead(message);
    }
  }
}
