package dev.sonatina.net.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.fabric.Framing;
import dev.sonatina.net.protocol.mercury.BulkDescriptor;
import dev.sonatina.net.protocol.mercury.Generation;
import dev.sonatina.net.protocol.mercury.Request;
import dev.sonatina.net.protocol.mercury.ReturnCode;
import dev.sonatina.net.transport.MemoryBudget;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What clients that leave pulls unanswered can take from others. */
@SuppressWarnings("FutureReturnValueIgnored") // an embedded channel does everything at once
class ArgumentPullerTest {

  private static final int REQUEST_BYTES_MAX = 1_000_000;
  private static final long STALL_MILLIS = 5_000;

  private final MemoryBudget argumentsOfAll = new MemoryBudget(4_000_000);
  private final MemoryBudget resultsOfAll = new MemoryBudget(100_000);
  private final MemoryBudget pulledOfAll = new MemoryBudget(1_500_000);
  private final EmbeddedChannel first = connect();
  private final EmbeddedChannel second = connect();

  private EmbeddedChannel connect() {
    ArgumentPuller puller =
        new ArgumentPuller(
            argumentsOfAll.share(),
            resultsOfAll.share(),
            pulledOfAll.share(),
            REQUEST_BYTES_MAX,
            STALL_MILLIS);
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    channel.pipeline().addLast(puller, new FaultHandler());
    return channel;
  }

  private static void request(EmbeddedChannel channel, long argumentBytes) {
    Request request =
        new Request(
            Generation.current(false).id("rpc", 0),
            Generation.current(false),
            true,
            new BulkDescriptor(argumentBytes, 0, 1),
            ByteSlice.EMPTY,
            0);
    channel.writeInbound(new ReceivedRequest(request, Framing.NATIVE, 7));
  }

  private static void answer(EmbeddedChannel channel, int bytes) {
    channel.writeInbound(new Frame.ReadResponse(ByteSlices.of(ByteSlice.of(new byte[bytes]))));
    channel.runPendingTasks();
  }

  private static void assertAsks(EmbeddedChannel channel) {
    channel.runPendingTasks();
    assertInstanceOf(Frame.ReadRequest.class, channel.readOutbound());
  }

  @Test
  void nothingIsAskedForWhileOthersAreAskedForAllThatMayBe() {
    request(first, 900_000);
    assertAsks(first);
    request(second, 900_000);
    assertAsks(second);
    EmbeddedChannel third = connect();
    request(third, 800_000);
    // The first small one makes no difference.
    assertAsks(third);
    request(third, 100_000);
    third.runPendingTasks();
    assertNull(third.readOutbound());
    answer(first, 900_000);
    assertNull(third.readOutbound());
    answer(second, 900_000);
    assertAsks(third);
  }

  @Test
  void whoLeavesGivesBackWhatItWasAskedFor() {
    request(first, 900_000);
    request(first, 900_000);
    first.close();
    assertEquals(0, pulledOfAll.taken());
    assertEquals(0, resultsOfAll.taken());
  }

  @Test
  void requestsThatWaitAreLimitedAndRefused() {
    int count = 0;
    Object last = null;
    while (!(last instanceof Reply) && count++ < 1_000) {
      request(first, REQUEST_BYTES_MAX);
      last = first.readOutbound();
    }
    assertEquals(ReturnCode.NO_MEMORY, assertInstanceOf(Reply.class, last).returnCode());
    assertTrue(count > 100);
    assertTrue(first.isOpen());
  }

  @Test
  void whoDoesNotAnswerAPullIsCutOff() {
    request(first, 10);
    passMillis(STALL_MILLIS - 1);
    assertTrue(first.isOpen());
    passMillis(1);
    assertFalse(first.isOpen());
  }

  @Test
  void whoIsNotReadFromMayTakeItsTime() {
    request(first, 10);
    first.config().setAutoRead(false);
    passMillis(STALL_MILLIS);
    assertTrue(first.isOpen());
    first.config().setAutoRead(true);
    answer(first, 10);
    passMillis(STALL_MILLIS);
    assertTrue(first.isOpen());
  }

  private void passMillis(long millis) {
    first.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    first.runScheduledPendingTasks();
  }
}
