package dev.sonatina.engine.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.SonatinaException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What every store must refuse, and that this harms nothing. */
abstract class StoreErrorContract extends StoreReadContract {

  /** For copies of the store, and for the store itself where it has files. */
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  protected Path directory;

  @Test
  void secondTransactionWaitsAndGivesUp() {
    try (Transaction transaction = store.begin()) {
      SonatinaException e = assertThrows(SonatinaException.class, store::begin);
      assertEquals(ErrorCode.BUSY, e.code());
      transaction.commit(false);
    }
    store.begin().close();
  }

  @Test
  void closingTheStoreRollsBackAnOpenTransaction() {
    int a = createCollection("a");
    Transaction transaction = store.begin();
    append(transaction, a, "x");
    store.close();
    assertEquals(
        ErrorCode.CLOSED,
        assertThrows(SonatinaException.class, () -> transaction.commit(true)).code());
    transaction.close();
  }

  @Test
  void closedStoreRefusesEverything() {
    store.close();
    for (Executable each :
        List.<Executable>of(
            store::snapshot,
            store::begin,
            store::sync,
            store::info,
            () -> store.verify(Progress.NONE),
            () -> store.compact(Progress.NONE),
            () -> store.backup(directory.resolve("copy"), Progress.NONE))) {
      assertEquals(ErrorCode.CLOSED, assertThrows(SonatinaException.class, each).code());
    }
    store.close();
  }

  @Test
  void endedTransactionRefusesEverything() {
    int a = createCollection("a");
    append(a, "x");
    Transaction committed = store.begin();
    committed.commit(false);
    Transaction rolledBack = store.begin();
    rolledBack.close();
    for (Transaction ended : List.of(committed, rolledBack)) {
      for (Executable each :
          List.<Executable>of(
              () -> ended.createCollection("b"),
              () -> ended.createCollection("b", 1),
              () -> ended.dropCollection(a),
              () -> append(ended, a, "y"),
              () -> ended.skipIds(a, 10),
              () -> replace(ended, a, 0, "y"),
              () -> ended.erase(a, 0),
              () -> ended.putMeta("m", bytes("v")),
              () -> ended.removeMeta("m"),
              () -> ended.addKey(0, bytes("key")),
              () -> ended.commit(false),
              ended::collections,
              () -> ended.collection("a"),
              () -> ended.collection(a),
              () -> ended.read(a, 0, new RecordView()),
              () -> ended.scan(a, 0, 1),
              ended::keyLimit,
              () -> ended.key(0),
              () -> ended.meta("m"),
              ended::metaKeys)) {
        assertThrows(IllegalStateException.class, each);
      }
      ended.close();
    }
    assertEquals(List.of("0=x"), scan(a, 0, 10));
    store.begin().close();
  }

  @Test
  void whatIsRefusedLeavesTheTransactionAsItWas() {
    int a = createCollection("a");
    int none = a + 7;
    byte[] tooLarge = new byte[Transaction.RECORD_LENGTH_MAX + 1];
    try (Transaction transaction = store.begin()) {
      append(transaction, a, "before");
      for (Executable each :
          List.<Executable>of(
              () -> transaction.createCollection("a"),
              () -> transaction.createCollection("a", 1),
              () -> transaction.dropCollection(none),
              () -> append(transaction, none, "x"),
              () -> transaction.skipIds(none, 10),
              () -> replace(transaction, none, 0, "x"),
              () -> transaction.erase(none, 0),
              () -> transaction.append(a, tooLarge, 0, tooLarge.length),
              () -> transaction.replace(a, 0, tooLarge, 0, tooLarge.length),
              () -> transaction.putMeta("m", tooLarge),
              () -> transaction.addKey(0, tooLarge))) {
        assertThrows(IllegalArgumentException.class, each);
      }
      byte[] two = new byte[2];
      assertThrows(IndexOutOfBoundsException.class, () -> transaction.append(a, two, 1, 2));
      assertThrows(IndexOutOfBoundsException.class, () -> transaction.replace(a, 0, two, -1, 1));
      transaction.skipIds(a, -5);
      assertFalse(transaction.read(none, 0, new RecordView()));
      assertFalse(transaction.scan(none, 0, 10).next(new RecordView()));
      assertEquals(1, append(transaction, a, "after"));
      transaction.commit(true);
    }
    assertEquals(List.of("0=before", "1=after"), scan(a, 0, 10));
    try (Snapshot snapshot = store.snapshot()) {
      assertEquals(1, snapshot.collections().size());
      assertEquals(0, snapshot.keyLimit());
      assertNull(snapshot.meta("m"));
    }
  }
}
