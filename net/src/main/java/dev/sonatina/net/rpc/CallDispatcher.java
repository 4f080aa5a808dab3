package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.mercury.ReturnCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Hands each request to its handler, and tells handlers when the client has gone. */
final class CallDispatcher extends ChannelInboundHandlerAdapter {

  private final RpcTable table;
  private final RpcRouter router;
  private final Connection connection;

  CallDispatcher(RpcTable table, RpcRouter router, Connection connection) {
    this.table = table;
    this.router = router;
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ReceivedRequest received)) {
      return;
    }
    RpcSignature signature = table.find(received.request().id());
    RpcHandler handler =
        signature == null ? null : router.find(signature, received.request().id().provider());
    if (signature == null || handler == null) {
      ArgumentPuller.refuse(ctx, received, ReturnCode.NO_ENTRY);
    } else if (!received.request().isIntact()
        || !signature.arguments().fits(received.request().arguments().reader())) {
      ArgumentPuller.refuse(ctx, received, ReturnCode.PROTOCOL_ERROR);
    } else {
      RpcCall call = new RpcCall(received, signature, connection);
      connection.begin(call);
      handler.handle(call);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    connection.close();
    ctx.fireChannelInactive();
  }
}
