package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.StoreText;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.SimulatedVfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damages stores of every shape: what is rare in one that is used at random. */
class DamagedShapesTest {

  /** In every build only one of so many bits is flipped, in the long profile each. */
  private static final int EVERY = TestProfile.isLong() ? 1 : 61;

  private final LogOptions options =
      LogStoreCrashTest.options(4).withSizes(2048, 600).withTail(1 << 19, 1 << 20);

  /** What a store holds and how it came to that. */
  private enum Shape {
    EMPTY {
      @Override
      void fill(LogStore store) {}
    },
    ONE_RECORD_LONGER_THAN_A_SEGMENT {
      @Override
      void fill(LogStore store) {
        store(store, 1, 1, 3_000);
      }
    },
    MANY_COLLECTIONS {
      @Override
      void fill(LogStore store) {
        store(store, 12, 1, 5);
      }
    },
    ONLY_ERASED {
      @Override
      void fill(LogStore store) {
        store(store, 2, 20, 10);
        erase(store, 0, 20);
      }
    },
    COMPACTED {
      @Override
      void fill(LogStore store) {
        store(store, 1, 60, 40);
        erase(store, 3, 50);
        store.compact(Progress.NONE);
      }
    },
    CHECKPOINT_AND_TAIL {
      @Override
      void fill(LogStore store) {
        store(store, 1, 20, 20);
        store.checkpoint();
        erase(store, 0, 5);
        store(store, 3, 10, 20);
      }
    },
    IDS_FAR_APART {
      @Override
      void fill(LogStore store) {
        try (Transaction transaction = store.begin()) {
          int number = transaction.createCollection("far");
          for (long id = 1; id < 1L << 50; id <<= 7) {
            transaction.skipIds(number, id);
            StoreFixture.append(transaction, number, "at " + id);
          }
          transaction.commit(true);
        }
      }
    },
    ROLLED_BACK_IN_PARTS {
      @Override
      void fill(LogStore store) {
        store(store, 1, 3, 30);
        try (Transaction transaction = store.begin()) {
          for (int i = 0; i < 60; i++) {
            StoreFixture.append(transaction, 0, "never " + "x".repeat(20));
          }
        }
        store(store, 2, 3, 30);
      }
    },
    NAMES_AND_META_ONLY {
      @Override
      void fill(LogStore store) {
        try (Transaction transaction = store.begin()) {
          for (int i = 0; i < 30; i++) {
            transaction.addKey(2 * i, StoreFixture.bytes("name" + i));
            transaction.putMeta("meta" + i, StoreFixture.bytes("value" + i));
          }
          transaction.removeMeta("meta7");
          transaction.commit(true);
        }
      }
    };

    /** Makes the content; every transaction is durable. */
    abstract void fill(LogStore store);

    static void store(LogStore store, int collections, int records, int length) {
      for (int number = 0; number < collections; number++) {
        try (Transaction transaction = store.begin()) {
          if (transaction.collection(number) == null) {
            transaction.createCollection("collection " + number);
          }
          for (int i = 0; i < records; i++) {
            StoreFixture.append(transaction, number, i + "y".repeat(length));
          }
          transaction.commit(true);
        }
      }
    }

    static void erase(LogStore store, long fromId, long toId) {
      try (Transaction transaction = store.begin()) {
        for (long id = fromId; id < toId; id++) {
          assertTrue(transaction.erase(0, id));
        }
        transaction.commit(true);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedBitIsReportedAndTheRestRescued(Shape shape) throws IOException {
    SimulatedVfs vfs = new SimulatedVfs();
    try (LogStore store = LogStore.open(vfs, ClosedStore.DIRECTORY, options)) {
      shape.fill(store);
    }
    ClosedStore closed = ClosedStore.of(vfs, options);
    closed
        .files()
        .forEach(
            (path, content) ->
                flips(content)
                    .forEach(
                        bit -> {
                          byte[] damaged = flipped(content, bit);
                          closed.expectReport(path, damaged, "bit " + bit);
                          if (bit % 4 == 0) {
                            closed.expectRescue(path, damaged, bit / 8, bit / 8 + 1);
                          }
                        }));
  }

  /**
   * Each transaction says that the ones before it had been synced; only the last may look like an
   * unfinished write.
   */
  @ParameterizedTest
  @EnumSource
  void aStoreThatWasNotClosedIsReportedOrLacksItsLastTransaction(Shape shape) throws IOException {
    SimulatedVfs vfs = new SimulatedVfs();
    LogStore store = LogStore.open(vfs, ClosedStore.DIRECTORY, options);
    List<String> lastTwo = new ArrayList<>(List.of("", textOf(vfs.afterKill())));
    vfs.setProbe(
        (operation, path) -> {
          if (operation.changesDisk()) {
            addLast(textOf(vfs.afterKill()), lastTwo);
          }
        });
    shape.fill(store);
    vfs.setProbe((operation, path) -> {});
    addLast(textOf(vfs.afterKill()), lastTwo);
    ClosedStore left = ClosedStore.of(vfs.afterKill(), options);
    store.close();
    left.files()
        .forEach(
            (path, content) ->
                flips(content)
                    .forEach(
                        bit ->
                            left.expectNothingWrong(
                                path, flipped(content, bit), lastTwo, "bit " + bit)));
  }

  private static void addLast(String text, List<String> lastTwo) {
    if (!text.equals(lastTwo.get(1))) {
      lastTwo.remove(0);
      lastTwo.add(text);
    }
  }

  /** With more names than the dictionary has numbers for, each damage is as likely in a name. */
  @Test
  void damageToAFullDictionaryIsReported() throws IOException {
    SimulatedVfs vfs = new SimulatedVfs();
    LogOptions large = options.withSizes(64 << 10, 8 << 10);
    try (LogStore store = LogStore.open(vfs, ClosedStore.DIRECTORY, large);
        Transaction transaction = store.begin()) {
      for (int keyId = 0; keyId <= Transaction.KEY_ID_MAX; keyId++) {
        transaction.addKey(keyId, StoreFixture.bytes(Integer.toString(keyId, 36)));
      }
      transaction.commit(true);
    }
    ClosedStore closed = ClosedStore.of(vfs, large);
    RandomGenerator random = new SplittableRandom(TestProfile.seed());
    for (Map.Entry<Path, byte[]> each : closed.files().entrySet()) {
      byte[] content = each.getValue();
      for (int i = 0; i < TestProfile.figure(3, 300); i++) {
        int bit = random.nextInt(8 * content.length);
        closed.expectReport(each.getKey(), flipped(content, bit), "bit " + bit);
      }
    }
  }

  private String textOf(SimulatedVfs vfs) {
    try (LogStore store = LogStore.open(vfs, ClosedStore.DIRECTORY, options.withReadOnly(true));
        Snapshot snapshot = store.snapshot()) {
      return StoreText.of(snapshot);
    }
  }

  private static IntStream flips(byte[] content) {
    return IntStream.iterate(0, bit -> bit < 8 * content.length, bit -> bit + EVERY).parallel();
  }

  private static byte[] flipped(byte[] content, int bit) {
    byte[] damaged = content.clone();
    damaged[bit / 8] ^= (byte) (1 << (bit % 8));
    return damaged;
  }
}
