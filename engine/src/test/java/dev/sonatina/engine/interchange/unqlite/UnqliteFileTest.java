package dev.sonatina.engine.interchange.unqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.jx9.value.StringValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UnqliteFileTest {

  private static final int PAGE = UnqliteFormat.PAGE_SIZE_DEFAULT;

  /** Header, store header, an overflow page, another one, the bucket. */
  private final byte[] database =
      Databases.ofTexts("c", "a", "b".repeat(3_000), "d", "e".repeat(3_000));

  private static final int BUCKET = 4 * PAGE;

  @Test
  void rangesOfIdsAreRead() {
    try (UnqliteFile file = Databases.open(database)) {
      UnqliteCollection collection = file.collection("c");
      assertNotNull(collection);
      assertEquals(List.of(1L, 2L), ids(file.records(collection, 1, 3)));
      assertEquals(List.of(3L), ids(file.records(collection, 3, Long.MAX_VALUE)));
      assertEquals(List.of(), ids(file.records(collection, 3, 3)));
      assertEquals(List.of(0L), ids(file.records(collection, -5, 1)));
      assertTrue(file.record(collection, 2).next());
      assertFalse(file.record(collection, 4).next());
    }
  }

  @Test
  void anIndexThatHoldsFewRecordsIsLoadedAgainAndAgain() {
    String[] texts = new String[200];
    Arrays.fill(texts, "t");
    try (Pager pager = pager(Databases.ofTexts("c", texts))) {
      HashStore store = new HashStore(pager);
      UnqliteCollection collection =
          new UnqliteCollection(StringValue.of("c"), 200, 200, 0, StringValue.EMPTY);
      RecordIndex index = new RecordIndex(store, List.of(collection), false, 16);
      List<Long> ids = new ArrayList<>();
      long to = RecordIndex.number(1, 0);
      for (long from = 0; from < to; ) {
        RecordWindow window = index.load(from, to);
        assertTrue(window.size() <= 16);
        for (int i = 0; i < window.size(); i++) {
          ids.add(RecordIndex.idOf(window.number(i)));
        }
        from = window.to();
      }
      assertEquals(200, ids.size());
      for (int id = 0; id < 200; id++) {
        assertEquals(id, ids.get(id));
      }
    }
  }

  @Test
  void everyKeyIsFound() {
    try (Pager pager = pager(database)) {
      HashStore store = new HashStore(pager);
      Cell cell = new Cell();
      store.walk(
          (found, key) -> {
            assertTrue(store.find(key.bytes(), key.length(), cell));
            assertEquals(found.offset(), cell.offset());
          },
          false);
      assertFalse(store.find(new byte[] {'x'}, 1, cell));
    }
  }

  @Test
  void keysOfNobodyAreHandedOut() {
    MemoryFile db = new MemoryFile("db");
    try (UnqliteWriter writer = Databases.writer(db, PAGE)) {
      Databases.addText(writer, "nobody", 3, "x");
      Databases.addText(writer, "c", 0, "x");
      Databases.addText(writer, "c", 5, "beyond");
      Databases.addCollection(writer, "c", 2, 1);
      writer.finish();
    }
    List<String> keys = new ArrayList<>();
    try (UnqliteFile file = Databases.open(db.toBytes())) {
      file.otherKeys((key, data) -> keys.add(StringValue.of(key).toString()));
    }
    keys.sort(null);
    assertEquals(List.of("c_5", "nobody_3"), keys);
  }

  @Test
  void aFileOfNoBytesIsADatabaseOfNothing() {
    try (UnqliteFile file = Databases.open(new byte[0])) {
      assertTrue(file.isEmpty());
      assertEquals(List.of(), file.collections());
      assertEquals(0, file.freePageCount());
    }
  }

  @Test
  void damageIsNamedByPageAndOffset() {
    assertDamage("page 0, offset 0:", bytes -> bytes[3]++);
    assertDamage("page 0, offset 19: page size 5", bytes -> BigEndian.put32(bytes, 19, 5));
    assertDamage("page 1, offset 0:", bytes -> bytes[PAGE]++);
    assertDamage("page 1, offset 4:", bytes -> bytes[PAGE + 4]++);
    assertDamage("page 1, offset 16: split 9", bytes -> bytes[PAGE + 23] = 9);
    assertDamage("page 1, offset 24: 3 buckets", bytes -> bytes[PAGE + 31] = 3);
    assertDamage("page 1, offset 32: map continues in page 77", b -> b[PAGE + 39] = 77);
    assertDamage("page 1, offset 40: 511 map entries", b -> BigEndian.put32(b, PAGE + 40, 511));
    assertDamage("page 1, offset 52: bucket 0 in page 99", bytes -> bytes[PAGE + 59] = 99);
    assertDamage("page 4, offset 0: next cell at 7", bytes -> BigEndian.put16(bytes, BUCKET, 7));
    assertDamage("page 4, offset 4: slave page 4, ", bytes -> bytes[BUCKET + 11] = 4);
    assertDamage("page 4, offset 12: the hash is not", bytes -> bytes[BUCKET + 12]++);
    assertDamage("page 4, offset 16: key of ", bytes -> bytes[BUCKET + 12 + 4] = 1);
    assertDamage("page 4, offset 20: data of ", bytes -> bytes[BUCKET + 12 + 8] = 1);
    assertDamage("page 4, offset 28: next cell at 12, in", b -> loop(b));
  }

  @Test
  void theSameKeyTwiceIsDamage() {
    byte[] bytes = database.clone();
    int second = overflowCell(bytes, 3);
    int first = overflowCell(bytes, 2);
    System.arraycopy(bytes, first, bytes, second, Cell.NEXT_AT);
    System.arraycopy(bytes, first + Cell.OVERFLOW_AT, bytes, second + Cell.OVERFLOW_AT, 8);
    assertDamageWhenRead("page 4, offset " + (second - BUCKET) + ": a key that was there", bytes);
  }

  @Test
  void aPageInTwoRecordsIsDamageWhenTheSecondIsRead() {
    byte[] bytes = Databases.ofTexts("c", "b".repeat(6_000), "e".repeat(6_000));
    BigEndian.put64(bytes, 4 * PAGE, 3);
    assertDamageWhenRead("page 4, offset 0: payload continues in page 3", bytes);
  }

  @Test
  void salvageFindsWhatADamagedMapHides() {
    byte[] bytes = database.clone();
    BigEndian.put32(bytes, PAGE + BucketMap.FIRST_COUNT_AT, 0);
    try (UnqliteFile strict = Databases.open(bytes)) {
      assertEquals(0, strict.keyCount());
    }
    try (UnqliteFile file = Databases.open(bytes, UnqliteFile.Reading.SALVAGE)) {
      assertEquals(4, Databases.contents(file).size());
      assertEquals(List.of("c"), Databases.names(file));
    }
  }

  @Test
  void salvageLeavesOutWhatCannotBeReadAndSaysSo() {
    byte[] bytes = database.clone();
    bytes[2 * PAGE + 18]++; // the key of record 1 in its overflow page
    try (UnqliteFile file = Databases.open(bytes, UnqliteFile.Reading.SALVAGE)) {
      assertEquals(3, Databases.contents(file).size());
      assertEquals(1, file.damageCount());
      assertTrue(file.damages().get(0).contains("page 4, offset "), file.damages().get(0));
    }
  }

  private void assertDamage(String text, Consumer<byte[]> damage) {
    byte[] bytes = database.clone();
    damage.accept(bytes);
    StorageException e = assertThrows(StorageException.class, () -> Databases.open(bytes), text);
    assertEquals(ErrorCode.CORRUPT, e.code());
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("db: " + text), String.valueOf(e.getMessage()));
  }

  private static void assertDamageWhenRead(String text, byte[] bytes) {
    try (UnqliteFile file = Databases.open(bytes)) {
      StorageException e =
          assertThrows(StorageException.class, () -> Databases.contents(file), text);
      assertTrue(
          String.valueOf(e.getMessage()).startsWith("db: " + text), String.valueOf(e.getMessage()));
    }
  }

  /** Links the first cell of the bucket to itself. */
  private static void loop(byte[] bytes) {
    BigEndian.put16(bytes, BUCKET + HashStore.CELLS_AT + Cell.NEXT_AT, HashStore.CELLS_AT);
  }

  /** The position of the cell whose payload starts in this page. */
  private static int overflowCell(byte[] bytes, int page) {
    for (int at = BigEndian.u16(bytes, BUCKET); at != 0; ) {
      if (BigEndian.i64(bytes, BUCKET + at + Cell.OVERFLOW_AT) == page) {
        return BUCKET + at;
      }
      at = BigEndian.u16(bytes, BUCKET + at + Cell.NEXT_AT);
    }
    throw new AssertionError("no cell with page " + page);
  }

  private static List<Long> ids(UnqliteRecords records) {
    List<Long> ids = new ArrayList<>();
    while (records.next()) {
      ids.add(records.id());
    }
    return ids;
  }

  private static Pager pager(byte[] bytes) {
    return Pager.open(new MemoryFile("db", bytes), null, new DamageLog("db", true));
  }
}
