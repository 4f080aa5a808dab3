package dev.sonatina.net.server;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.fabric.ConnectionMessage;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.fabric.FrameStream;
import dev.sonatina.net.protocol.fabric.Framing;
import dev.sonatina.net.protocol.mercury.Generation;
import dev.sonatina.net.protocol.mercury.RequestWriter;
import dev.sonatina.net.protocol.mercury.Response;
import dev.sonatina.net.protocol.thallium.ThalliumReader;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.transport.FabricAddress;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/** Sends what Chimbuko's processes send, which is mostly calls that want no answer. */
final class ChimbukoProcess implements AutoCloseable {

  /** Where the flags are in a request, and the one that asks for silence. */
  private static final int FLAGS_OFFSET = 26;

  private static final int NO_RESPONSE = 2;

  private final Generation generation = Generation.current(true);
  private final RequestWriter writer =
      new RequestWriter(new byte[] {127, 0, 0, 1}, 5_000, generation);
  private final FrameStream frames = new FrameStream();
  private final Queue<Object> received = new ArrayDeque<>();
  private final Socket socket;
  private int tag;

  ChimbukoProcess(FabricAddress address) throws IOException {
    socket = new Socket(address.host(), address.port());
    send(new ConnectionMessage.NativeRequest(1, 0, 5_000, 7));
    receive();
  }

  private void send(Object message) throws IOException {
    socket.getOutputStream().write(FrameStream.encode(message));
  }

  private Object receive() throws IOException {
    byte[] buffer = new byte[1024];
    while (received.isEmpty()) {
      int count = socket.getInputStream().read(buffer);
      if (count < 0) {
        throw new EOFException();
      }
      received.addAll(frames.decode(ByteSlice.of(Arrays.copyOf(buffer, count))));
    }
    return received.remove();
  }

  private void request(String rpc, ThalliumWriter arguments, int flags) throws IOException {
    ByteSlice payload = writer.payload(arguments.toSlice());
    byte[] request = writer.direct(generation.id(rpc, 0), payload).toArray();
    request[FLAGS_OFFSET] |= (byte) flags;
    send(Frame.Message.request(Framing.NATIVE, 0, false, ++tag, ByteSlice.of(request)));
  }

  /** A call without answer. */
  void say(String rpc) throws IOException {
    request(rpc, new ThalliumWriter(), NO_RESPONSE);
  }

  /** A call without answer, of a rank. */
  void say(String rpc, int rank) throws IOException {
    request(rpc, new ThalliumWriter().i32(rank), NO_RESPONSE);
  }

  /** The answer to {@code connection_status}, behind everything that was said before. */
  String status() throws IOException {
    request("connection_status", new ThalliumWriter(), 0);
    Frame.Message answer = (Frame.Message) receive();
    if (answer.plainTag() != tag) {
      throw new IOException("an answer that nobody wanted: " + answer);
    }
    Response response = Response.read(generation, answer.data());
    return new ThalliumReader(Response.result(generation, response.payload())).readString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
