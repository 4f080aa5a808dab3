package dev.sonatina.net.client;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.fabric.ConnectionMessage;
import dev.sonatina.net.protocol.fabric.FabricProtocol;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.fabric.Framing;
import dev.sonatina.net.protocol.mercury.BulkDescriptor;
import dev.sonatina.net.protocol.mercury.Generation;
import dev.sonatina.net.protocol.mercury.RequestWriter;
import dev.sonatina.net.protocol.mercury.Response;
import dev.sonatina.net.protocol.mercury.ReturnCode;
import dev.sonatina.net.protocol.mercury.RpcId;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.rpc.ExposedMemory;
import dev.sonatina.net.sonata.SonataRpc;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server: sends calls, joins the answers to them by tag, and serves and makes
 * the RMA reads of large arguments and results. Belongs to the connection's event loop.
 *
 * <p>Whether the server's headers have room for checksums is a build option that nothing announces,
 * and servers drop requests of the other form without a word. So a connection begins with a request
 * to a provider that does not exist, and a moment later, if nothing came, with another one in the
 * other form; the answer, by its length, tells the server's own.
 */
// A write that fails reports itself to this handler, which ends every call.
@SuppressWarnings("FutureReturnValueIgnored")
final class ClientConnection extends ChannelInboundHandlerAdapter {

  /** A call on its way. */
  static final class Call {
    private final RpcId id;
    private final String name;
    private final ByteSlice arguments;
    private final CompletableFuture<ByteSlice> result = new CompletableFuture<>();
    private int tag;

    Call(RpcId id, String name, ByteSlice arguments) {
      this.id = id;
      this.name = name;
      this.arguments = arguments;
    }

    /** The encoded result, or a {@link SonatinaException}. */
    CompletableFuture<ByteSlice> result() {
      return result;
    }
  }

  private static final long PROBE_MILLIS = 200;
  private static final int NO_SUCH_PROVIDER = 0xfffe;

  /** Length of a refusal of a build with checksums: twice the core of its header. */
  private static final int CHECKSUM_REFUSAL_BYTES = 32;

  private static final ByteSlice ACKNOWLEDGEMENT = ByteSlice.of(new byte[1]);

  private record Pull(Call call, long length) {}

  private final String peer;
  private final int resultBytesMax;
  private final CompletableFuture<ClientConnection> ready = new CompletableFuture<>();
  private final Map<Integer, Call> calls = new HashMap<>();
  private final Queue<Pull> pulls = new ArrayDeque<>();
  private final ExposedMemory memory = new ExposedMemory();
  private @Nullable ChannelHandlerContext context;
  private @Nullable RequestWriter writer;
  private Generation generation = Generation.current(false);
  private int lastTag;

  ClientConnection(String peer, int resultBytesMax) {
    this.peer = peer;
    this.resultBytesMax = resultBytesMax;
  }

  /** Completes once the server has accepted the connection. */
  CompletableFuture<ClientConnection> ready() {
    return ready;
  }

  boolean isOpen() {
    ChannelHandlerContext ctx = context;
    return ctx != null && ctx.channel().isActive();
  }

  /** Sends a call; any thread. */
  void send(Call call) {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      call.result.completeExceptionally(unavailable(null));
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
                calls.remove(call.tag, call);
                memory.release(call.tag);
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
    RequestWriter requests = writer;
    if (requests == null || !ctx.channel().isActive()) {
      call.result.completeExceptionally(unavailable(null));
      return;
    }
    call.tag = ++lastTag & Integer.MAX_VALUE;
    calls.put(call.tag, call);
    ByteSlice payload = RequestWriter.payload(call.arguments);
    ByteSlice message;
    if (requests.directBytes(payload) <= FabricProtocol.EAGER_MESSAGE_BYTES_MAX) {
      message = requests.direct(call.id, payload);
    } else {
      message = requests.overflow(call.id, memory.expose(call.tag, payload));
    }
    ctx.writeAndFlush(Frame.Message.nativeRequest(call.tag, message), ctx.voidPromise());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    InetSocketAddress local = local(ctx);
    int pid = (int) ProcessHandle.current().pid();
    ctx.writeAndFlush(
        new ConnectionMessage.NativeRequest(1, 0, local.getPort(), pid), ctx.voidPromise());
  }

  private static InetSocketAddress local(ChannelHandlerContext ctx) {
    return (InetSocketAddress) ctx.channel().localAddress();
  }

  private static RequestWriter writer(ChannelHandlerContext ctx, Generation generation) {
    return new RequestWriter(ipv4(local(ctx)), local(ctx).getPort(), generation);
  }

  private void probe(ChannelHandlerContext ctx, boolean checksums) {
    RpcId id = SonataRpc.OPEN_DATABASE.signature().id(NO_SUCH_PROVIDER);
    ByteSlice payload = RequestWriter.payload(new ThalliumWriter().string("").toSlice());
    ByteSlice request = writer(ctx, Generation.current(checksums)).direct(id, payload);
    ctx.writeAndFlush(Frame.Message.nativeRequest(++lastTag, request), ctx.voidPromise());
  }

  private void probeAgain(ChannelHandlerContext ctx) {
    if (writer == null && ctx.channel().isActive()) {
      probe(ctx, true);
    }
  }

  private void finishProbe(ChannelHandlerContext ctx, ByteSlice refusal) {
    if (refusal.length() == 0 || refusal.byteAt(0) != ReturnCode.NO_ENTRY) {
      throw new ProtocolException("unexpected answer to the first request: " + refusal);
    }
    generation = Generation.current(refusal.length() >= CHECKSUM_REFUSAL_BYTES);
    writer = writer(ctx, generation);
    ready.complete(this);
  }

  private static byte[] ipv4(InetSocketAddress address) {
    byte[] bytes = address.getAddress().getAddress();
    return bytes.length == 4 ? bytes : new byte[] {127, 0, 0, 1};
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ConnectionMessage.NativeResponse) {
      probe(ctx, false);
      ctx.executor().schedule(() -> probeAgain(ctx), PROBE_MILLIS, TimeUnit.MILLISECONDS);
    } else if (message instanceof Frame.Message frame && writer == null) {
      finishProbe(ctx, frame.data());
    } else if (message instanceof Frame.Message frame) {
      receive(ctx, frame);
    } else if (message instanceof Frame.ReadRequest request) {
      ctx.writeAndFlush(memory.read(request), ctx.voidPromise());
    } else if (message instanceof Frame.ReadResponse response) {
      finishPull(ctx, response.data());
    } else if (message instanceof ConnectionMessage) {
      throw new ProtocolException("the server does not accept the connection: " + message);
    }
  }

  private void receive(ChannelHandlerContext ctx, Frame.Message frame) {
    Call call = calls.remove(frame.plainTag());
    if (call == null) {
      return;
    }
    memory.release(call.tag);
    Response response = Response.read(generation, frame.data());
    BulkDescriptor overflow = response.overflow();
    if (response.returnCode() != ReturnCode.SUCCESS) {
      call.result.completeExceptionally(
          ClientErrors.returned(response.returnCode(), call.name, call.id.provider(), peer));
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
    Frame.Segment segment = new Frame.Segment(0, length, source.key());
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

  private static void acknowledge(ChannelHandlerContext ctx, Call call) {
    ctx.writeAndFlush(
        Frame.Message.tagged(Framing.NATIVE, 0, call.tag, ACKNOWLEDGEMENT), ctx.voidPromise());
  }

  private void finish(Call call, ByteSlice payload) {
    try {
      call.result.complete(Response.result(generation, payload));
    } catch (ProtocolException e) {
      call.result.completeExceptionally(
          new SonatinaException(ErrorCode.PROTOCOL, peer + ": " + e.getMessage(), e));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    failAll(unavailable(null));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failAll(
        cause instanceof ProtocolException
            ? new SonatinaException(
                ErrorCode.PROTOCOL,
                peer + " does not speak the protocol: " + cause.getMessage(),
                cause)
            : unavailable(cause));
    ctx.close();
  }

  private SonatinaException unavailable(@Nullable Throwable cause) {
    return new SonatinaException(
        ErrorCode.UNAVAILABLE, "the connection to " + peer + " was lost", cause);
  }

  private void failAll(SonatinaException failure) {
    ready.completeExceptionally(failure);
    List<Call> open = List.copyOf(calls.values());
    calls.clear();
    open.forEach(call -> call.result.completeExceptionally(failure));
    pulls.forEach(pull -> pull.call.result.completeExceptionally(failure));
    pulls.clear();
  }
}
