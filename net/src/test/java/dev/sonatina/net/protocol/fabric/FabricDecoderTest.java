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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FabricDecoderTest {

  private static final int FRAME_BYTES_MAX = 1 << 20;

  /** Sessions up to this size are cut at every byte in turn; of larger ones a sample. */
  private static final int EVERY_CUT_BYTES_MAX = 6_000;

  private static final String NATIVE_CONNECT =
      "0300000800000000000000000000000000000000000000000100000000000000" + "0100804100006f0a";

  static List<Transcript> sessions() {
    return Transcript.all();
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void everyCutOfASessionDecodesTheSame(Transcript session) {
    for (boolean fromClient : new boolean[] {true, false}) {
      byte[] stream = session.stream(fromClient);
      List<Object> whole = decode(stream, stream.length);
      assertEquals(
          session.lines().stream().filter(l -> l.fromClient() == fromClient).count(), whole.size());
      int step = stream.length <= EVERY_CUT_BYTES_MAX ? 1 : stream.length / 251;
      for (int cut = 1; cut < stream.length; cut += step) {
        assertEquals(whole, decode(stream, cut), () -> session.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void aSessionArrivingByteByByteDecodesTheSame(Transcript session) {
    for (boolean fromClient : new boolean[] {true, false}) {
      byte[] stream = session.stream(fromClient);
      EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(FRAME_BYTES_MAX));
      for (byte b : stream) {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {b}));
      }
      assertEquals(decode(stream, stream.length), drain(channel));
    }
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void whatWasDecodedEncodesToTheSameBytes(Transcript session) {
    for (boolean fromClient : new boolean[] {true, false}) {
      byte[] stream = session.stream(fromClient);
      List<Object> decoded = decode(stream, stream.length);
      EmbeddedChannel channel = new EmbeddedChannel(new FabricEncoder());
      decoded.forEach(channel::writeOutbound);
      ByteBuf encoded = Unpooled.buffer();
      for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
        encoded.writeBytes(part);
      }
      List<Object> again = decode(bytesOf(encoded), encoded.writerIndex());
      assertEquals(decoded, again);
      assertEquals(stream.length, encoded.writerIndex());
    }
  }

  @Test
  void refusesAFrameAboveTheLimitBeforeItArrives() {
    EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(1000));
    write(channel, NATIVE_CONNECT);
    assertInstanceOf(ConnectionMessage.NativeRequest.class, channel.readInbound());
    assertThrows(ProtocolException.class, () -> write(channel, "0303000000001000e903000000000000"));
  }

  @Test
  void throwsAwayWhatFollowsAnError() {
    EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(1000));
    assertThrows(ProtocolException.class, () -> write(channel, "04" + "00".repeat(31)));
    write(channel, NATIVE_CONNECT);
    assertFalse(channel.finish());
  }

  @Test
  void anAcknowledgementWithoutBodyNeedsNoFurtherByte() {
    EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(1000));
    write(channel, NATIVE_CONNECT);
    write(channel, "03000000020010001000000000000000");
    assertInstanceOf(ConnectionMessage.NativeRequest.class, channel.readInbound());
    assertEquals(new Frame.Delivered(), channel.readInbound());
  }

  @Test
  void aRequestForDeliveryIsKept() {
    EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(1000));
    write(channel, NATIVE_CONNECT);
    write(channel, "030105000000200021000000000000000700000000000000090000000000000000");
    channel.readInbound();
    Frame.Message message = channel.readInbound();
    assertTrue(message.wantsDelivery());
    assertEquals(9, message.tag());
  }

  private static List<Object> decode(byte[] stream, int cut) {
    EmbeddedChannel channel = new EmbeddedChannel(new FabricDecoder(FRAME_BYTES_MAX));
    channel.writeInbound(Unpooled.wrappedBuffer(stream, 0, cut));
    if (cut < stream.length) {
      channel.writeInbound(Unpooled.wrappedBuffer(stream, cut, stream.length - cut));
    }
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
