package dev.sonatina.jx9.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonatina.jx9.diagnostic.CancelledException;
import dev.sonatina.jx9.diagnostic.LimitExceededException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The time limit against a clock that the test sets. */
class RunMeterTest {
  private static final long LIMIT_NANOS = Duration.ofMillis(250).toNanos();

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final CancellationToken cancellation = new CancellationToken();
  private final RunMeter meter = meter(Limits.DEFAULT.withTime(Duration.ofMillis(250)));

  private RunMeter meter(Limits limits) {
    RunMeter created = new RunMeter(limits, cancellation, () -> 0, () -> null, clock::get);
    created.start();
    return created;
  }

  @Test
  void aNanosecondBeforeTheEndIsInTime() {
    clock.addAndGet(LIMIT_NANOS - 1);
    assertDoesNotThrow(() -> meter.checkpoint());
    clock.addAndGet(1);
    LimitExceededException e = assertThrows(LimitExceededException.class, () -> meter.checkpoint());
    assertEquals("time", e.limit());
  }

  @Test
  void theClockIsLookedAtEvery1024Steps() {
    clock.addAndGet(LIMIT_NANOS);
    assertDoesNotThrow(() -> meter.step(RunMeter.LOOK_INTERVAL));
    assertThrows(LimitExceededException.class, () -> meter.step(1));
  }

  @Test
  void aPauseDoesNotCount() {
    clock.addAndGet(LIMIT_NANOS - 1);
    meter.pause();
    clock.addAndGet(10 * LIMIT_NANOS);
    meter.resume();
    assertDoesNotThrow(() -> meter.checkpoint());
    clock.addAndGet(1);
    assertThrows(LimitExceededException.class, () -> meter.checkpoint());
  }

  @Test
  void zeroIsNoLimit() {
    RunMeter endless = meter(Limits.DEFAULT.withTime(Duration.ZERO));
    clock.addAndGet(1_000 * LIMIT_NANOS);
    assertDoesNotThrow(() -> endless.checkpoint());
  }

  @Test
  void whoCancelsIsHeardBeforeTheClock() {
    clock.addAndGet(LIMIT_NANOS);
    cancellation.cancel();
    assertThrows(CancelledException.class, () -> meter.checkpoint());
  }
}
