package dev.sonatina.conformance.wire;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.fabric.ConnectionMessage;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.fabric.FrameStream;
import dev.sonatina.net.protocol.mercury.BulkDescriptor;
import dev.sonatina.net.protocol.mercury.Request;
import dev.sonatina.net.protocol.mercury.RequestReader;
import dev.sonatina.net.protocol.mercury.Response;
import dev.sonatina.net.protocol.mercury.ResponseWriter;
import dev.sonatina.net.rpc.RpcSignature;
import dev.sonatina.net.rpc.RpcTable;
import dev.sonatina.net.sonata.SonataRpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends a recorded client's side to a server and compares what the server sends.
 *
 * <p>Bytes must be the same but for what two runs of the original differ in: process ids, the
 * protocol version of the native connection response, stale bytes of frame headers, what {@link
 * ResultComparison} allows, bytes after a return code other than 0, and the address and key of
 * large results. Requests for large results are rewritten to ask for the server's own. Answers may
 * come in any order.
 */
final class SessionReplay {

  private static final RpcTable RPCS =
      new RpcTable(Arrays.stream(SonataRpc.values()).map(SonataRpc::signature).toList());

  /** A large result: as it was recorded, and as the server offers it now. */
  private record LargeResult(int tag, BulkDescriptor recorded, BulkDescriptor live) {}

  private final RecordedSession session;
  private final LiveServer server;
  private final RequestReader requestReader = new RequestReader(RPCS, true);
  private final FrameStream clientSide = new FrameStream();
  private final FrameStream serverSide = new FrameStream();
  private final Map<Integer, Request> requests = new HashMap<>();
  private final List<LargeResult> largeResults = new ArrayList<>();
  private final List<Integer> tagsRead = new ArrayList<>();
  private final Map<Integer, Response> liveResponses = new HashMap<>();
  private final List<String> differences = new ArrayList<>();

  private SessionReplay(RecordedSession session, LiveServer server) {
    this.session = session;
    this.server = server;
  }

  /** How a server answers differently; empty when it does not. */
  static Optional<String> differences(RecordedSession session, InetSocketAddress address) {
    try (LiveServer server = new LiveServer(address)) {
      SessionReplay replay = new SessionReplay(session, server);
      replay.run();
      return replay.differences.isEmpty()
          ? Optional.empty()
          : Optional.of(String.join("\n", replay.differences));
    } catch (IOException | RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void run() throws IOException {
    for (RecordedSession.Line line : session.lines()) {
      try {
        for (Object each : (line.fromClient() ? clientSide : serverSide).decode(line.bytes())) {
          if (line.fromClient()) {
            send(line, each);
          } else {
            compare(line, each);
          }
        }
      } catch (IOException | ProtocolException e) {
        throw new IOException("line " + line.number() + ": " + e.getMessage(), e);
      }
    }
    if (!server.unread().isEmpty()) {
      differences.add("sent without being asked: " + server.unread());
    }
  }

  private void send(RecordedSession.Line line, Object recorded) throws IOException {
    if (recorded instanceof Frame.Message message && message.data().length() > 1) {
      requests.put(message.plainTag(), requestReader.read(message.data()));
    }
    if (recorded instanceof Frame.ReadRequest request) {
      server.send(FrameStream.encode(rewritten(request)));
    } else {
      server.send(line.bytes().toArray());
    }
  }

  /** The same request for the server's own memory. */
  private Frame.ReadRequest rewritten(Frame.ReadRequest recorded) {
    Frame.Segment segment = recorded.segments().get(0);
    for (LargeResult large : largeResults) {
      boolean sameRegion =
          large.recorded.key() == segment.key()
              && large.recorded.length() >= segment.length()
              && !tagsRead.contains(large.tag);
      if (sameRegion) {
        tagsRead.add(large.tag);
        boolean absolute = Long.compareUnsigned(segment.address(), large.recorded.base()) >= 0;
        long address =
            absolute
                ? segment.address() - large.recorded.base() + large.live.base()
                : segment.address();
        return new Frame.ReadRequest(
            List.of(new Frame.Segment(address, segment.length(), large.live.key())));
      }
    }
    throw new ProtocolException("the recorded client reads what no recorded response offers");
  }

  private void compare(RecordedSession.Line line, Object recorded) throws IOException {
    if (recorded instanceof Frame.Message message) {
      compareResponse(line, message);
    } else if (recorded instanceof Frame.ReadRequest request) {
      Object live = server.await(request::equals);
      expect(line, request, live);
    } else if (recorded instanceof Frame.ReadResponse response) {
      compareLargeResult(line, response);
    } else if (recorded instanceof ConnectionMessage message) {
      compareConnectionResponse(line, message);
    } else {
      expect(line, recorded, server.await(recorded::equals));
    }
  }

  private void compareConnectionResponse(RecordedSession.Line line, ConnectionMessage recorded)
      throws IOException {
    Object live = server.await(ConnectionMessage.class::isInstance);
    expect(line, withoutFreedoms(recorded), withoutFreedoms(live));
  }

  /** Process ids and the native protocol version are the server's own business. */
  private static Object withoutFreedoms(Object message) {
    if (message instanceof ConnectionMessage.NativeResponse response) {
      return new ConnectionMessage.NativeResponse(0, response.features(), response.port(), 0);
    }
    if (message instanceof ConnectionMessage.RxmResponse response) {
      return new ConnectionMessage.RxmResponse(0, response.queueSize(), response.flowControl());
    }
    return message;
  }

  private void compareResponse(RecordedSession.Line line, Frame.Message recorded)
      throws IOException {
    Frame.Message live =
        (Frame.Message)
            server.await(o -> o instanceof Frame.Message m && m.plainTag() == recorded.plainTag());
    expect(line, frameOf(recorded), frameOf(live));
    Request request = requests.get(recorded.plainTag());
    if (request == null) {
      throw new ProtocolException("a response to tag " + recorded.tag() + ", which nobody sent");
    }
    Response expected = Response.read(request.generation(), recorded.data());
    Response actual = Response.read(request.generation(), live.data());
    expect(line, "return code " + expected.returnCode(), "return code " + actual.returnCode());
    if (expected.returnCode() != 0 || actual.returnCode() != 0) {
      return;
    }
    BulkDescriptor large = expected.overflow();
    BulkDescriptor liveLarge = actual.overflow();
    if (large != null && liveLarge != null) {
      expect(line, large.length(), liveLarge.length());
      largeResults.add(new LargeResult(recorded.plainTag(), large, liveLarge));
      liveResponses.put(recorded.plainTag(), actual);
    } else if (large != null || liveLarge != null) {
      differences.add("line " + line.number() + ": one result is large, the other is not");
    } else {
      expectSameResult(line, request, expected.payload(), actual.payload());
      expect(
          line,
          ResponseWriter.direct(request.generation(), ByteSlices.of(actual.payload())),
          live.data());
    }
  }

  private void compareLargeResult(RecordedSession.Line line, Frame.ReadResponse recorded)
      throws IOException {
    Frame.ReadResponse live =
        (Frame.ReadResponse) server.await(Frame.ReadResponse.class::isInstance);
    // Answers to read requests come in the order of asking.
    int tag = tagsRead.remove(0);
    largeResults.removeIf(large -> large.tag == tag);
    Request request = requests.get(tag);
    if (request != null) {
      expectSameResult(line, request, recorded.data().toSlice(), live.data().toSlice());
    }
  }

  private void expectSameResult(
      RecordedSession.Line line, Request request, ByteSlice expected, ByteSlice actual) {
    RpcSignature rpc = RPCS.find(request.id());
    ResultComparison.difference(
            rpc == null ? "" : rpc.name(), request.generation(), expected, actual)
        .ifPresent(difference -> differences.add("line " + line.number() + ": " + difference));
  }

  /** What must be the same of the frame around a response. */
  private static Frame.Message frameOf(Frame.Message message) {
    return new Frame.Message(
        message.framing(),
        message.tagged(),
        message.receiver(),
        message.tag(),
        message.wantsDelivery(),
        ByteSlice.EMPTY);
  }

  private void expect(RecordedSession.Line line, @Nullable Object expected, Object actual) {
    if (!actual.equals(expected)) {
      differences.add(
          "line " + line.number() + ": expected " + expected + "\n   but found " + actual);
    }
  }
}
