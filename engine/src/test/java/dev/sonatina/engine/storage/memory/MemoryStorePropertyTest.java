package dev.sonatina.engine.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreModel;
import dev.sonatina.engine.storage.StoreText;
import dev.sonatina.engine.storage.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class MemoryStorePropertyTest {

  @Property(tries = 100, seed = "1")
  void randomTransactionsLeaveWhatTheModelHolds(@ForAll @Size(max = 60) List<Integer> steps) {
    StoreModel model = new StoreModel();
    try (MemoryStore store = new MemoryStore(Clock.systemUTC(), Duration.ZERO)) {
      for (int step : steps) {
        SplittableRandom random = new SplittableRandom(step);
        StoreModel next = model.copy();
        try (Snapshot before = store.snapshot();
            Transaction transaction = store.begin()) {
          for (int i = random.nextInt(20); i > 0; i--) {
            next.change(transaction, random);
          }
          assertEquals(next.text(), StoreText.of(transaction));
          assertEquals(model.text(), StoreText.of(before));
          if (random.nextInt(5) == 0) {
            model = model.afterRollbackOf(next);
          } else {
            transaction.commit(false);
            model = next;
          }
        }
        try (Snapshot after = store.snapshot()) {
          assertEquals(model.text(), StoreText.of(after));
        }
      }
    }
  }
}
