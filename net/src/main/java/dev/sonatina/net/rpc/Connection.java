package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.thallium.JsonGeneration;
import dev.sonatina.net.transport.BackPressure;
import dev.sonatina.net.transport.MemoryBudget;
import io.netty.channel.Channel;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What handlers may know of the connection that a call came on. Safe for every thread. */
// What fails reports itself to the end of the pipeline, which closes the connection.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Connection {

  /** How long calls wait for an earlier one that takes long. */
  private static final long MOMENT_MILLIS = 100;

  private final Channel channel;
  private final BackPressure backPressure;
  private final MemoryBudget resultsOfAll;
  private final Set<RpcCall> open = ConcurrentHashMap.newKeySet();
  private final Queue<Reply> answers = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean sending = new AtomicBoolean();
  private final CallOrder order = new CallOrder(this::afterAMoment);
  private volatile boolean closed;
  private volatile @Nullable JsonGeneration jsonGeneration;

  /**
   * @param resultsOfAll what the results of all connections take, from answering on until they are
   *     with the client
   */
  Connection(Channel channel, BackPressure backPressure, MemoryBudget resultsOfAll) {
    this.resultsOfAll = resultsOfAll;
    this.channel = channel;
    this.backPressure = backPressure;
  }

  /** The generation of JSON that this client last sent, null when it has not sent any. */
  public @Nullable JsonGeneration jsonGeneration() {
    return jsonGeneration;
  }

  public void sawJson(JsonGeneration generation) {
    jsonGeneration = generation;
  }

  /** The order in which the calls of this connection begin. */
  CallOrder order() {
    return order;
  }

  private void afterAMoment(Runnable action) {
    try {
      channel.eventLoop().schedule(action, MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The server has stopped, and the connection with it.
    }
  }

  void begin(RpcCall call) {
    open.add(call);
    backPressure.begin(call.size());
    if (closed) {
      call.abandon();
    }
  }

  void finished(RpcCall call, long size) {
    if (open.remove(call)) {
      backPressure.end(size);
    }
  }

  /** Sends an answer, perhaps together with others that follow at once; see {@link Turn}. */
  void send(Reply reply) {
    if (closed) {
      return;
    }
    resultsOfAll.take(reply.payload().length());
    answers.add(reply);
    if (closed) {
      dropAnswers();
    } else if (!Turn.holdsBack(this)) {
      sendAnswers();
    }
  }

  /** Has the event loop write the answers that have gathered. */
  void sendAnswers() {
    if (sending.compareAndSet(false, true)) {
      try {
        channel.eventLoop().execute(this::writeAnswers);
      } catch (RejectedExecutionException e) {
        // The server has stopped, and the connection with it.
        dropAnswers();
      }
    }
  }

  private void writeAnswers() {
    // What is added from here on asks for another round.
    sending.set(false);
    if (closed) {
      dropAnswers();
      return;
    }
    for (Reply next = answers.poll(); next != null; next = answers.poll()) {
      channel.write(next, channel.voidPromise());
    }
    channel.flush();
  }

  private void dropAnswers() {
    for (Reply next = answers.poll(); next != null; next = answers.poll()) {
      resultsOfAll.giveBack(next.payload().length());
    }
  }

  /** What the results of all connections take of the heap. */
  MemoryBudget resultsOfAll() {
    return resultsOfAll;
  }

  void close() {
    closed = true;
    dropAnswers();
    open.forEach(RpcCall::abandon);
  }

  /** The peer's address, for log lines. */
  @Override
  public String toString() {
    return String.valueOf(channel.remoteAddress());
  }
}
