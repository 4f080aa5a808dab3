package dev.sonatina.net.client;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.fabric.ConnectionMessage;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.fabric.Framing;
import dev.sonatina.net.protocol.mercury.Generation;
import dev.sonatina.net.protocol.mercury.RequestWriter;
import dev.sonatina.net.protocol.mercury.ReturnCode;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.sonata.SonataRpc;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection and finds out what the server understands, then makes room for a {@link
 * ClientConnection}. Belongs to the connection's event loop.
 */
// A write that fails reports itself to this handler, which ends the attempt.
@SuppressWarnings("FutureReturnValueIgnored")
final class Handshake extends ChannelInboundHandlerAdapter {

  // The problem: the generation of a server is told by nothing but what it answers, and servers
  // drop requests of another generation without a word. So a request in the newest form goes to a
  // provider that does not exist, a moment later the same in every other form, and later still in
  // those forms that could upset servers which would have answered by then. The refusal carries the
  // tag of the request that was understood; by its length it tells whether headers have room for
  // checksums, which a server may not have noticed to be otherwise in the request.

  private static final long PROBE_MILLIS = 200;
  private static final int NO_SUCH_PROVIDER = 0xfffe;

  private final String peer;
  private final Greeting greeting;
  private final boolean returnCodeForOldIds;
  private final int resultBytesMax;
  private final long timeoutMillis;
  private final CompletableFuture<ClientConnection> ready;
  private final List<Wire> probes = new ArrayList<>();
  private long receiver;
  private boolean accepted;
  private boolean finished;

  /**
   * @param ready completes with the connection; fails with {@link NotAcceptedException} when
   *     another greeting may do better
   */
  Handshake(
      String peer,
      Greeting greeting,
      ClientOptions options,
      CompletableFuture<ClientConnection> ready) {
    this.peer = peer;
    this.greeting = greeting;
    this.ready = ready;
    returnCodeForOldIds = options.returnCodeForOldIds();
    resultBytesMax = options.resultBytesMax();
    timeoutMillis = options.deadline().toMillis();
  }

  /** The server did not take the greeting. */
  static final class NotAcceptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NotAcceptedException(String message, @Nullable Throwable cause) {
      super(message, cause, false, false);
    }
  }

  /** A server that says nothing must not keep later calls from trying another connection. */
  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.executor().schedule(() -> giveUp(ctx), timeoutMillis, TimeUnit.MILLISECONDS);
    ctx.writeAndFlush(greeting.message(local(ctx).getPort()), ctx.voidPromise());
  }

  private static InetSocketAddress local(ChannelHandlerContext ctx) {
    return (InetSocketAddress) ctx.channel().localAddress();
  }

  private static RequestWriter writer(ChannelHandlerContext ctx, Generation generation) {
    return new RequestWriter(ipv4(local(ctx)), local(ctx).getPort(), generation);
  }

  private static byte[] ipv4(InetSocketAddress address) {
    byte[] bytes = address.getAddress().getAddress();
    return bytes.length == 4 ? bytes : new byte[] {127, 0, 0, 1};
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ConnectionMessage.NativeResponse) {
      begin(ctx);
    } else if (message instanceof ConnectionMessage.RxmResponse response) {
      receiver = response.connectionId() & 0xffff_ffffL;
      begin(ctx);
    } else if (message instanceof Frame.Message refusal) {
      finish(ctx, refusal);
    } else if (message instanceof ConnectionMessage) {
      throw new NotAcceptedException("the server does not accept the connection", null);
    }
  }

  private void begin(ChannelHandlerContext ctx) {
    accepted = true;
    probe(ctx, greeting.framing(), Generation.current(false));
    later(ctx, 1, () -> probeOtherBuilds(ctx));
    if (greeting.framing() == Framing.RXM) {
      later(ctx, 2, () -> probeCompressed(ctx));
    }
  }

  private void later(ChannelHandlerContext ctx, int moments, Runnable action) {
    ctx.executor()
        .schedule(
            () -> {
              if (!finished && ctx.channel().isActive()) {
                action.run();
              }
            },
            moments * PROBE_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private void probeOtherBuilds(ChannelHandlerContext ctx) {
    probe(ctx, greeting.framing(), Generation.current(true));
    if (greeting.framing() == Framing.RXM) {
      oldGenerations().forEach(generation -> probe(ctx, Framing.RXM, generation));
    }
  }

  private void probeCompressed(ChannelHandlerContext ctx) {
    oldGenerations().forEach(generation -> probe(ctx, Framing.RXM_COMPRESSED, generation));
  }

  private List<Generation> oldGenerations() {
    return List.of(
        Generation.withOldIds(false, returnCodeForOldIds),
        Generation.withOldIds(true, returnCodeForOldIds),
        Generation.oldest(true),
        Generation.oldest(false));
  }

  private void probe(ChannelHandlerContext ctx, Framing framing, Generation generation) {
    Wire wire = new Wire(framing, receiver, generation);
    probes.add(wire);
    RequestWriter writer = writer(ctx, generation);
    ByteSlice payload = writer.payload(new ThalliumWriter().string("").toSlice());
    String rpc = SonataRpc.OPEN_DATABASE.signature().name();
    ByteSlice request = writer.direct(generation.id(rpc, NO_SUCH_PROVIDER), payload);
    ctx.writeAndFlush(wire.request(probes.size(), request), ctx.voidPromise());
  }

  private void finish(ChannelHandlerContext ctx, Frame.Message refusal) {
    int tag = refusal.plainTag();
    ByteSlice data = refusal.data();
    if (tag < 1
        || tag > probes.size()
        || data.length() == 0
        || data.byteAt(0) != ReturnCode.NO_ENTRY) {
      throw new ProtocolException("unexpected answer to the first request: " + data);
    }
    finished = true;
    Generation generation = probes.get(tag - 1).generation().ofRefusal(data.length());
    Wire wire = new Wire(refusal.framing(), receiver, generation);
    ClientConnection connection =
        new ClientConnection(peer, wire, writer(ctx, generation), resultBytesMax);
    ctx.pipeline().replace(this, "calls", connection);
    ready.complete(connection);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(null);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(cause);
    ctx.close();
  }

  private void giveUp(ChannelHandlerContext ctx) {
    if (!finished) {
      ready.completeExceptionally(
          new SonatinaException(
              ErrorCode.DEADLINE_EXCEEDED,
              peer + " did not answer within " + timeoutMillis + " ms"));
      ctx.close();
    }
  }

  private void fail(@Nullable Throwable cause) {
    if (!accepted && !(cause instanceof ProtocolException)) {
      ready.completeExceptionally(
          cause instanceof NotAcceptedException
              ? cause
              : new NotAcceptedException("the server closed the connection", cause));
    } else {
      ready.completeExceptionally(lost(peer, cause));
    }
  }

  /** What calls end with when a connection breaks. */
  static SonatinaException lost(String peer, @Nullable Throwable cause) {
    return cause instanceof ProtocolException
        ? new SonatinaException(
            ErrorCode.PROTOCOL, peer + " does not speak the protocol: " + cause.getMessage(), cause)
        : new SonatinaException(
            ErrorCode.UNAVAILABLE, "the connection to " + peer + " was lost", cause);
  }
}
