package dev.sonatina.engine.storage.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreModel;
import dev.sonatina.engine.storage.StoreText;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.storage.log.LogStore;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;

/**
 * Random transactions, compactions, reopenings with and without the mirror: the store holds what a
 * plain model holds, and so do the maps.
 */
@Tag("chronicle")
class ChronicleStorePropertyTest {

  @Property(tries = 12, seed = "1")
  void storeAndMapsHoldWhatTheModelHolds(@ForAll @Size(min = 5, max = 40) List<Integer> steps)
      throws IOException {
    Path directory = Files.createTempDirectory("sonatina-chronicle");
    try {
      run(directory.resolve("store"), steps);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static void run(Path path, List<Integer> steps) {
    StoreModel model = new StoreModel();
    ChronicleStore store = ChronicleStore.open(Vfs.local(), path, LogOptions.defaults());
    for (int step : steps) {
      RandomGenerator random = new SplittableRandom(step);
      switch (random.nextInt(16)) {
        case 0 -> store.compact(Progress.NONE);
        case 1 -> {
          store.close();
          store = ChronicleStore.open(Vfs.local(), path, LogOptions.defaults());
        }
        case 2 -> {
          store.close();
          try (LogStore log = LogStore.open(Vfs.local(), path, LogOptions.defaults());
              Transaction transaction = log.begin()) {
            model = transact(transaction, model, random);
          }
          store = ChronicleStore.open(Vfs.local(), path, LogOptions.defaults());
        }
        default -> {
          try (Transaction transaction = store.begin()) {
            model = transact(transaction, model, random);
          }
        }
      }
      try (Snapshot snapshot = store.snapshot()) {
        assertEquals(model.text(), StoreText.of(snapshot));
        MirrorText.assertShows(path, snapshot);
      }
    }
    store.close();
    MirrorText.assertShows(path);
  }

  private static StoreModel transact(
      Transaction transaction, StoreModel model, RandomGenerator random) {
    StoreModel next = model.copy();
    for (int i = random.nextInt(15); i > 0; i--) {
      next.change(transaction, random);
    }
    if (random.nextInt(6) == 0) {
      return model.afterRollbackOf(next);
    }
    transaction.commit(random.nextBoolean());
    return next;
  }
}
