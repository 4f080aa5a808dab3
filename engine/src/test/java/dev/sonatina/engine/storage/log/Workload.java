package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.StoreText;
import dev.sonatina.engine.storage.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Random operations on a store, of which an {@link Oracle} is told. */
final class Workload {

  private final RandomGenerator random;
  private final Oracle oracle;
  private final int recordLengthMax;
  private int collectionsMade;
  private int keysMade;

  Workload(RandomGenerator random, Oracle oracle, int recordLengthMax) {
    this.random = random;
    this.oracle = oracle;
    this.recordLengthMax = recordLengthMax;
  }

  /** One operation: mostly a transaction. */
  void step(LogStore store) {
    int choice = random.nextInt(20);
    if (choice == 0) {
      store.sync();
      oracle.acknowledgeDurable();
    } else if (choice == 1) {
      store.checkpoint();
      oracle.acknowledgeDurable();
    } else if (choice == 2) {
      store.compact(Progress.NONE);
      oracle.acknowledgeDurable();
    } else if (choice == 3) {
      rollBack(store);
    } else {
      commit(store, choice < 12);
    }
  }

  private void commit(LogStore store, boolean durable) {
    try (Snapshot before = store.snapshot();
        Transaction transaction = store.begin()) {
      tryToChange(transaction, before);
      oracle.begin(StoreText.of(transaction), rolledBack(before, transaction));
      transaction.commit(durable);
      oracle.acknowledge();
      if (durable) {
        oracle.acknowledgeDurable();
      }
    }
  }

  private void rollBack(LogStore store) {
    try (Snapshot before = store.snapshot();
        Transaction transaction = store.begin()) {
      tryToChange(transaction, before);
      String state = rolledBack(before, transaction);
      oracle.begin(state, state);
    }
    oracle.acknowledge();
  }

  private void tryToChange(Transaction transaction, Snapshot before) {
    try {
      change(transaction);
    } catch (StorageException | OutOfMemoryError e) {
      String state = rolledBack(before, transaction);
      oracle.begin(state, state);
      throw e;
    }
  }

  /** The state before, but with the ids used up that the transaction has handed out. */
  private static String rolledBack(Snapshot before, Transaction transaction) {
    Map<Integer, Long> nextIds = new HashMap<>();
    for (CollectionInfo info : transaction.collections()) {
      nextIds.put(info.number(), info.nextId());
    }
    return StoreText.of(before, nextIds);
  }

  /** A few changes, one at least. */
  void change(Transaction transaction) {
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      changeOnce(transaction);
    }
  }

  private void changeOnce(Transaction transaction) {
    List<CollectionInfo> collections = transaction.collections();
    if (collections.isEmpty()) {
      transaction.createCollection("c" + collectionsMade++);
      return;
    }
    CollectionInfo info = collections.get(random.nextInt(collections.size()));
    int choice = random.nextInt(30);
    long id = info.nextId() == 0 ? 0 : random.nextLong(info.nextId());
    byte[] record = record();
    if (choice == 0) {
      transaction.createCollection("c" + collectionsMade++);
    } else if (choice == 1) {
      transaction.addKey(keysMade, StoreFixture.bytes("key" + keysMade));
      keysMade++;
    } else if (choice == 2) {
      transaction.putMeta("m" + random.nextInt(3), record);
    } else if (choice == 3) {
      transaction.removeMeta("m" + random.nextInt(3));
    } else if (choice < 8) {
      transaction.erase(info.number(), id);
    } else if (choice < 14) {
      transaction.replace(info.number(), id, record, 0, record.length);
    } else {
      transaction.append(info.number(), record, 0, record.length);
    }
  }

  private byte[] record() {
    int max = random.nextInt(10) == 0 ? recordLengthMax : Math.min(60, recordLengthMax);
    byte[] record = new byte[random.nextInt(max + 1)];
    for (int i = 0; i < record.length; i++) {
      record[i] = (byte) (' ' + 1 + random.nextInt(90));
    }
    return record;
  }
}
