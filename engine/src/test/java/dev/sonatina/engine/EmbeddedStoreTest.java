package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.SonatinaException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * The operations of a database and its collections, without scripts, in memory; {@link
 * OpenedStoreTest} runs them on files.
 */
class EmbeddedStoreTest {

  private final Database database = open();
  private final Collection collection = database.createCollection("c");

  /** The database that the tests use. */
  Database open() {
    return Sonatina.inMemory();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void idsCountFromZeroAndStandLast() {
    assertEquals(0, collection.store("{\"a\": 1, \"b\": [1.0, {}]}"));
    assertEquals(1, collection.store("{}"));
    assertEquals(Optional.of("{\"a\":1,\"b\":[1.0,{}],\"__id\":0}"), collection.fetch(0));
    assertEquals(Optional.of("{\"__id\":1}"), collection.fetch(1));
  }

  @Test
  void anIdOfTheRecordsOwnIsOverwrittenInPlace() {
    collection.store("{\"__id\": {\"x\": 7}, \"a\": {\"__id\": 9}}");
    assertEquals(Optional.of("{\"__id\":0,\"a\":{\"__id\":9}}"), collection.fetch(0));
  }

  @Test
  void numbersKeepAllTheirBits() {
    collection.store(
        "[[9007199254740993,18446744073709551615,-9223372036854775808,0.1,1e300,5e-324]]");
    assertEquals(
        Optional.of(
            "[9007199254740993,18446744073709551615,-9223372036854775808,0.1,1e+300,4.9e-324]"),
        collection.fetch(0));
  }

  @Test
  void idsAreNeverUsedTwice() {
    collection.storeAll("{}", "{}");
    collection.eraseAll(0, 1);
    assertEquals(0, collection.size());
    assertEquals(OptionalLong.of(1), collection.lastId());
    assertEquals(2, collection.store("{}"));
  }

  @Test
  void anEmptyCollectionHasSizeZeroAndNoLastId() {
    assertEquals(0, collection.size());
    assertEquals(OptionalLong.empty(), collection.lastId());
    assertEquals(List.of(), collection.all().toList());
  }

  @Test
  void storeAllIsAllOrNothing() {
    SonatinaException refused =
        assertThrows(SonatinaException.class, () -> collection.storeAll("{\"a\":1}", "{\"a\":"));
    assertEquals(ErrorCode.INVALID_RECORD, refused.code());
    assertTrue(refused.serverMessage().startsWith("record 1: "), refused.serverMessage());
    assertEquals(0, collection.size());
  }

  @Test
  void anInvalidRecordIsRefusedWithItsPlace() {
    SonatinaException refused =
        assertThrows(
            SonatinaException.class, () -> collection.store("{\"\u00e9\": 1,\n \"\u00e9\" %}"));
    assertEquals(ErrorCode.INVALID_RECORD, refused.code());
    assertEquals(2, refused.line());
    assertEquals(6, refused.column());
  }

  @Test
  void updateReplacesAndKeepsTheId() {
    collection.storeAll("{\"a\":1}", "{\"a\":2}");
    collection.update(1, "{\"b\":3}");
    assertEquals(
        List.of("{\"a\":1,\"__id\":0}", "{\"b\":3,\"__id\":1}"), collection.all().toList());
    assertCode(ErrorCode.NO_SUCH_RECORD, () -> collection.update(5, "{}"));
    assertTrue(database.errorLog().endsWith("No record to update in collection 'c'\n"));
  }

  @Test
  void updateAllSaysWhichRecordsExisted() {
    collection.storeAll("{\"a\":1}", "{\"a\":2}");
    boolean[] updated =
        collection.updateAll(new long[] {1, 7, 0}, List.of("{\"a\":8}", "{}", "{\"a\":9}"));
    assertArrayEquals(new boolean[] {true, false, true}, updated);
    assertEquals(
        List.of("{\"a\":9,\"__id\":0}", "{\"a\":8,\"__id\":1}"), collection.all().toList());
  }

  @Test
  void eraseAllStopsAtTheFirstMissingRecord() {
    collection.storeAll("{}", "{}", "{}");
    assertCode(ErrorCode.NO_SUCH_RECORD, () -> collection.eraseAll(0, 77, 1));
    assertEquals(List.of("{\"__id\":1}", "{\"__id\":2}"), collection.all().toList());
  }

  @Test
  void fetchAllKeepsTheOrderAskedFor() {
    collection.storeAll("{\"a\":1}", "{\"a\":2}");
    assertEquals(
        List.of(
            Optional.of("{\"a\":2,\"__id\":1}"),
            Optional.empty(),
            Optional.of("{\"a\":1,\"__id\":0}")),
        collection.fetchAll(1, 9, 0));
  }

  @Test
  void allShowsTheMomentOfTheCall() {
    collection.store("{\"a\":1}");
    try (Records records = collection.all()) {
      collection.update(0, "{\"a\":2}");
      collection.store("{\"a\":3}");
      assertEquals(List.of("{\"a\":1,\"__id\":0}"), records.toList());
    }
  }

  @Test
  void recordsCanBeIteratedOnce() {
    Records records = collection.all();
    records.toList();
    assertThrows(IllegalStateException.class, records::iterator);
  }

  @Test
  void anArrayIsTakenApart() {
    assertEquals(0, collection.store("[{\"a\":1,\"__id\":5},7,[8,9]]"));
    assertEquals(List.of("{\"a\":1,\"__id\":0}", "7", "[8,9]"), collection.all().toList());
  }

  @Test
  void collectionsAreCreatedFoundAndDropped() {
    assertCode(ErrorCode.COLLECTION_EXISTS, () -> database.createCollection("c"));
    assertCode(ErrorCode.INVALID_NAME, () -> database.createCollection(""));
    database.createCollection("c_0");
    collection.store("{}");
    assertEquals(List.of("c", "c_0"), database.collectionNames());
    database.dropCollection("c");
    assertFalse(database.hasCollection("c"));
    assertCode(ErrorCode.NO_SUCH_COLLECTION, () -> database.collection("c"));
    assertCode(ErrorCode.NO_SUCH_COLLECTION, () -> database.dropCollection("c"));
    assertCode(ErrorCode.NO_SUCH_COLLECTION, () -> collection.store("{}"));
    database.createCollection("c");
    assertEquals(0, collection.store("{}"));
  }

  @Test
  void aClosedDatabaseSaysSo() {
    database.close();
    database.close();
    assertCode(ErrorCode.CLOSED, () -> collection.store("{}"));
    assertCode(ErrorCode.CLOSED, collection::size);
    assertCode(ErrorCode.CLOSED, database::commit);
  }

  private static void assertCode(ErrorCode code, Executable operation) {
    assertEquals(code, assertThrows(SonatinaException.class, operation).code());
  }
}
