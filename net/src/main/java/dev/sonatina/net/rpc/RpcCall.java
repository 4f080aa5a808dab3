package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.mercury.ReturnCode;
import dev.sonatina.net.protocol.thallium.ThalliumReader;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to an answer. It is answered exactly once, from any thread; when the
 * connection closes first, the answer is dropped.
 */
public final class RpcCall {

  private final ReceivedRequest received;
  private final RpcSignature signature;
  private final Connection connection;
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile @Nullable Runnable onAnswer;
  private boolean abandoned;

  /** What {@link #growsTo} has counted; belongs to the thread that makes the result. */
  private long resultBytes;

  private @Nullable Runnable onAbandon;

  RpcCall(ReceivedRequest received, RpcSignature signature, Connection connection) {
    this.received = received;
    this.signature = signature;
    this.connection = connection;
  }

  public RpcSignature signature() {
    return signature;
  }

  /** The arguments, from the first one; a new reader each time. */
  public ThalliumReader arguments() {
    return new ThalliumReader(received.request().arguments());
  }

  public Connection connection() {
    return connection;
  }

  /** A writer for the result, in the form that this client expects. */
  public ThalliumWriter newResult() {
    ThalliumWriter out = new ThalliumWriter();
    return received.request().generation().hasReturnCode() ? out.i32(0) : out;
  }

  /** Whether results take so much memory that this client can have no more now. */
  public boolean isOverloaded() {
    return connection.results().isSpent();
  }

  /**
   * Counts a result that is being made against what all results may take.
   *
   * @param bytes how large it is by now
   */
  public void growsTo(long bytes) {
    connection.results().take(bytes - resultBytes);
    resultBytes = bytes;
  }

  /** Starts what this call is about when it is its turn among the calls of its connection. */
  public void startInOrder(CallOrder.Kind kind, Runnable start) {
    connection
        .order()
        .submit(
            kind,
            end -> {
              onAnswer = end;
              start.run();
            });
  }

  /** Answers with what was written to a {@link #newResult} of this call. */
  public void answer(ThalliumWriter result) {
    finish(ReturnCode.SUCCESS, result.toSlices());
  }

  /** Answers with one of Mercury's return codes: the client throws a transport error. */
  public void fail(int returnCode) {
    finish(returnCode, ByteSlices.EMPTY);
  }

  private void finish(int returnCode, ByteSlices payload) {
    if (!answered.compareAndSet(false, true)) {
      throw new IllegalStateException("a second answer to " + signature.name());
    }
    connection.results().giveBack(resultBytes);
    connection.finish(
        this,
        received.request().wantsResponse()
            ? new Reply(
                received.framing(),
                received.tag(),
                received.request().generation(),
                returnCode,
                payload)
            : null);
    Runnable end = onAnswer;
    if (end != null) {
      end.run();
    }
  }

  /** Tells that this call may take long: answers of earlier calls must not wait for it. */
  public void takesLong() {
    Turn.sendHeldBack();
  }

  /** Bytes of the arguments. */
  public long size() {
    return received.request().arguments().length();
  }

  /** Whether the client has gone, so that nobody waits for the answer. */
  public synchronized boolean isAbandoned() {
    return abandoned;
  }

  /** Runs this when the client goes, or now when it has gone. At most one action is kept. */
  public void onAbandon(Runnable action) {
    boolean now;
    synchronized (this) {
      onAbandon = action;
      now = abandoned;
    }
    if (now) {
      action.run();
    }
  }

  void abandon() {
    Runnable action;
    synchronized (this) {
      abandoned = true;
      action = onAbandon;
    }
    if (action != null) {
      action.run();
    }
  }
}
