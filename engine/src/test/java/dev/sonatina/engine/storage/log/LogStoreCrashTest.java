package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreText;
import dev.sonatina.engine.vfs.CrashPlan;
import dev.sonatina.engine.vfs.SimulatedVfs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Cuts the power at every call that changes the disk, and looks at what recovery makes of each of
 * the states that the disk may be in then: unsynced writes kept, dropped, torn and reordered.
 */
class LogStoreCrashTest {

  private static final Path DIRECTORY = Path.of("/store");
  private static final LogOptions DEFAULTS = LogOptions.defaults();
  private static final int STEPS = 30;
  private static final int ROUNDS = 3;

  private final long seed = TestProfile.seed();
  private final AtomicLong states = new AtomicLong();
  private final AtomicLong nested = new AtomicLong();

  @Test
  void nothingAcknowledgedIsLostAndNothingIsHalfThere() {
    long start = System.nanoTime();
    runUntil(states, TestProfile.figure(200_000, 5_000_000), 0);
    TestProfile.print(
        "D1: "
            + states
            + " crash states in "
            + (System.nanoTime() - start) / 1_000_000
            + " ms, 0 lost, 0 half-applied, 0 unopenable");
  }

  @Test
  void recoveryMayCrashToo() {
    long start = System.nanoTime();
    runUntil(nested, TestProfile.figure(5_000, 1_000_000), 300);
    TestProfile.print(
        "D5: "
            + nested
            + " crash states during recovery in "
            + (System.nanoTime() - start) / 1_000_000
            + " ms, 0 lost, 0 half-applied, 0 unopenable");
  }

  /** Runs seed after seed, on all processors, until so many states have been looked at. */
  private void runUntil(AtomicLong count, long wanted, int nestedEvery) {
    AtomicLong nextSeed = new AtomicLong(seed);
    IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .parallel()
        .forEach(
            worker -> {
              while (count.get() < wanted) {
                new Run(nextSeed.getAndIncrement(), nestedEvery).crashEverywhere();
              }
            });
  }

  /** A workload with a store that is crashed at every step. */
  private final class Run {
    private final long run;
    private final int nestedEvery;
    private final RandomGenerator random;
    private final RandomGenerator crashes;
    private final Oracle oracle = new Oracle();
    private long crashed;

    /**
     * @param nestedEvery how many states to pass over before crashing one's recovery too; 0 for
     *     never
     */
    Run(long run, int nestedEvery) {
      this.run = run;
      this.nestedEvery = nestedEvery;
      this.random = new SplittableRandom(run);
      this.crashes = new SplittableRandom(~run);
    }

    void crashEverywhere() {
      Workload workload = new Workload(random, oracle, 900);
      SimulatedVfs vfs = new SimulatedVfs();
      for (int round = 0; round < ROUNDS; round++) {
        SimulatedVfs disk = vfs;
        disk.setProbe(
            (operation, path) -> {
              if (operation.changesDisk()) {
                crash(disk, operation + " " + path);
              }
            });
        LogStore store = LogStore.open(disk, DIRECTORY, options(run));
        for (int step = 0; step < STEPS; step++) {
          workload.step(store);
        }
        if (random.nextBoolean()) {
          vfs = disk.afterPowerCut(CrashPlan.of(random.nextInt(CrashPlan.VARIANTS), random));
          disk.setProbe((operation, path) -> {});
          store.close();
          oracle.restart(stateOf(vfs.afterKill(), "round " + round));
        } else {
          store.close();
          oracle.acknowledgeDurable();
        }
        assertTrue(disk.leaks() == 0, () -> "files left open by seed " + run);
      }
    }

    private void crash(SimulatedVfs vfs, String where) {
      for (int variant = 0; variant < CrashPlan.VARIANTS; variant++) {
        states.incrementAndGet();
        crashed++;
        SimulatedVfs left = vfs.afterPowerCut(CrashPlan.of(variant, crashes));
        String what =
            "seed " + run + ", state " + crashed + ", variant " + variant + ", at " + where;
        if (nestedEvery > 0 && crashed % nestedEvery == 0) {
          crashRecovery(left, what);
        }
        String found = stateOf(left, what);
        boolean allowed =
            variant == 0 ? oracle.allowsAfterKill(found) : oracle.allowsAfterPowerCut(found);
        if (!allowed) {
          fail(what + ": " + oracle.objection(found));
        }
      }
    }

    private void crashRecovery(SimulatedVfs left, String what) {
      SimulatedVfs disk = left.afterKill();
      disk.setProbe(
          (operation, path) -> {
            for (int variant = 0; variant < CrashPlan.VARIANTS; variant++) {
              nested.incrementAndGet();
              SimulatedVfs again = disk.afterPowerCut(CrashPlan.of(variant, crashes));
              String found = stateOf(again, what + ", then at " + operation + " " + path);
              if (!oracle.allowsAfterPowerCut(found)) {
                fail(what + ", then at " + operation + ": " + oracle.objection(found));
              }
            }
          });
      stateOf(disk, what);
    }

    private String stateOf(SimulatedVfs vfs, String what) {
      try (LogStore store = LogStore.open(vfs, DIRECTORY, options(run));
          Snapshot snapshot = store.snapshot()) {
        return StoreText.of(snapshot);
      } catch (RuntimeException e) {
        throw new AssertionError(what, e);
      }
    }
  }

  static LogOptions options(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    return DEFAULTS
        .withSurroundings(
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), new SplittableRandom(seed), Runnable::run)
        .withSizes(1024 << random.nextInt(3), 200 << random.nextInt(3))
        .withTail(2_000 << random.nextInt(3), 1 << 20)
        .withWriterWait(Duration.ZERO);
  }
}
