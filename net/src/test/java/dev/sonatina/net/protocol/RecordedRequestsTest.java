package dev.sonatina.net.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.net.protocol.fabric.FabricDecoder;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.fabric.Framing;
import dev.sonatina.net.protocol.mercury.BulkDescriptor;
import dev.sonatina.net.protocol.mercury.Request;
import dev.sonatina.net.protocol.mercury.RequestReader;
import dev.sonatina.net.protocol.mercury.RequestWriter;
import dev.sonatina.net.protocol.mercury.Response;
import dev.sonatina.net.protocol.mercury.ResponseWriter;
import dev.sonatina.net.rpc.RpcSignature;
import dev.sonatina.net.rpc.RpcTable;
import dev.sonatina.net.sonata.SonataRpc;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests and responses of every recorded generation, told apart from their bytes alone. */
class RecordedRequestsTest {

  private static final RpcTable RPCS =
      new RpcTable(Arrays.stream(SonataRpc.values()).map(SonataRpc::signature).toList());

  static List<Transcript> sessions() {
    return Transcript.all();
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void theGenerationIsRecognisedFromEachRequest(Transcript session) {
    for (Frame.Message message : messages(session, true)) {
      if (message.data().length() == 1) {
        continue;
      }
      // A reader of its own for each: nothing is known from earlier requests.
      Request request = new RequestReader(RPCS, true).read(message.data());
      String combination = session.name().substring(0, session.name().indexOf("__"));
      assertEquals(!combination.endsWith("nc"), request.generation().hasChecksums());
      assertEquals(combination.equals("rxm2021") ? 4 : 5, request.generation().protocol());
      assertEquals(combination.startsWith("rxm20"), request.generation().hasOldIds());
      assertEquals(!combination.equals("rxm2021"), request.generation().hasReturnCode());
      assertTrue(request.isIntact());
    }
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void argumentsAreWhatTheCatalogueSays(Transcript session) {
    RequestReader reader = new RequestReader(RPCS, true);
    List<ByteSlice> pulled = new ArrayList<>();
    frames(session, true)
        .forEach(
            f -> {
              if (f instanceof Frame.ReadResponse response) {
                pulled.add(response.data().toSlice());
              }
            });
    for (Frame.Message message : messages(session, true)) {
      if (message.data().length() == 1) {
        continue;
      }
      Request request = reader.read(message.data());
      if (request.overflow() != null) {
        assertEquals(request.overflow().length(), pulled.get(0).length());
        request = request.withPulled(pulled.remove(0));
      }
      RpcSignature signature = RPCS.find(request.id());
      if (signature != null) {
        assertTrue(signature.arguments().fits(request.arguments().reader()), signature.name());
        assertTrue(request.isIntact(), signature.name());
      }
    }
  }

  /** What real clients sent comes out again from their own arguments. */
  @ParameterizedTest
  @MethodSource("sessions")
  void requestsAreWrittenAsTheRealClientDid(Transcript session) {
    RequestReader reader = new RequestReader(RPCS, true);
    List<ByteSlice> pulled = new ArrayList<>();
    frames(session, true).stream()
        .filter(Frame.ReadResponse.class::isInstance)
        .forEach(frame -> pulled.add(((Frame.ReadResponse) frame).data().toSlice()));
    for (Frame.Message message : messages(session, true)) {
      if (message.data().length() == 1) {
        continue;
      }
      Request request = reader.read(message.data());
      if (!request.wantsResponse()) {
        continue; // Our client always wants one.
      }
      ByteReader source = message.data().reader();
      source.skip(2);
      int port = source.readU16BigEndian();
      byte[] address = message.data().slice(4, 4).toArray();
      RequestWriter writer = new RequestWriter(address, port, request.generation());
      RpcSignature signature = RPCS.find(request.id());
      if (signature != null) {
        assertEquals(
            request.id(), request.generation().id(signature.name(), request.id().provider()));
      }
      BulkDescriptor overflow = request.overflow();
      ByteSlice again =
          overflow == null
              ? writer.direct(request.id(), writer.payload(request.arguments()))
              : writer.overflow(request.id(), overflow, pulled.remove(0));
      assertArrayEquals(message.data().toArray(), again.toArray());
      Frame.Message sent =
          Frame.Message.request(
              message.framing(),
              message.receiver(),
              request.generation().hasOldIds(),
              message.plainTag(),
              message.data());
      assertEquals(message, sent);
    }
  }

  /** The real server's response headers and checksums come out again from their own payloads. */
  @ParameterizedTest
  @MethodSource("sessions")
  void responsesAreWrittenAsTheRealServerDid(Transcript session) {
    RequestReader reader = new RequestReader(RPCS, true);
    Map<Integer, Request> requests = new HashMap<>();
    for (Frame.Message message : messages(session, true)) {
      if (message.data().length() > 1) {
        requests.put(message.plainTag(), reader.read(message.data()));
      }
    }
    List<ByteSlices> pulled = new ArrayList<>();
    for (Frame frame : frames(session, false)) {
      if (frame instanceof Frame.ReadResponse response) {
        pulled.add(response.data());
      }
    }
    for (Frame.Message message : messages(session, false)) {
      Request request = requests.get(message.plainTag());
      assertNotNull(request);
      Response response = Response.read(request.generation(), message.data());
      if (response.returnCode() != 0) {
        byte[] failure =
            ResponseWriter.failure(request.generation(), response.returnCode()).toArray();
        assertEquals(message.data().length(), failure.length);
      } else if (response.overflow() != null) {
        ByteSlice again =
            ResponseWriter.overflow(request.generation(), response.overflow(), pulled.remove(0));
        assertArrayEquals(message.data().toArray(), again.toArray());
      } else {
        ByteSlice again =
            ResponseWriter.direct(request.generation(), ByteSlices.of(response.payload()));
        assertArrayEquals(message.data().toArray(), again.toArray());
        ByteSlice result = Response.result(request.generation(), response.payload());
        ByteSlice payload = ResponseWriter.payload(request.generation(), result);
        assertEquals(response.payload(), payload);
      }
    }
  }

  @Test
  void everyFramingIsRecorded() {
    Map<Framing, Integer> seen = new HashMap<>();
    for (Transcript session : sessions()) {
      for (Frame.Message message : messages(session, true)) {
        seen.merge(message.framing(), 1, Integer::sum);
      }
    }
    assertEquals(Framing.values().length, seen.size());
  }

  private static List<Frame.Message> messages(Transcript session, boolean fromClient) {
    return frames(session, fromClient).stream()
        .filter(Frame.Message.class::isInstance)
        .map(Frame.Message.class::cast)
        .toList();
  }

  private static List<Frame> frames(Transcript session, boolean fromClient) {
    EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(() -> 1 << 20));
    channel.writeInbound(Unpooled.wrappedBuffer(session.stream(fromClient)));
    List<Frame> frames = new ArrayList<>();
    for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
      if (next instanceof Frame frame) {
        frames.add(frame);
      }
    }
    return frames;
  }
}
