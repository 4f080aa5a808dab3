package dev.sonatina.net.client;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.fabric.FabricProtocol;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.mercury.BulkDescriptor;
import dev.sonatina.net.protocol.mercury.RequestWriter;
import dev.sonatina.net.protocol.mercury.Response;
import dev.sonatina.net.protocol.mercury.ReturnCode;
import dev.sonatina.net.protocol.mercury.RpcId;
import dev.sonatina.net.rpc.ExposedMemory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server whose {@link Wire} is known: sends calls, joins the answers to them by
 * tag, and serves and makes the RMA reads of large arguments and results. Belongs to the
 * connection's event loop.
 */
// A write that fails reports itself to this handler, which ends every call.
@SuppressWarnings("FutureReturnValueIgnored")
final class ClientConnection extends ChannelInboundHandlerAdapter {

  /** A call on its way. */
  static final class Call {
    private final String rpc;
    private final int provider;
    private final ByteSlice arguments;
    private final CompletableFuture<ByteSlice> result;
    private int tag;

    /**
     * @param result gets the encoded result, or a {@link SonatinaException}
     */
    Call(String rpc, int provider, ByteSlice arguments, CompletableFuture<ByteSlice> result) {
      this.rpc = rpc;
      this.provider = provider;
      this.arguments = arguments;
      this.result = result;
    }

    CompletableFuture<ByteSlice> result() {
      return result;
    }
  }

  /** Tags below belong to the handshake, to which answers may still come. */
  private static final int FIRST_TAG = 16;

  private record Pull(Call call, long length) {}

  private final String peer;
  private final Wire wire;
  private final RequestWriter writer;
  private final int resultBytesMax;
  private final Map<Integer, Call> calls = new HashMap<>();
  private final Queue<Pull> pulls = new ArrayDeque<>();
  private final ExposedMemory memory = new ExposedMemory();
  private volatile @Nullable ChannelHandlerContext context;
  private int nextTag = FIRST_TAG;

  ClientConnection(String peer, Wire wire, RequestWriter writer, int resultBytesMax) {
    this.peer = peer;
    this.wire = wire;
    this.writer = writer;
    this.resultBytesMax = resultBytesMax;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  boolean isOpen() {
    ChannelHandlerContext ctx = context;
    return ctx != null && ctx.channel().isActive();
  }

  /** Sends a call; any thread. */
  void send(Call call) {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      call.result.completeExceptionally(Handshake.lost(peer, null));
    } else if (ctx.executor().inEventLoop()) {
      write(ctx, call);
    } else {
      ctx.executor().execute(() -> write(ctx, call));
    }
  }

  /** Stops waiting for a call; any thread. Its answer, should it come, is dropped. */
  void forget(Call call) {
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      ctx.executor()
          .execute(
              () -> {
                if (calls.remove(call.tag, call)) {
                  memory.release(call.tag);
                }
              });
    }
  }

  void close() {
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      ctx.close();
    }
  }

  private void write(ChannelHandlerContext ctx, Call call) {
    if (!ctx.channel().isActive()) {
      call.result.completeExceptionally(Handshake.lost(peer, null));
      return;
    }
    if (call.result.isDone()) {
      return;
    }
    call.tag = nextTag;
    nextTag = nextTag == Integer.MAX_VALUE ? FIRST_TAG : nextTag + 1;
    calls.put(call.tag, call);
    RpcId id = wire.generation().id(call.rpc, call.provider);
    ByteSlice payload = writer.payload(call.arguments);
    ByteSlice message =
        writer.directBytes(payload) <= FabricProtocol.EAGER_MESSAGE_BYTES_MAX
            ? writer.direct(id, payload)
            : writer.overflow(id, memory.expose(call.tag, payload), payload);
    ctx.writeAndFlush(wire.request(call.tag, message), ctx.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Frame.Message frame) {
      receive(ctx, frame);
    } else if (message instanceof Frame.ReadRequest request) {
      ctx.writeAndFlush(memory.read(request), ctx.voidPromise());
    } else if (message instanceof Frame.ReadResponse response) {
      finishPull(ctx, response.data().toSlice());
    }
  }

  private void receive(ChannelHandlerContext ctx, Frame.Message frame) {
    Call call = calls.remove(frame.plainTag());
    if (call == null) {
      return;
    }
    memory.release(call.tag);
    Response response = Response.read(wire.generation(), frame.data());
    BulkDescriptor overflow = response.overflow();
    if (response.returnCode() != ReturnCode.SUCCESS) {
      call.result.completeExceptionally(
          ClientErrors.returned(response.returnCode(), call.rpc, call.provider, peer));
    } else if (overflow == null) {
      finish(call, response.payload());
    } else {
      beginPull(ctx, call, overflow);
    }
  }

  private void beginPull(ChannelHandlerContext ctx, Call call, BulkDescriptor source) {
    long length = source.length();
    if (length < 0 || length > resultBytesMax) {
      call.result.completeExceptionally(
          new SonatinaException(
              ErrorCode.LIMIT_EXCEEDED,
              "the result has "
                  + Long.toUnsignedString(length)
                  + " bytes (expected: at most "
                  + resultBytesMax
                  + ")"));
      acknowledge(ctx, call);
      return;
    }
    pulls.add(new Pull(call, length));
    long address = source.pullAddress(wire.generation());
    Frame.Segment segment = new Frame.Segment(address, length, source.key());
    ctx.writeAndFlush(new Frame.ReadRequest(List.of(segment)), ctx.voidPromise());
  }

  private void finishPull(ChannelHandlerContext ctx, ByteSlice data) {
    Pull pull = pulls.poll();
    if (pull == null || pull.length != data.length()) {
      throw new ProtocolException("RMA read response that nobody asked for");
    }
    acknowledge(ctx, pull.call);
    finish(pull.call, data);
  }

  private void acknowledge(ChannelHandlerContext ctx, Call call) {
    ctx.writeAndFlush(wire.acknowledgement(call.tag), ctx.voidPromise());
  }

  private void finish(Call call, ByteSlice payload) {
    try {
      call.result.complete(Response.result(wire.generation(), payload));
    } catch (ProtocolException e) {
      call.result.completeExceptionally(
          new SonatinaException(ErrorCode.PROTOCOL, peer + ": " + e.getMessage(), e));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    failAll(Handshake.lost(peer, null));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failAll(Handshake.lost(peer, cause));
    ctx.close();
  }

  private void failAll(SonatinaException failure) {
    List<Call> open = List.copyOf(calls.values());
    calls.clear();
    open.forEach(call -> call.result.completeExceptionally(failure));
    pulls.forEach(pull -> pull.call.result.completeExceptionally(failure));
    pulls.clear();
  }
}
