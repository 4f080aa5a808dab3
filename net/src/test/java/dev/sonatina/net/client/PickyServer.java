package dev.sonatina.net.client;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.fabric.ConnectionMessage;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.fabric.FrameStream;
import dev.sonatina.net.protocol.fabric.Framing;
import dev.sonatina.net.protocol.mercury.Generation;
import dev.sonatina.net.protocol.mercury.Request;
import dev.sonatina.net.protocol.mercury.RequestReader;
import dev.sonatina.net.rpc.RpcTable;
import dev.sonatina.net.sonata.SonataRpc;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a server of ours, which understands everybody, and makes it as narrow as a real one
 * of one build: connections of another framing are refused, requests of another generation dropped.
 */
final class PickyServer implements AutoCloseable {

  /** What happens to a connection message that the build does not know. */
  enum Refusal {
    REJECT,
    CLOSE
  }

  /**
   * A build.
   *
   * @param eagerBytesMax the only limit that the rxm end accepts
   */
  record Build(Framing framing, int eagerBytesMax, Generation generation, Refusal refusal) {}

  private static final RpcTable RPCS =
      new RpcTable(Arrays.stream(SonataRpc.values()).map(SonataRpc::signature).toList());

  private final Build build;
  private final int target;
  private final ServerSocket listening;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final Set<Integer> served = ConcurrentHashMap.newKeySet();
  private final AtomicInteger dropped = new AtomicInteger();

  PickyServer(Build build, int target) throws IOException {
    this.build = build;
    this.target = target;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  String address(String prefix) {
    return prefix + "://127.0.0.1:" + listening.getLocalPort();
  }

  /** Requests that were dropped. */
  int dropped() {
    return dropped.get();
  }

  private static void start(Runnable loop) {
    Thread thread = new Thread(loop, "picky-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        start(() -> copy(client, server, true));
        start(() -> copy(server, client, false));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void copy(Socket from, Socket to, boolean picky) {
    FrameStream frames = new FrameStream();
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!picky) {
          out.write(buffer, 0, count);
          continue;
        }
        for (Object message : frames.decode(ByteSlice.of(Arrays.copyOf(buffer, count)))) {
          if (message instanceof ConnectionMessage greeting && !accepts(greeting)) {
            if (build.refusal == Refusal.REJECT) {
              from.getOutputStream().write(FrameStream.encode(new ConnectionMessage.Reject(1)));
            }
            return;
          }
          if (message instanceof Frame.Message request && !accepts(request)) {
            dropped.incrementAndGet();
          } else {
            out.write(FrameStream.encode(message));
          }
        }
      }
    } catch (IOException e) {
      // One of them has gone.
    }
  }

  private boolean accepts(ConnectionMessage greeting) {
    if (greeting instanceof ConnectionMessage.RxmRequest rxm) {
      return build.framing != Framing.NATIVE && rxm.eagerLimit() == build.eagerBytesMax;
    }
    return build.framing == Framing.NATIVE;
  }

  private boolean accepts(Frame.Message message) {
    if (message.data().length() == 1) {
      boolean asAnswered = !build.generation.hasOldIds() || message.framing() == build.framing;
      return asAnswered && served.contains(message.plainTag());
    }
    Request request = new RequestReader(RPCS, true).read(message.data());
    boolean compresses = build.framing == Framing.RXM_COMPRESSED && message.tagged();
    Framing framing = compresses || build.framing == Framing.NATIVE ? build.framing : Framing.RXM;
    Generation asked = request.generation();
    boolean accepted =
        message.framing() == framing
            && message.tagged() == build.generation.hasOldIds()
            && asked.protocol() == build.generation.protocol()
            && asked.hasChecksums() == build.generation.hasChecksums()
            && asked.hasOldIds() == build.generation.hasOldIds()
            && request.isIntact();
    if (accepted) {
      served.add(message.plainTag());
    }
    return accepted;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (@Nullable Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      socket.close();
    }
  }
}
