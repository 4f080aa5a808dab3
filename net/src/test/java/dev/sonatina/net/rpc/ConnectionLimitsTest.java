package dev.sonatina.net.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.net.protocol.Transcript;
import dev.sonatina.net.sonata.SonataRpc;
import dev.sonatina.net.transport.AllowedPeers;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each limit of one connection as the server's pipeline keeps it, one below and one above. */
class ConnectionLimitsTest {

  private static final RpcLimits LIMITS = RpcLimits.defaults().withTimes(3_000, 5_000);
  private static final int ANSWER_BYTES = 1 << 20;

  private final List<RpcCall> unanswered = new ArrayList<>();
  private final List<EmbeddedChannel> channels = new ArrayList<>();
  private final List<byte[]> frames = framesOfAClient();

  /** A connection message, and requests. */
  private static List<byte[]> framesOfAClient() {
    return Transcript.all().get(0).lines().stream()
        .filter(Transcript.Line::fromClient)
        .map(line -> line.bytes().toArray())
        .toList();
  }

  private EmbeddedChannel connect(RpcLimits limits) {
    RpcRouter router = new RpcRouter();
    List<RpcSignature> signatures =
        Arrays.stream(SonataRpc.values()).map(SonataRpc::signature).toList();
    signatures.forEach(signature -> router.register(0, signature, unanswered::add));
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    channels.add(channel);
    RpcTable table = new RpcTable(signatures);
    channel
        .pipeline()
        .addLast(new ServerPipeline(table, router, limits, AllowedPeers.any(), true, 1));
    channel.pipeline().fireChannelActive();
    return channel;
  }

  private static void send(EmbeddedChannel channel, byte[] frame) {
    channel.writeInbound(Unpooled.copiedBuffer(frame));
    channel.runPendingTasks();
  }

  private static void passMillis(EmbeddedChannel channel, long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  @AfterEach
  void disconnect() {
    channels.forEach(EmbeddedChannel::finishAndReleaseAll);
  }

  @Test
  void whoDoesNotGreetInTimeIsCutOff() {
    EmbeddedChannel silent = connect(LIMITS);
    EmbeddedChannel greeting = connect(LIMITS);
    passMillis(silent, 2_999);
    passMillis(greeting, 2_999);
    assertTrue(silent.isOpen());
    send(greeting, frames.get(0));
    passMillis(silent, 1);
    passMillis(greeting, 1);
    assertFalse(silent.isOpen());
    assertTrue(greeting.isOpen());
  }

  @Test
  void whoReadsNothingIsCutOff() {
    EmbeddedChannel channel = connect(LIMITS);
    send(channel, frames.get(0));
    ChannelFuture write = channel.write(Unpooled.wrappedBuffer(new byte[ANSWER_BYTES]));
    passMillis(channel, 4_999);
    assertTrue(channel.isOpen());
    passMillis(channel, 1);
    assertFalse(channel.isOpen());
    assertFalse(write.isSuccess());
  }

  @Test
  void whoHasManyCallsUnderWayIsNotReadFrom() {
    EmbeddedChannel channel = connect(LIMITS.withCounts(10, 10, 3));
    send(channel, frames.get(0));
    send(channel, frames.get(1));
    send(channel, frames.get(1));
    assertEquals(2, unanswered.size());
    assertTrue(channel.config().isAutoRead());
    send(channel, frames.get(1));
    assertFalse(channel.config().isAutoRead());
  }

  @Test
  void whoHasManyArgumentsUnderWayIsNotReadFrom() {
    EmbeddedChannel first = connect(LIMITS);
    send(first, frames.get(0));
    send(first, frames.get(1));
    long bytes = unanswered.get(0).size();
    EmbeddedChannel channel = connect(LIMITS.withQueuedBytesMax(bytes + 1));
    send(channel, frames.get(0));
    send(channel, frames.get(1));
    assertTrue(channel.config().isAutoRead());
    send(channel, frames.get(1));
    assertFalse(channel.config().isAutoRead());
  }
}
