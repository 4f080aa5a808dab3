package dev.sonatina.net.rpc;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.fabric.Framing;
import dev.sonatina.net.protocol.mercury.Generation;
import dev.sonatina.net.transport.MemoryBudget;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client that goes away in the middle of reading a large result leaves nothing behind. */
@SuppressWarnings("FutureReturnValueIgnored") // an embedded channel does everything at once
class AbandonedResultTest {

  private static final int RESULT_BYTES = 300_000;
  private static final int COLLECTIONS_MAX = 5;

  private final MemoryBudget.Share results = new MemoryBudget(1 << 20).share();
  private final EmbeddedChannel channel = new EmbeddedChannel(new ResultKeeper(1 << 20, results));

  @Test
  void aClosedConnectionFreesAResultThatWasReadHalf() {
    WeakReference<byte[]> result = answerAndReadHalf();
    collect(result);
    assertNotNull(result.get(), "the client may still read the other half");
    channel.close();
    collect(result);
    assertNull(result.get());
  }

  @Test
  void aClientThatHasReadAResultFreesIt() {
    WeakReference<byte[]> result = answerAndReadHalf();
    channel.writeInbound(acknowledgement(1));
    collect(result);
    assertNotNull(result.get(), "that was about another call");
    channel.writeInbound(acknowledgement(7));
    collect(result);
    assertNull(result.get());
  }

  private static Frame.Message acknowledgement(int tag) {
    return Frame.Message.tagged(Framing.NATIVE, 0, tag, ByteSlice.of(new byte[1]));
  }

  private WeakReference<byte[]> answerAndReadHalf() {
    byte[] result = new byte[RESULT_BYTES];
    channel.writeOutbound(
        new Reply(
            Framing.NATIVE, 7, Generation.current(false), 0, ByteSlices.of(ByteSlice.of(result))));
    assertNotNull(channel.readOutbound());
    // The first key that a connection gives away is 1.
    channel.writeInbound(new Frame.ReadRequest(List.of(new Frame.Segment(0, RESULT_BYTES / 2, 1))));
    channel.flushOutbound();
    assertInstanceOf(Frame.ReadResponse.class, channel.readOutbound());
    return new WeakReference<>(result);
  }

  /** Collects until the result is gone, or often enough to say that it stays. */
  private static void collect(WeakReference<byte[]> result) {
    for (int i = 0; i < COLLECTIONS_MAX && result.get() != null; i++) {
      System.gc();
    }
  }
}
