package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreModel;
import dev.sonatina.engine.storage.StoreText;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.CrashPlan;
import dev.sonatina.engine.vfs.SimulatedVfs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Random transactions, snapshots, checkpoints, compactions, backups, reopenings and power cuts,
 * beside a plain model.
 */
class LogStorePropertyTest {

  private static final Path DIRECTORY = Path.of("/store");

  @Property(tries = 150, seed = "1")
  void theStoreHoldsWhatTheModelHolds(
      @ForAll @IntRange(max = 20) int sizes, @ForAll @Size(min = 5, max = 80) List<Integer> steps) {
    new Run(sizes).run(steps);
  }

  private record Held(Snapshot snapshot, String text) {}

  private static final class Run {
    private final LogOptions options;
    private final List<Held> held = new ArrayList<>();

    /** What there has been since the last durable state, that one first. */
    private final List<StoreModel> history = new ArrayList<>(List.of(new StoreModel()));

    private SimulatedVfs vfs = new SimulatedVfs();
    private LogStore store;
    private int backups;

    Run(int sizes) {
      options = LogStoreCrashTest.options(sizes);
      store = LogStore.open(vfs, DIRECTORY, options);
    }

    private StoreModel model() {
      return history.get(history.size() - 1);
    }

    private void madeDurable() {
      history.subList(0, history.size() - 1).clear();
    }

    void run(List<Integer> steps) {
      for (int step : steps) {
        RandomGenerator random = new SplittableRandom(step);
        step(random);
        try (Snapshot snapshot = store.snapshot()) {
          assertEquals(model().text(), StoreText.of(snapshot));
        }
      }
      releaseSnapshots();
      assertEquals(List.of(), store.verify(Progress.NONE).damages());
      store.close();
      assertEquals(List.of(), LogStore.verify(vfs, DIRECTORY, Progress.NONE).damages());
      assertEquals(0, vfs.leaks());
    }

    private void step(RandomGenerator random) {
      switch (random.nextInt(24)) {
        case 0 -> cutPower(random);
        case 1 -> reopen();
        case 2 -> {
          store.compact(Progress.NONE);
          madeDurable();
        }
        case 3 -> {
          store.checkpoint();
          madeDurable();
        }
        case 4 -> {
          store.sync();
          madeDurable();
        }
        case 5, 6 -> held.add(new Held(store.snapshot(), model().text()));
        case 7 -> releaseSnapshots();
        case 8 -> backUp();
        default -> transact(random);
      }
    }

    private void transact(RandomGenerator random) {
      StoreModel next = model().copy();
      try (Transaction transaction = store.begin()) {
        for (int i = random.nextInt(15); i > 0; i--) {
          next.change(transaction, random);
        }
        assertEquals(next.text(), StoreText.of(transaction));
        if (random.nextInt(6) == 0) {
          history.add(model().afterRollbackOf(next));
          return;
        }
        boolean durable = random.nextBoolean();
        transaction.commit(durable);
        history.add(next);
        if (durable) {
          madeDurable();
        }
      }
    }

    /** Snapshots show what they did when they were taken. */
    private void releaseSnapshots() {
      for (Held each : held) {
        assertEquals(each.text, StoreText.of(each.snapshot));
        each.snapshot.close();
      }
      held.clear();
    }

    private void reopen() {
      store.close();
      releaseSnapshots();
      madeDurable();
      store = LogStore.open(vfs, DIRECTORY, options);
    }

    private void cutPower(RandomGenerator random) {
      SimulatedVfs left =
          vfs.afterPowerCut(CrashPlan.of(random.nextInt(2 * CrashPlan.VARIANTS), random));
      releaseSnapshots();
      store.close();
      vfs = left;
      store = LogStore.open(vfs, DIRECTORY, options);
      try (Snapshot snapshot = store.snapshot()) {
        String found = StoreText.of(snapshot);
        int next = nextCollection();
        history.removeIf(each -> !each.text().equals(found) || each.nextCollection() != next);
        assertTrue(!history.isEmpty(), "a state that cannot be");
        history.subList(0, history.size() - 1).clear();
      }
    }

    private int nextCollection() {
      try (Transaction rolledBack = store.begin()) {
        return rolledBack.createCollection("next");
      }
    }

    private void backUp() {
      Path copy = Path.of("/backup" + backups++);
      store.backup(copy, Progress.NONE);
      madeDurable();
      SimulatedVfs left = vfs.afterPowerCut(CrashPlan.of(1, new SplittableRandom(0)));
      try (LogStore opened = LogStore.open(left, copy, options.withReadOnly(true));
          Snapshot snapshot = opened.snapshot()) {
        assertEquals(model().text(), StoreText.of(snapshot));
      }
      assertEquals(List.of(), LogStore.verify(left, copy, Progress.NONE).damages());
    }
  }
}
