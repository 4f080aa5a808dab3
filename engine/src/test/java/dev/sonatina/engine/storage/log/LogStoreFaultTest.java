package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreText;
import dev.sonatina.engine.vfs.CrashPlan;
import dev.sonatina.engine.vfs.Operation;
import dev.sonatina.engine.vfs.SimulatedVfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Fails the 1st, 2nd, … n-th file operation, once or from then on, until the work passes without
 * having met the failure. Every operation must be carried out or refused with an error; what was
 * acknowledged must be there afterwards, what was refused must not.
 */
class LogStoreFaultTest {

  private static final Path DIRECTORY = Path.of("/store");
  private static final int STEPS = 20;

  private enum Fault {
    EIO("Input/output error"),
    ENOSPC("No space left on device"),
    EMFILE("Too many open files"),
    SHORT_WRITE("No space left on device"),
    LATE_WRITE("Input/output error"),
    NO_MEMORY("Java heap space"),
    NO_MEMORY_LATE("Java heap space");

    final String reason;

    Fault(String reason) {
      this.reason = reason;
    }

    boolean isOfTheDisk() {
      return this != NO_MEMORY && this != NO_MEMORY_LATE;
    }

    void raise(Path path) throws IOException {
      if (!isOfTheDisk()) {
        throw new OutOfMemoryError(reason);
      }
      throw new IOException(path + ": " + reason);
    }
  }

  private long points;
  private long refused;
  private long turnedReadOnly;

  private final Logger logger = Logger.getLogger("dev.sonatina.engine.storage.log");

  @BeforeEach
  void silenceTheLog() {
    logger.setLevel(Level.OFF);
  }

  @AfterEach
  void letTheLogSpeak() {
    logger.setLevel(null);
  }

  @Test
  void everyFailedCallIsReportedAndHarmsNothingElse() {
    long workloads = TestProfile.figure(1, 20);
    long start = System.nanoTime();
    for (long seed = TestProfile.seed(); seed < TestProfile.seed() + workloads; seed++) {
      for (Fault fault : Fault.values()) {
        for (boolean forEver : new boolean[] {false, true}) {
          int call = 1;
          while (new Run(seed, fault, call, forEver).failed()) {
            call++;
            points++;
          }
        }
      }
    }
    TestProfile.print(
        "D4: "
            + points
            + " failed calls ("
            + refused
            + " operations refused, "
            + turnedReadOnly
            + " stores turned read-only) in "
            + (System.nanoTime() - start) / 1_000_000
            + " ms, 0 silent, 0 crashes");
  }

  /** Found by the test above: closing what had just been synced failed a commit that was there. */
  @Test
  void aSyncedFileThatCannotBeClosedFailsNothing() {
    assertTrue(new Run(2, Fault.NO_MEMORY, 109, false).failed(), "the failure was not met");
  }

  /** One run of the workload with one failure. */
  private final class Run {
    private final String what;
    private final long seed;
    private final Fault fault;
    private final boolean forEver;
    private final SimulatedVfs vfs = new SimulatedVfs();
    private final Oracle oracle = new Oracle();
    private final Workload workload;
    private boolean armed = true;
    private boolean met;

    Run(long seed, Fault fault, int failingCall, boolean forEver) {
      this.seed = seed;
      this.fault = fault;
      this.forEver = forEver;
      this.what =
          "seed " + seed + ", " + fault + " at call " + failingCall + " for ever " + forEver;
      this.workload = new Workload(new SplittableRandom(seed), oracle, 600);
      int[] calls = {0};
      vfs.setProbe(
          (operation, path) -> {
            calls[0]++;
            if (armed && (calls[0] == failingCall || (forEver && calls[0] > failingCall))) {
              met = true;
              fail(fault, operation, path);
            }
          });
    }

    private void fail(Fault fault, Operation operation, Path path) throws IOException {
      if (fault == Fault.SHORT_WRITE && operation == Operation.WRITE) {
        vfs.failNextWriteHalfWay();
      } else if (operation == Operation.WRITE
          && (fault == Fault.LATE_WRITE || fault == Fault.NO_MEMORY_LATE)) {
        vfs.failNextWriteAtItsEnd();
      }
      fault.raise(path);
    }

    /** Runs the workload; tells whether the failure was met. */
    boolean failed() {
      try {
        run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(what, e);
      }
      return met;
    }

    private void run() {
      LogStore store = open();
      if (store != null) {
        for (int step = 0; step < STEPS; step++) {
          step(store);
        }
        armed = false;
        if (canWrite(store)) {
          workload.step(store);
        }
        close(store);
      }
      armed = false;
      if (fault.isOfTheDisk()) { // A close that finds no memory may leave something open.
        assertEquals(0, vfs.leaks(), "files left open");
      }
      reopen();
    }

    private @Nullable LogStore open() {
      try {
        return LogStore.open(vfs, DIRECTORY, LogStoreCrashTest.options(seed));
      } catch (StorageException | OutOfMemoryError e) {
        checkMessage(e);
        return null;
      }
    }

    private void step(LogStore store) {
      boolean failedBefore = met;
      try {
        workload.step(store);
      } catch (StorageException | OutOfMemoryError e) {
        checkMessage(e);
        refused++;
        if (canWrite(store)) {
          oracle.refuse();
        } else {
          oracle.leaveUnknown();
        }
      }
      try (Snapshot snapshot = store.snapshot()) {
        String state = StoreText.of(snapshot);
        boolean allowed =
            canWrite(store) ? oracle.allowsAfterKill(state) : oracle.allowsAfterPowerCut(state);
        assertTrue(allowed, () -> oracle.objection(state));
        if (met && !failedBefore && !forEver && canWrite(store)) {
          assertEquals(state, stateAfterKill(), "what another process finds");
        }
      }
    }

    private String stateAfterKill() {
      try (LogStore store =
              LogStore.open(vfs.afterKill(), DIRECTORY, LogStoreCrashTest.options(seed));
          Snapshot snapshot = store.snapshot()) {
        return StoreText.of(snapshot);
      }
    }

    private boolean canWrite(LogStore store) {
      try {
        store.begin().close();
        return true;
      } catch (OutOfMemoryError e) {
        return true;
      } catch (StorageException e) {
        assertEquals(ErrorCode.READ_ONLY, e.code());
        return false;
      }
    }

    private void close(LogStore store) {
      boolean couldWrite = canWrite(store);
      try {
        store.close();
      } catch (StorageException e) {
        checkMessage(e);
      }
      if (!couldWrite) {
        turnedReadOnly++;
      }
    }

    /** Opens the store again without failures, before and after a power cut. */
    private void reopen() {
      try (LogStore store = LogStore.open(vfs, DIRECTORY, LogStoreCrashTest.options(seed));
          Snapshot snapshot = store.snapshot()) {
        String state = StoreText.of(snapshot);
        assertTrue(oracle.allowsAfterPowerCut(state), () -> oracle.objection(state));
        oracle.restart(state);
        workload.step(store);
        store.sync();
        oracle.acknowledgeDurable();
        SimulatedVfs left = vfs.afterPowerCut(CrashPlan.of(1, new SplittableRandom(seed)));
        try (LogStore again = LogStore.open(left, DIRECTORY, LogStoreCrashTest.options(seed));
            Snapshot later = again.snapshot()) {
          String survived = StoreText.of(later);
          assertTrue(
              oracle.allowsAfterPowerCut(survived),
              () -> "after the cut " + oracle.objection(survived));
        }
      }
    }

    private void checkMessage(Throwable failure) {
      if (!(failure instanceof StorageException e)) {
        return; // The JVM's own error, as it is.
      }
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains(DIRECTORY.toString()), message);
      if (e.code() == ErrorCode.IO_FAILURE || e.code() == ErrorCode.DISK_FULL) {
        assertTrue(message.contains(e.code() == ErrorCode.DISK_FULL ? "No space" : "o"), message);
      }
    }
  }
}
