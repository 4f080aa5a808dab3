package dev.sonatina.net.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.fabric.Framing;
import dev.sonatina.net.protocol.mercury.Generation;
import dev.sonatina.net.transport.BackPressure;
import dev.sonatina.net.transport.MemoryBudget;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnTest {

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Connection connection =
      new Connection(
          channel,
          new BackPressure(
              new MemoryBudget(1_000).share(),
              new MemoryBudget(1_000).share(),
              1_000,
              1_000,
              1_000),
          new MemoryBudget(1_000).share());
  private final List<Integer> sentWhileRunning = new ArrayList<>();
  private Runnable first = () -> {};
  private long nanos;

  private void ready(Runnable turn) {
    first = turn;
  }

  private void send(int tag) {
    connection.send(
        new Reply(Framing.NATIVE, tag, Generation.current(false), 0, ByteSlices.EMPTY), 0);
  }

  private int sent() {
    channel.runPendingTasks();
    return channel.outboundMessages().size();
  }

  private void onWorker(Runnable task) throws InterruptedException {
    Thread thread = new Turn.Worker(task, "worker of a test", () -> nanos);
    thread.start();
    thread.join();
  }

  @Test
  void answersOfOneTurnLeaveTogetherAndInOrder() throws InterruptedException {
    SerialLane lane = new SerialLane(this::ready, 64);
    for (int tag = 1; tag <= 3; tag++) {
      int own = tag;
      lane.execute(
          () -> {
            send(own);
            sentWhileRunning.add(sent());
          });
    }
    onWorker(first);
    assertEquals(List.of(0, 0, 0), sentWhileRunning);
    assertEquals(3, sent());
    for (int tag = 1; tag <= 3; tag++) {
      assertEquals(tag, channel.<Reply>readOutbound().tag());
    }
  }

  @Test
  void manyAnswersDoNotWaitForTheEnd() throws InterruptedException {
    SerialLane lane = new SerialLane(this::ready, 64);
    for (int tag = 1; tag <= 40; tag++) {
      int own = tag;
      lane.execute(
          () -> {
            sentWhileRunning.add(sent());
            send(own);
          });
    }
    onWorker(first);
    assertEquals(0, sentWhileRunning.get(31));
    assertEquals(32, sentWhileRunning.get(39));
    assertEquals(40, sent());
  }

  @Test
  void answersDoNotWaitLong() throws InterruptedException {
    SerialLane lane = new SerialLane(this::ready, 64);
    for (int tag = 1; tag <= 3; tag++) {
      int own = tag;
      lane.execute(
          () -> {
            sentWhileRunning.add(sent());
            send(own);
            nanos += 150_000;
          });
    }
    onWorker(first);
    assertEquals(List.of(0, 0, 2), sentWhileRunning);
  }

  @Test
  void whatTakesLongIsNotWaitedFor() throws InterruptedException {
    SerialLane lane = new SerialLane(this::ready, 64);
    lane.execute(() -> send(1));
    lane.execute(
        () -> {
          Turn.sendHeldBack();
          sentWhileRunning.add(sent());
        });
    onWorker(first);
    assertEquals(List.of(1), sentWhileRunning);
  }

  @Test
  void otherThreadsSendAtOnce() {
    send(7);
    assertEquals(1, sent());
  }

  @Test
  void nothingIsSentOnAClosedConnection() {
    connection.close();
    send(7);
    assertEquals(0, sent());
    assertNull(channel.readOutbound());
  }
}
