package dev.sonatina.net.transport;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;

/** Counts each accepted connection in and hands it to its pipeline. */
@Sharable
final class Accepted extends ChannelInboundHandlerAdapter {

  private final ChannelGroup connections;
  private final ChannelHandler pipeline;

  Accepted(ChannelGroup connections, ChannelHandler pipeline) {
    this.connections = connections;
    this.pipeline = pipeline;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.pipeline().addLast(pipeline);
  }

  @Override
  public void channelRegistered(ChannelHandlerContext ctx) {
    connections.add(ctx.channel());
    ctx.fireChannelRegistered();
  }
}
