package dev.sonatina.net.client;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.fabric.FabricDecoder;
import dev.sonatina.net.protocol.fabric.FabricEncoder;
import dev.sonatina.net.transport.EventLoops;
import dev.sonatina.net.transport.FabricAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls RPCs of one server over one connection, which is opened with the first call and again after
 * it was lost. Safe for every thread.
 */
// Nobody waits for the futures of follow-up actions, which cannot fail.
@SuppressWarnings("FutureReturnValueIgnored")
final class RpcClient implements AutoCloseable {

  private static final int FLUSHES_CONSOLIDATED_MAX = 64;

  private final FabricAddress address;
  private final ClientOptions options;
  private final EventLoops loops;
  private final FabricEncoder encoder = new FabricEncoder();
  private @Nullable CompletableFuture<ClientConnection> connection;
  private volatile @Nullable Greeting accepted;
  private boolean closed;

  RpcClient(FabricAddress address, ClientOptions options) {
    this.address = address;
    this.options = options;
    loops = new EventLoops("sonatina-client", 1);
  }

  FabricAddress address() {
    return address;
  }

  ClientOptions options() {
    return options;
  }

  /**
   * Calls an RPC. The future gets the encoded result or a {@link SonatinaException}, at the latest
   * after the deadline; what is attached to it runs on the connection's thread and must not wait.
   * Cancelling it, or what was made from it, gives up waiting.
   */
  CompletableFuture<ByteSlice> call(String rpc, int provider, ByteSlice arguments) {
    ClientConnection.Call call =
        new ClientConnection.Call(rpc, provider, arguments, new CallFuture<>());
    try {
      CompletableFuture<ClientConnection> current = connection();
      Future<?> deadline =
          loops
              .group()
              .schedule(
                  () -> expire(call, current),
                  options.deadline().toMillis(),
                  TimeUnit.MILLISECONDS);
      call.result()
          .whenComplete(
              (result, failure) -> {
                deadline.cancel(false);
                if (failure instanceof CancellationException) {
                  forget(call, current);
                }
              });
      current.whenComplete((open, failure) -> send(call, open, failure));
    } catch (RejectedExecutionException e) {
      call.result().completeExceptionally(closed());
    }
    return call.result();
  }

  private static void send(
      ClientConnection.Call call, ClientConnection open, @Nullable Throwable failure) {
    try {
      if (failure == null) {
        open.send(call);
      } else {
        call.result().completeExceptionally(failure);
      }
    } catch (RejectedExecutionException e) {
      // Another thread has closed the client since.
      call.result().completeExceptionally(closed());
    }
  }

  private void expire(ClientConnection.Call call, CompletableFuture<ClientConnection> current) {
    boolean expired =
        call.result()
            .completeExceptionally(
                new SonatinaException(
                    ErrorCode.DEADLINE_EXCEEDED,
                    address + " did not answer within " + options.deadline().toMillis() + " ms"));
    if (expired) {
      forget(call, current);
    }
  }

  private static void forget(
      ClientConnection.Call call, CompletableFuture<ClientConnection> current) {
    if (current.isDone() && !current.isCompletedExceptionally()) {
      try {
        current.join().forget(call);
      } catch (RejectedExecutionException e) {
        // The client has been closed, and everything with it.
      }
    }
  }

  /** Whether this is the thread that reads answers. */
  boolean isOwnThread() {
    for (EventExecutor loop : loops.group()) {
      if (loop.inEventLoop()) {
        return true;
      }
    }
    return false;
  }

  /** The open connection, one that is being opened, or a new one. */
  private synchronized CompletableFuture<ClientConnection> connection() {
    if (closed) {
      return CompletableFuture.failedFuture(closed());
    }
    CompletableFuture<ClientConnection> current = connection;
    boolean usable =
        current != null
            && !current.isCompletedExceptionally()
            && (!current.isDone() || current.join().isOpen());
    if (current == null || !usable) {
      current = connect();
      connection = current;
    }
    return current;
  }

  private static SonatinaException closed() {
    return new SonatinaException(ErrorCode.CLOSED, "the client has been closed");
  }

  /** Tries one greeting after another until the server takes one, and then knows it. */
  private CompletableFuture<ClientConnection> connect() {
    Greeting known = accepted;
    List<Greeting> greetings = known == null ? Greeting.of(address) : List.of(known);
    CompletableFuture<ClientConnection> ready = new CompletableFuture<>();
    connect(greetings, ready);
    return ready;
  }

  private void connect(List<Greeting> greetings, CompletableFuture<ClientConnection> ready) {
    Greeting greeting = greetings.get(0);
    CompletableFuture<ClientConnection> attempt = new CompletableFuture<>();
    attempt.whenComplete(
        (open, failure) -> {
          if (failure == null) {
            accepted = greeting;
            if (!ready.complete(open)) {
              open.close();
            }
          } else if (failure instanceof Handshake.NotAcceptedException && greetings.size() > 1) {
            connect(greetings.subList(1, greetings.size()), ready);
          } else if (failure instanceof Handshake.NotAcceptedException) {
            ready.completeExceptionally(Handshake.lost(address.toString(), failure));
          } else {
            ready.completeExceptionally(failure);
          }
        });
    connect(new Handshake(address.toString(), greeting, options, attempt), attempt);
  }

  private void connect(Handshake handshake, CompletableFuture<ClientConnection> attempt) {
    ChannelFuture connecting =
        new Bootstrap()
            .group(loops.group())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) Math.min(Integer.MAX_VALUE, options.deadline().toMillis()))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            "flushes",
                            new FlushConsolidationHandler(FLUSHES_CONSOLIDATED_MAX, true))
                        .addLast("frame-decoder", new FabricDecoder(options::resultBytesMax))
                        .addLast("frame-encoder", encoder)
                        .addLast("handshake", handshake);
                  }
                })
            .connect(address.toSocketAddress());
    connecting.addListener(
        connected -> {
          if (!connected.isSuccess()) {
            attempt.completeExceptionally(
                new SonatinaException(
                    ErrorCode.UNAVAILABLE,
                    "cannot connect to " + address + ": " + reason(connected.cause()),
                    connected.cause()));
          }
        });
  }

  private static String reason(Throwable cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    return root instanceof UnknownHostException
        ? "unknown host " + root.getMessage()
        : String.valueOf(root.getMessage());
  }

  @Override
  public void close() {
    CompletableFuture<ClientConnection> current;
    synchronized (this) {
      closed = true;
      current = connection;
    }
    if (current != null) {
      // One that is still being opened would never get to say that it failed.
      current.completeExceptionally(closed());
      if (!current.isCompletedExceptionally()) {
        current.join().close();
      }
    }
    loops.close();
  }
}
