package dev.sonatina.jx9.run;

import dev.sonatina.jx9.diagnostic.CancelledException;
import dev.sonatina.jx9.diagnostic.LimitExceededException;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.value.StringValue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts steps and memory, and looks at the clock and at the cancellation token every {@value
 * #LOOK_INTERVAL} steps.
 */
/*
 * Memory: every allocation is added up. When the sum passes the limit, an audit adds up what the script's values really hold, and the
 * next audit comes when as much as is still free has been allocated again. So garbage costs nothing but time, and what is alive never
 * exceeds the limit by more than a single allocation.
 */
final class RunMeter implements Meter {
  static final long LOOK_INTERVAL = 1024;

  private final Limits limits;
  private final CancellationToken cancellation;
  private final LongSupplier audit;
  private final Supplier<@Nullable SourcePosition> place;
  private final LongSupplier nanoTime;

  /** Steps until the next look; negative when it is due. */
  private long fuel;

  private long granted;
  private long deadline;
  private long pausedAt;
  private boolean hasDeadline;
  private long allocated;
  private long auditAt;

  /**
   * @param audit what the script's values hold, in bytes
   * @param place where the script is
   * @param nanoTime the clock of the time limit
   */
  RunMeter(
      Limits limits,
      CancellationToken cancellation,
      LongSupplier audit,
      Supplier<@Nullable SourcePosition> place,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.limits = limits;
    this.cancellation = cancellation;
    this.audit = audit;
    this.place = place;
    this.auditAt = limits.memoryBytesMax();
    refill(0);
  }

  /** Starts the clock. */
  void start() {
    hasDeadline = !limits.time().isZero();
    if (hasDeadline) {
      long allowed = limits.time().toNanos();
      deadline = nanoTime.getAsLong() + allowed;
    }
  }

  /** Stops the clock until {@link #resume}. */
  void pause() {
    pausedAt = nanoTime.getAsLong();
  }

  /** Goes on after {@link #pause}. */
  void resume() {
    deadline += nanoTime.getAsLong() - pausedAt;
  }

  private void refill(long used) {
    long more =
        limits.stepsMax() == 0 ? LOOK_INTERVAL : Math.min(LOOK_INTERVAL, limits.stepsMax() - used);
    fuel = more;
    granted = used + more;
  }

  @Override
  public void step(long count) {
    fuel -= count;
    if (fuel < 0) {
      look();
    }
  }

  private void look() {
    long used = granted - fuel;
    if (limits.stepsMax() > 0 && used > limits.stepsMax()) {
      throw new LimitExceededException("steps", limits.stepsMax() + " steps", place.get());
    }
    refill(used);
    checkpoint();
  }

  @Override
  public void checkpoint() {
    if (cancellation.isCancelled()) {
      throw new CancelledException(place.get());
    }
    if (isOutOfTime()) {
      throw new LimitExceededException("time", limits.time().toMillis() + " ms", place.get());
    }
  }

  @Override
  public boolean isOver() {
    return cancellation.isCancelled() || isOutOfTime();
  }

  private boolean isOutOfTime() {
    return hasDeadline && nanoTime.getAsLong() - deadline >= 0;
  }

  /** All bytes asked for so far. */
  long allocated() {
    return allocated;
  }

  @Override
  public void allocate(long bytes) {
    if (bytes == STRING_TOO_LONG) {
      throw new LimitExceededException(
          "string", StringValue.LENGTH_MAX + " bytes in one string", place.get());
    }
    allocated += bytes;
    if (allocated > auditAt) {
      audit(bytes);
    }
  }

  private void audit(long bytes) {
    long max = limits.memoryBytesMax();
    long live = bytes > max ? Long.MAX_VALUE : audit.getAsLong();
    if (live > max) {
      throw new LimitExceededException("memory", max + " bytes", place.get());
    }
    checkpoint();
    auditAt = allocated + (max - live);
  }
}
