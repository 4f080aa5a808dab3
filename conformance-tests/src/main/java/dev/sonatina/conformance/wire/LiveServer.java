package dev.sonatina.conformance.wire;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.fabric.FrameStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** A plain connection to the server under test, which hands out frames in the order wanted. */
final class LiveServer implements AutoCloseable {

  private static final int ANSWER_MILLIS_MAX = 20_000;

  private final Socket socket;
  private final FrameStream decoding = new FrameStream();
  private final List<Object> received = new ArrayList<>();

  LiveServer(InetSocketAddress address) throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(ANSWER_MILLIS_MAX);
    socket.connect(address, ANSWER_MILLIS_MAX);
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /**
   * The first message or frame received, now or before, that fits; others stay for later.
   *
   * @throws IOException when none comes
   */
  Object await(Predicate<Object> fits) throws IOException {
    while (true) {
      for (Object candidate : received) {
        if (fits.test(candidate)) {
          received.remove(candidate);
          return candidate;
        }
      }
      receiveMore();
    }
  }

  private void receiveMore() throws IOException {
    byte[] buffer = new byte[1 << 16];
    InputStream in = socket.getInputStream();
    int count;
    try {
      count = in.read(buffer);
    } catch (SocketTimeoutException e) {
      throw new IOException("no such answer; still unread: " + received, e);
    }
    if (count < 0) {
      throw new IOException("the server closed the connection; still unread: " + received);
    }
    received.addAll(decoding.decode(ByteSlice.of(Arrays.copyOf(buffer, count))));
  }

  /** What came and was not asked for. */
  List<Object> unread() {
    return List.copyOf(received);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
