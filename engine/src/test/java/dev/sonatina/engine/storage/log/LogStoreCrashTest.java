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
import java.util.random.RandomGenerator;
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
  private long states;
  private long nested;

  @Test
  void nothingAcknowledgedIsLostAndNothingIsHalfThere() {
    long wanted = TestProfile.figure(20_000, 200_000);
    long start = System.nanoTime();
    for (long run = seed; states < wanted; run++) {
      crashEverywhere(run, 0);
    }
    TestProfile.print(
        "D1: "
            + states
            + " crash states in "
            + (System.nanoTime() - start) / 1_000_000
            + " ms, 0 lost, 0 half-applied, 0 unopenable");
  }

  @Test
  void recoveryMayCrashToo() {
    long wanted = TestProfile.figure(5_000, 100_000);
    long start = System.nanoTime();
    for (long run = seed; nested < wanted; run++) {
      crashEverywhere(run, 100);
    }
    TestProfile.print(
        "D5: "
            + nested
            + " crash states during recovery in "
            + (System.nanoTime() - start) / 1_000_000
            + " ms");
  }

  /**
   * @param nestedEvery how many states to pass over before crashing one's recovery too; 0 for never
   */
  private void crashEverywhere(long run, int nestedEvery) {
    RandomGenerator random = new SplittableRandom(run);
    RandomGenerator crashes = new SplittableRandom(~run);
    Oracle oracle = new Oracle();
    Workload workload = new Workload(random, oracle, 900);
    SimulatedVfs vfs = new SimulatedVfs();
    for (int round = 0; round < ROUNDS; round++) {
      SimulatedVfs disk = vfs;
      disk.setProbe(
          (operation, path) -> {
            if (operation.changesDisk()) {
              crash(disk, oracle, crashes, run, operation + " " + path, nestedEvery);
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
        oracle.restart(stateOf(vfs.afterKill(), run, "round " + round));
      } else {
        store.close();
        oracle.acknowledgeDurable();
      }
      assertTrue(disk.leaks() == 0, () -> "files left open by seed " + run);
    }
  }

  private void crash(
      SimulatedVfs vfs,
      Oracle oracle,
      RandomGenerator random,
      long run,
      String where,
      int nestedEvery) {
    for (int variant = 0; variant < CrashPlan.VARIANTS; variant++) {
      states++;
      SimulatedVfs left = vfs.afterPowerCut(CrashPlan.of(variant, random));
      String what = "seed " + run + ", state " + states + ", variant " + variant + ", at " + where;
      if (nestedEvery > 0 && states % nestedEvery == 0) {
        crashRecovery(left, oracle, random, run, what);
      }
      String found = stateOf(left, run, what);
      boolean allowed =
          variant == 0 ? oracle.allowsAfterKill(found) : oracle.allowsAfterPowerCut(found);
      if (!allowed) {
        fail(what + ": " + oracle.objection(found));
      }
    }
  }

  private void crashRecovery(
      SimulatedVfs left, Oracle oracle, RandomGenerator random, long run, String what) {
    SimulatedVfs disk = left.afterKill();
    disk.setProbe(
        (operation, path) -> {
          for (int variant = 0; variant < CrashPlan.VARIANTS; variant++) {
            nested++;
            SimulatedVfs again = disk.afterPowerCut(CrashPlan.of(variant, random));
            String found = stateOf(again, run, what + ", then at " + operation + " " + path);
            if (!oracle.allowsAfterPowerCut(found)) {
              fail(what + ", then at " + operation + ": " + oracle.objection(found));
            }
          }
        });
    stateOf(disk, run, what);
  }

  private static String stateOf(SimulatedVfs vfs, long run, String what) {
    try (LogStore store = LogStore.open(vfs, DIRECTORY, options(run));
        Snapshot snapshot = store.snapshot()) {
      return StoreText.of(snapshot);
    } catch (RuntimeException e) {
      throw new AssertionError(what, e);
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
