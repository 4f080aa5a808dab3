package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.thallium.ThalliumReader;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.protocol.thallium.ValueType;
import dev.sonatina.net.sonata.SonataRpc;
import dev.sonatina.net.transport.AllowedPeers;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server's real pipeline without a network: bytes in, and what must not happen noticed. Its
 * handlers read every argument and answer at once, some with large results.
 */
final class HostilePeer {

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
  private final RpcTable table =
      new RpcTable(Arrays.stream(SonataRpc.values()).map(SonataRpc::signature).toList());
  private final RpcRouter router = new RpcRouter();
  private final ServerPipeline pipeline;
  private final List<Throwable> escaped = new ArrayList<>();
  private long answered;

  HostilePeer() {
    for (SonataRpc rpc : SonataRpc.values()) {
      router.register(0, rpc.signature(), this::answer);
    }
    RpcLimits limits = RpcLimits.defaults().withRequestBytesMax(1 << 20);
    pipeline = new ServerPipeline(table, router, limits, AllowedPeers.any(), true, 1);
  }

  private void answer(RpcCall call) {
    ThalliumReader in = call.arguments();
    for (ValueType type : call.signature().arguments().types()) {
      switch (type) {
        case BOOL -> in.readBool();
        case I32 -> in.readI32();
        case U64 -> in.readU64();
        case STRING -> in.readBytes();
        case STRING_LIST -> in.readBytesList();
        case U64_LIST -> in.readU64List();
        case JSON -> in.readJson();
      }
    }
    answered++;
    ThalliumWriter result = call.newResult().bool(true).string("");
    call.answer(answered % 3 == 0 ? result.bytes(new byte[5_000]) : result);
  }

  /** A new connection. */
  EmbeddedChannel connect() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setAllocator(allocator);
    channel.pipeline().addLast(pipeline);
    channel.pipeline().addBefore("faults", "probe", new Probe());
    return channel;
  }

  /** Sends bytes, throws away what comes back, and says whether the connection is still open. */
  boolean send(EmbeddedChannel channel, byte[] bytes) {
    if (channel.isOpen()) {
      channel.writeInbound(channel.alloc().heapBuffer(bytes.length).writeBytes(bytes));
      channel.runPendingTasks();
      discardAnswers(channel);
    }
    return channel.isOpen();
  }

  private static void discardAnswers(EmbeddedChannel channel) {
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      ReferenceCountUtil.release(out);
    }
  }

  void disconnect(EmbeddedChannel channel) {
    channel.finishAndReleaseAll();
  }

  /** Exceptions other than those that say the bytes are wrong. */
  List<Throwable> escaped() {
    return escaped;
  }

  long answered() {
    return answered;
  }

  /** Bytes of buffers that nobody released. */
  long leakedBytes() {
    return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
  }

  /** Notes what reaches the end of the pipeline. */
  private final class Probe extends ChannelInboundHandlerAdapter {

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (!(cause instanceof ProtocolException)) {
        escaped.add(cause);
      }
      close(ctx.channel());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // an embedded channel closes at once
    private static void close(Channel channel) {
      channel.close();
    }
  }

  /** The first exception that escaped, for a test's message. */
  @Nullable Throwable firstEscaped() {
    return escaped.isEmpty() ? null : escaped.get(0);
  }
}
