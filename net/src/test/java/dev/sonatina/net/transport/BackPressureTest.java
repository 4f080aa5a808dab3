package dev.sonatina.net.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clock of the channel is stopped, and moved by hand. */
@SuppressWarnings("FutureReturnValueIgnored") // an embedded channel does everything at once
class BackPressureTest {

  private static final long STALL_MILLIS = 10_000;
  private static final int PIECE_BYTES = 64 << 10;

  /** What a call takes besides its arguments. */
  private static final int CALL_BYTES = 1 << 10;

  private final MemoryBudget argumentsOfAll = new MemoryBudget(5_000);
  private final MemoryBudget.Share argumentsOfOthers = argumentsOfAll.share();
  private final MemoryBudget resultsOfAll = new MemoryBudget(16 * PIECE_BYTES);
  private final MemoryBudget.Share resultsOfOthers = resultsOfAll.share();
  private final BackPressure backPressure =
      new BackPressure(argumentsOfAll.share(), resultsOfAll.share(), 2, 1_000, STALL_MILLIS);
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<ByteBuf> pieces = new ArrayList<>();

  @BeforeEach
  void stopTheClock() {
    channel.freezeTime();
    channel
        .config()
        .setWriteBufferWaterMark(new WriteBufferWaterMark(PIECE_BYTES, 2 * PIECE_BYTES));
    channel.pipeline().addLast(backPressure);
  }

  /** Bytes that the socket does not take, since nobody flushes them. */
  private void leaveUnread(int count) {
    for (int i = 0; i < count; i++) {
      ByteBuf piece = Unpooled.wrappedBuffer(new byte[PIECE_BYTES]);
      pieces.add(piece);
      channel.write(piece, channel.voidPromise());
    }
  }

  private void passMillis(long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  @Test
  void argumentsOfOthersPauseReadingUntilThereIsRoom() {
    argumentsOfOthers.take(4_995 - CALL_BYTES);
    backPressure.begin(10);
    assertFalse(channel.config().isAutoRead());
    argumentsOfOthers.giveBack(5);
    assertFalse(channel.config().isAutoRead());
    argumentsOfOthers.giveBack(1);
    assertTrue(channel.config().isAutoRead());
  }

  @Test
  void whatEndsMakesRoomForOthers() {
    backPressure.begin(900);
    assertEquals(900 + CALL_BYTES, argumentsOfAll.taken());
    backPressure.end(900);
    assertEquals(0, argumentsOfAll.taken());
  }

  @Test
  void tooManyCallsPauseReadingUntilOneEnds() {
    backPressure.begin(10);
    assertTrue(channel.config().isAutoRead());
    backPressure.begin(10);
    assertFalse(channel.config().isAutoRead());
    backPressure.end(10);
    assertTrue(channel.config().isAutoRead());
  }

  @Test
  void tooManyBytesPauseReadingUntilTheyAreUsed() {
    backPressure.begin(1_000);
    assertFalse(channel.config().isAutoRead());
    backPressure.end(1_000);
    assertTrue(channel.config().isAutoRead());
  }

  @Test
  void unreadAnswersPauseReading() {
    leaveUnread(4);
    assertFalse(channel.config().isAutoRead());
    channel.flush();
    assertTrue(channel.config().isAutoRead());
  }

  @Test
  void aPeerThatReadsNothingIsCutOffAndItsBuffersAreReleased() {
    leaveUnread(4);
    passMillis(STALL_MILLIS - 1);
    assertTrue(channel.isOpen());
    passMillis(1);
    assertFalse(channel.isOpen());
    pieces.forEach(piece -> assertEquals(0, piece.refCnt()));
  }

  @Test
  void unreadAnswersCountUntilThePeerReadsOrDies() {
    SlowSocket socket = new SlowSocket();
    channel.pipeline().addFirst(socket);
    leaveUnread(2);
    channel.flush();
    assertTrue(resultsOfAll.taken() >= 2 * PIECE_BYTES);
    socket.isSlow = false;
    channel.flush();
    assertEquals(0, resultsOfAll.taken());
    socket.isSlow = true;
    leaveUnread(2);
    channel.flush();
    channel.close();
    assertEquals(0, resultsOfAll.taken());
  }

  @Test
  void whileUnreadAnswersTakeAllMemoryAPeerMayLeaveItsOwnForAMomentOnly() {
    channel.pipeline().addFirst(new SlowSocket());
    leaveUnread(1);
    channel.flush();
    assertTrue(channel.config().isAutoRead());
    resultsOfOthers.take(16 * PIECE_BYTES);
    channel.flush();
    assertFalse(channel.config().isAutoRead());
    passMillis(999);
    assertTrue(channel.isOpen());
    passMillis(1);
    assertFalse(channel.isOpen());
  }

  @Test
  void aPeerWithoutUnreadAnswersGoesOnWhenThoseOfOthersTakeAllMemory() {
    resultsOfOthers.take(16 * PIECE_BYTES);
    leaveUnread(1);
    channel.flush();
    assertTrue(channel.config().isAutoRead());
    passMillis(2 * STALL_MILLIS);
    assertTrue(channel.isOpen());
  }

  /** Takes bytes without sending them for as long as it is slow. */
  private static final class SlowSocket extends ChannelOutboundHandlerAdapter {
    private boolean isSlow = true;

    @Override
    public void flush(ChannelHandlerContext ctx) {
      if (!isSlow) {
        ctx.flush();
      }
    }
  }

  /** As many bytes are unread each time one looks, since there is always more to send. */
  @Test
  void aPeerThatReadsSlowlyIsNot() {
    for (int i = 0; i < 10; i++) {
      leaveUnread(4);
      passMillis(STALL_MILLIS - 1);
      channel.flush();
      leaveUnread(4);
      passMillis(1);
      assertTrue(channel.isOpen());
      channel.flush();
    }
    leaveUnread(4);
    passMillis(STALL_MILLIS);
    passMillis(STALL_MILLIS);
    assertFalse(channel.isOpen());
  }

  @Test
  void whatWaitsForRoomIsReleasedWhenThePeerDies() {
    channel.pipeline().addLast(new ChunkedWriteHandler());
    leaveUnread(100);
    channel.close();
    pieces.forEach(piece -> assertEquals(0, piece.refCnt()));
  }
}
