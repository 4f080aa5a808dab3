package dev.sonatina.net.protocol.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.Transcript;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FabricDecoderTest {

  private static final int READ_BYTES_MAX = 1 << 20;

  private static final String NATIVE_CONNECT =
      "0300000800000000000000000000000000000000000000000100000000000000" + "0100804100006f0a";

  static List<Transcript> sessions() {
    return Transcript.all();
  }

  /**
   * Each side of each session, cut in two at each of its bytes: what comes before the frame that is
   * cut has been decoded already, so a fresh decoder gets the greeting, then the frame in two
   * pieces.
   */
  @ParameterizedTest
  @MethodSource("sessions")
  void everyFrameOfASessionCutAtEveryByteDecodesTheSame(Transcript session) {
    for (boolean fromClient : new boolean[] {true, false}) {
      List<Object> whole = decode(session.stream(fromClient));
      List<byte[]> parts =
          session.lines().stream()
              .filter(line -> line.fromClient() == fromClient)
              .map(line -> line.bytes().toArray())
              .toList();
      assertEquals(parts.size(), whole.size());
      for (int i = 0; i < parts.size(); i++) {
        byte[] part = parts.get(i);
        for (int cut = 1; cut < part.length; cut++) {
          List<Object> decoded = decodeCut(i == 0 ? null : parts.get(0), part, cut);
          int at = cut;
          int number = i;
          Object last = decoded.get(decoded.size() - 1);
          assertEquals(whole.get(i), last, () -> "frame " + number + " cut at byte " + at);
          assertEquals(i == 0 ? 1 : 2, decoded.size());
        }
      }
    }
  }

  private static List<Object> decodeCut(byte @Nullable [] greeting, byte[] part, int cut) {
    EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(() -> READ_BYTES_MAX));
    if (greeting != null) {
      channel.writeInbound(Unpooled.wrappedBuffer(greeting));
    }
    channel.writeInbound(Unpooled.wrappedBuffer(part, 0, cut));
    channel.writeInbound(Unpooled.wrappedBuffer(part, cut, part.length - cut));
    return drain(channel);
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void aSessionArrivingByteByByteDecodesTheSame(Transcript session) {
    for (boolean fromClient : new boolean[] {true, false}) {
      byte[] stream = session.stream(fromClient);
      EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(() -> READ_BYTES_MAX));
      for (byte b : stream) {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {b}));
      }
      assertEquals(decode(stream), drain(channel));
    }
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void whatWasDecodedEncodesToTheSameBytes(Transcript session) {
    for (boolean fromClient : new boolean[] {true, false}) {
      byte[] stream = session.stream(fromClient);
      List<Object> decoded = decode(stream);
      EmbeddedChannel channel = new EmbeddedChannel(new FabricEncoder());
      decoded.forEach(channel::writeOutbound);
      ByteBuf encoded = Unpooled.buffer();
      for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
        encoded.writeBytes(part);
      }
      List<Object> again = decode(bytesOf(encoded));
      assertEquals(decoded, again);
      assertEquals(stream.length, encoded.writerIndex());
    }
  }

  @Test
  void refusesAnAnswerToAReadAboveTheLimitBeforeItArrives() {
    writeHeader("0303000000001000", 16 + 1_000, 1_000);
    assertThrows(ProtocolException.class, () -> writeHeader("0303000000001000", 16 + 1_001, 1_000));
  }

  @Test
  void refusesAnAnswerToAReadThatNobodyMade() {
    assertThrows(ProtocolException.class, () -> writeHeader("0303000000001000", 16, -1));
  }

  @Test
  void refusesALargeMessageBeforeItArrives() {
    writeHeader("0300010000001800", 64 << 10, 1 << 20);
    assertThrows(
        ProtocolException.class, () -> writeHeader("0300010000001800", (64 << 10) + 1, 1 << 20));
  }

  /** The header of a frame of this size on a new connection, beginning with these bytes. */
  private static void writeHeader(String start, long size, long readBytesMax) {
    EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(() -> readBytesMax));
    write(channel, NATIVE_CONNECT);
    write(channel, start + String.format("%016x", Long.reverseBytes(size)));
  }

  @Test
  void throwsAwayWhatFollowsAnError() {
    EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(() -> 1000));
    assertThrows(ProtocolException.class, () -> write(channel, "04" + "00".repeat(31)));
    write(channel, NATIVE_CONNECT);
    assertFalse(channel.finish());
  }

  @Test
  void anAcknowledgementWithoutBodyNeedsNoFurtherByte() {
    EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(() -> 1000));
    write(channel, NATIVE_CONNECT);
    write(channel, "03000000020010001000000000000000");
    assertInstanceOf(ConnectionMessage.NativeRequest.class, channel.readInbound());
    assertEquals(new Frame.Delivered(), channel.readInbound());
  }

  @Test
  void aRequestForDeliveryIsKept() {
    EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(() -> 1000));
    write(channel, NATIVE_CONNECT);
    write(channel, "030105000000200021000000000000000700000000000000090000000000000000");
    channel.readInbound();
    Frame.Message message = channel.readInbound();
    assertTrue(message.wantsDelivery());
    assertEquals(9, message.tag());
  }

  private static List<Object> decode(byte[] stream) {
    EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(() -> READ_BYTES_MAX));
    channel.writeInbound(Unpooled.wrappedBuffer(stream));
    return drain(channel);
  }

  private static List<Object> drain(EmbeddedChannel channel) {
    List<Object> decoded = new ArrayList<>();
    for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
      decoded.add(next);
    }
    assertFalse(channel.finish());
    return decoded;
  }

  private static void write(EmbeddedChannel channel, String hex) {
    channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
  }

  private static byte[] bytesOf(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.getBytes(0, bytes);
    return bytes;
  }
}
