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

  /** An answer on its way to the event loop, and the size of the call. */
  private record Answer(Reply reply, long callBytes) {}

  private final Channel channel;
  private final BackPressure backPressure;
  private final MemoryBudget.Share results;
  private final Set<RpcCall> open = ConcurrentHashMap.newKeySet();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean sending = new AtomicBoolean();
  private final CallOrder order = new CallOrder(this::afterAMoment);
  private volatile boolean closed;
  private volatile @Nullable JsonGeneration jsonGeneration;

  /**
   * @param results what the results of this connection take, from answering on until they are with
   *     the client
   */
  Connection(Channel channel, BackPressure backPressure, MemoryBudget.Share results) {
    this.results = results;
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

  /**
   * Ends a call.
   *
   * @param reply its answer, null when the client wants none
   */
  void finish(RpcCall call, @Nullable Reply reply) {
    open.remove(call);
    if (reply == null) {
      backPressure.end(call.size());
    } else {
      send(reply, call.size());
    }
  }

  /**
   * Sends an answer, perhaps together with others that follow at once; see {@link Turn}.
   *
   * @param callBytes the size of the call, which is under way until then
   */
  void send(Reply reply, long callBytes) {
    if (closed) {
      backPressure.end(callBytes);
      return;
    }
    results.take(reply.payload().length());
    answers.add(new Answer(reply, callBytes));
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
    for (Answer next = answers.poll(); next != null; next = answers.poll()) {
      channel.write(next.reply(), channel.voidPromise());
      backPressure.end(next.callBytes());
    }
    channel.flush();
  }

  private void dropAnswers() {
    for (Answer next = answers.poll(); next != null; next = answers.poll()) {
      results.giveBack(next.reply().payload().length());
      backPressure.end(next.callBytes());
    }
  }

  /** What the results of this connection take of the heap. */
  MemoryBudget.Share results() {
    return results;
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
