package dev.sonatina.engine.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.api.StoreInfo;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.storage.log.LogStore;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** What every store must do; each kind of store runs this suite. */
public abstract class StoreContract extends StoreErrorContract {

  @Test
  void newStoreIsEmpty() {
    try (Snapshot snapshot = store.snapshot()) {
      assertEquals(List.of(), snapshot.collections());
      assertNull(snapshot.collection("a"));
      assertNull(snapshot.collection(0));
      assertEquals(0, snapshot.keyLimit());
      assertNull(snapshot.key(0));
      assertNull(snapshot.meta("m"));
      assertEquals(List.of(), snapshot.metaKeys());
      assertFalse(snapshot.read(0, 0, new RecordView()));
      assertFalse(snapshot.scan(0, 0, 10).next(new RecordView()));
    }
  }

  @Test
  void idsCountUpFromZeroInEachCollection() {
    try (Transaction transaction = store.begin()) {
      int a = transaction.createCollection("a");
      int b = transaction.createCollection("b");
      assertEquals(0, append(transaction, a, "x"));
      assertEquals(1, append(transaction, a, "y"));
      assertEquals(0, append(transaction, b, "z"));
      transaction.commit(false);
    }
    try (Snapshot snapshot = store.snapshot()) {
      assertEquals(2, info(snapshot, "a").nextId());
      assertEquals(2, info(snapshot, "a").count());
      assertEquals(1, info(snapshot, "b").nextId());
    }
  }

  @Test
  void whatIsTakenBackIsNoGrowth() {
    int kept = createCollection("kept");
    append(kept, "text");
    try (Transaction transaction = store.begin()) {
      assertEquals(0, transaction.heapGrowth());
      int a = transaction.createCollection("a");
      long named = transaction.heapGrowth();
      assertTrue(named > 0);
      append(transaction, a, "x");
      append(transaction, a, "y");
      assertTrue(transaction.heapGrowth() > named);
      transaction.dropCollection(a);
      assertEquals(0, transaction.heapGrowth());
      transaction.putMeta("m", new byte[1000]);
      assertTrue(transaction.heapGrowth() >= 1000);
      transaction.putMeta("m", new byte[10]);
      assertTrue(transaction.heapGrowth() < 1000);
      transaction.removeMeta("m");
      assertEquals(0, transaction.heapGrowth());
      transaction.erase(kept, 0);
      assertTrue(transaction.heapGrowth() <= 0);
      transaction.addKey(0, new byte[100]);
      assertTrue(transaction.heapGrowth() > 0);
    }
  }

  @Test
  void onlyTheGivenRangeOfTheArrayIsStored() {
    int a = createCollection("a");
    try (Transaction transaction = store.begin()) {
      transaction.append(a, "0123456".getBytes(UTF_8), 2, 3);
      transaction.commit(true);
    }
    assertEquals("234", read(a, 0));
  }

  @Test
  void replaceGivesARecordNewBytes() {
    int a = createCollection("a");
    append(a, "one");
    try (Transaction transaction = store.begin()) {
      assertTrue(replace(transaction, a, 0, "another"));
      assertFalse(replace(transaction, a, 1, "none"));
      assertFalse(replace(transaction, a, -1, "none"));
      transaction.commit(false);
    }
    assertEquals("another", read(a, 0));
    assertEquals(1, info("a").count());
  }

  @Test
  void eraseKeepsTheNextIdGrowing() {
    int a = createCollection("a");
    append(a, "one");
    append(a, "two");
    try (Transaction transaction = store.begin()) {
      assertTrue(transaction.erase(a, 1));
      assertFalse(transaction.erase(a, 1));
      assertFalse(transaction.erase(a, 2));
      transaction.commit(false);
    }
    assertNull(read(a, 1));
    assertEquals(1, info("a").count());
    assertEquals(2, append(a, "three"));
  }

  @Test
  void transactionReadsItsOwnWrites() {
    int a = createCollection("a");
    append(a, "old0");
    append(a, "old1");
    try (Transaction transaction = store.begin()) {
      append(transaction, a, "new2");
      replace(transaction, a, 0, "new0");
      transaction.erase(a, 1);
      int b = transaction.createCollection("b");
      append(transaction, b, "b0");
      transaction.addKey(0, bytes("key"));
      transaction.putMeta("m", bytes("v"));

      assertEquals("new0", read(transaction, a, 0));
      assertNull(read(transaction, a, 1));
      assertEquals("new2", read(transaction, a, 2));
      assertEquals("b0", read(transaction, b, 0));
      assertEquals(List.of("0=new0", "2=new2"), scan(transaction, a, 0, 10));
      assertEquals(2, info(transaction, "a").count());
      assertEquals(3, info(transaction, "a").nextId());
      assertEquals(b, info(transaction, "b").number());
      assertEquals("b", Objects.requireNonNull(transaction.collection(b)).name());
      assertArrayEquals(bytes("key"), transaction.key(0));
      assertEquals(1, transaction.keyLimit());
      assertArrayEquals(bytes("v"), transaction.meta("m"));
      assertEquals(List.of("m"), transaction.metaKeys());
    }
  }

  @Test
  void cursorOfATransactionLetsPassedRecordsChange() {
    int a = createCollection("a");
    for (int i = 0; i < 5; i++) {
      append(a, "r" + i);
    }
    try (Transaction transaction = store.begin()) {
      RecordCursor cursor = transaction.scan(a, 0, 100);
      RecordView view = new RecordView();
      while (cursor.next(view)) {
        if (cursor.id() % 2 == 0) {
          transaction.erase(a, cursor.id());
        } else {
          replace(transaction, a, cursor.id(), text(view) + "!");
        }
      }
      transaction.commit(false);
    }
    assertEquals(List.of("1=r1!", "3=r3!"), scan(a, 0, 100));
  }

  @Test
  void uncommittedChangesAreNotSeenOutside() {
    int a = createCollection("a");
    append(a, "old");
    try (Transaction transaction = store.begin()) {
      replace(transaction, a, 0, "new");
      append(transaction, a, "more");
      transaction.createCollection("b");
      assertEquals("old", read(a, 0));
      assertNull(read(a, 1));
      assertNull(info("b"));
    }
  }

  @Test
  void closingWithoutCommitRollsBack() {
    int a = createCollection("a");
    append(a, "old0");
    append(a, "old1");
    try (Transaction transaction = store.begin()) {
      replace(transaction, a, 0, "new");
      transaction.erase(a, 1);
      append(transaction, a, "more");
      transaction.createCollection("b");
      transaction.addKey(0, bytes("key"));
      transaction.putMeta("m", bytes("v"));
    }
    assertEquals(List.of("0=old0", "1=old1"), scan(a, 0, 100));
    assertNull(info("b"));
    try (Snapshot snapshot = store.snapshot()) {
      assertEquals(0, snapshot.keyLimit());
      assertNull(snapshot.meta("m"));
    }
  }

  @Test
  void idsHandedOutAreNotReusedAfterRollback() {
    int a = createCollection("a");
    append(a, "0");
    try (Transaction transaction = store.begin()) {
      assertEquals(1, append(transaction, a, "1"));
      assertEquals(2, append(transaction, a, "2"));
      replace(transaction, a, 0, "changed");
      replace(transaction, a, 2, "changed");
    }
    assertEquals(3, info("a").nextId());
    assertEquals(1, info("a").count());
    assertEquals(3, append(a, "3"));
    assertEquals(List.of("0=0", "3=3"), scan(a, 0, 100));
  }

  @Test
  void droppedCollectionIsGoneAndItsNumberNotUsedAgain() {
    int a = createCollection("a");
    append(a, "x");
    try (Transaction transaction = store.begin()) {
      append(transaction, a, "y");
      transaction.dropCollection(a);
      assertNull(transaction.collection("a"));
      assertThrows(IllegalArgumentException.class, () -> append(transaction, a, "z"));
      assertThrows(IllegalArgumentException.class, () -> transaction.dropCollection(a));
      transaction.commit(false);
    }
    assertNull(info("a"));
    assertNull(read(a, 0));
    int again = createCollection("a");
    assertNotEquals(a, again);
    assertEquals(0, append(again, "first"));
  }

  @Test
  void dropCanBeRolledBack() {
    int a = createCollection("a");
    append(a, "x");
    try (Transaction transaction = store.begin()) {
      append(transaction, a, "y");
      transaction.dropCollection(a);
    }
    assertEquals(List.of("0=x"), scan(a, 0, 100));
    assertEquals(2, append(a, "z"));
  }

  @Test
  void collectionCreatedAndDroppedInOneTransactionLeavesNothing() {
    try (Transaction transaction = store.begin()) {
      int a = transaction.createCollection("a");
      append(transaction, a, "x");
      transaction.dropCollection(a);
      int b = transaction.createCollection("a");
      append(transaction, b, "y");
      transaction.commit(true);
    }
    CollectionInfo info = info("a");
    assertEquals(List.of("0=y"), scan(info.number(), 0, 10));
  }

  @Test
  void skippedIdsAreNotHandedOut() {
    long far = 1L << 40;
    int a;
    try (Transaction transaction = store.begin()) {
      a = transaction.createCollection("a", 12_345);
      append(transaction, a, "0");
      transaction.skipIds(a, 700);
      assertEquals(700, append(transaction, a, "700"));
      transaction.skipIds(a, 5);
      transaction.skipIds(a, far);
      append(transaction, a, "far");
      transaction.commit(false);
    }
    assertEquals(new CollectionInfo(a, "a", 12_345, far + 1, 3), info("a"));
    assertEquals(List.of("0=0", "700=700", far + "=far"), scan(a, Long.MIN_VALUE, Long.MAX_VALUE));
    assertNull(read(a, 1));
    assertNull(read(a, far - 1));
    assertEquals("far", read(a, far));
  }

  @Test
  void collectionNamesAreUnique() {
    createCollection("a");
    try (Transaction transaction = store.begin()) {
      assertThrows(IllegalArgumentException.class, () -> transaction.createCollection("a"));
      transaction.createCollection("b");
      assertThrows(IllegalArgumentException.class, () -> transaction.createCollection("b"));
      transaction.commit(false);
    }
    try (Snapshot snapshot = store.snapshot()) {
      assertEquals(
          List.of("a", "b"), snapshot.collections().stream().map(CollectionInfo::name).toList());
    }
  }

  @Test
  void keysNeverChange() {
    try (Transaction transaction = store.begin()) {
      transaction.addKey(0, bytes("zero"));
      transaction.addKey(5, bytes("five"));
      transaction.addKey(5, bytes("five"));
      assertThrows(IllegalArgumentException.class, () -> transaction.addKey(5, bytes("other")));
      assertThrows(IllegalArgumentException.class, () -> transaction.addKey(-1, bytes("x")));
      assertThrows(IllegalArgumentException.class, () -> transaction.addKey(65_536, bytes("x")));
      transaction.commit(false);
    }
    try (Snapshot snapshot = store.snapshot()) {
      assertEquals(6, snapshot.keyLimit());
      assertArrayEquals(bytes("zero"), snapshot.key(0));
      assertNull(snapshot.key(1));
      assertArrayEquals(bytes("five"), snapshot.key(5));
      assertNull(snapshot.key(6));
      assertNull(snapshot.key(-1));
    }
  }

  @Test
  void metaValuesAreReplacedAndRemoved() {
    try (Transaction transaction = store.begin()) {
      transaction.putMeta("b", bytes("1"));
      transaction.putMeta("a", bytes(""));
      transaction.putMeta("b", bytes("2"));
      transaction.putMeta("c", bytes("3"));
      assertTrue(transaction.removeMeta("c"));
      assertFalse(transaction.removeMeta("c"));
      transaction.commit(false);
    }
    try (Snapshot snapshot = store.snapshot()) {
      assertEquals(List.of("a", "b"), snapshot.metaKeys());
      assertArrayEquals(bytes("2"), snapshot.meta("b"));
      assertArrayEquals(bytes(""), snapshot.meta("a"));
    }
  }

  @Test
  void transactionMayMoveToAnotherThread() throws InterruptedException {
    int a = createCollection("a");
    Transaction transaction = store.begin();
    Thread other =
        new Thread(
            () -> {
              append(transaction, a, "x");
              transaction.commit(false);
              transaction.close();
            });
    other.start();
    other.join();
    assertEquals(0, info("a").nextId() - 1);
    store.begin().close();
  }

  @Test
  void storedBytesAreCopied() {
    int a = createCollection("a");
    byte[] record = bytes("record");
    byte[] value = bytes("value");
    byte[] name = bytes("name");
    try (Transaction transaction = store.begin()) {
      transaction.append(a, record, 0, record.length);
      transaction.putMeta("m", value);
      transaction.addKey(0, name);
      record[0] = 0;
      value[0] = 0;
      name[0] = 0;
      transaction.commit(false);
    }
    assertEquals("record", read(a, 0));
    try (Snapshot snapshot = store.snapshot()) {
      assertArrayEquals(bytes("value"), snapshot.meta("m"));
      assertArrayEquals(bytes("name"), snapshot.key(0));
    }
  }

  @Test
  void largeRecordsAreStored() {
    int a = createCollection("a");
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    byte[] large = new byte[17 << 20];
    random.nextBytes(large);
    try (Transaction transaction = store.begin()) {
      transaction.append(a, large, 0, large.length);
      append(transaction, a, "small");
      RecordView view = new RecordView();
      assertTrue(transaction.read(a, 0, view));
      assertEquals(large.length, view.length());
      transaction.commit(true);
    }
    try (Snapshot snapshot = store.snapshot()) {
      RecordView view = new RecordView();
      assertTrue(snapshot.read(a, 0, view));
      assertArrayEquals(large, view.toBytes());
      assertEquals("small", read(snapshot, a, 1));
    }
  }

  @Test
  void infoCountsRecords() {
    int a = createCollection("a");
    append(a, "xxxx");
    append(a, "yyyy");
    erase(a, 0);
    StoreInfo info = store.info();
    assertEquals(1, info.collections());
    assertEquals(1, info.records());
    assertTrue(info.liveBytes() >= 4);
    assertEquals(4, info.commits());
  }

  @Test
  void copiesAndCompactionHoldTheSame() {
    int a = createCollection("a");
    try (Transaction transaction = store.begin()) {
      for (int i = 0; i < 100; i++) {
        append(transaction, a, "record " + i);
      }
      transaction.dropCollection(transaction.createCollection("gone"));
      transaction.createCollection("b", 12_345);
      transaction.skipIds(a, 1_000);
      transaction.addKey(3, bytes("key"));
      transaction.putMeta("m", bytes("v"));
      transaction.commit(false);
    }
    erase(a, 0, 50, 99);
    String before = content();
    store.compact(Progress.NONE);
    assertEquals(before, content());
    assertEquals(List.of(), store.verify(Progress.NONE).damages());
    Path copy = directory.resolve("copy");
    store.backup(copy, Progress.NONE);
    append(a, "not in the copy");
    try (Store other = LogStore.open(Vfs.local(), copy, LogOptions.defaults());
        Snapshot snapshot = other.snapshot()) {
      assertEquals(before, StoreText.of(snapshot));
      assertEquals(12_345, info(snapshot, "b").createdMillis());
    }
    SonatinaException e =
        assertThrows(SonatinaException.class, () -> store.backup(copy, Progress.NONE));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
  }

  private String content() {
    try (Snapshot snapshot = store.snapshot()) {
      return StoreText.of(snapshot);
    }
  }
}
