package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.SonatinaException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What databases keep on the heap is refused from a limit on, and what was refused is not there.
 */
class HeapBudgetTest {

  private static final String RECORD = "{\"s\":\"" + "x".repeat(10_000) + "\"}";

  private final HeapBudget budget = new HeapBudget(1_000_000);
  private final OpenOptions options = OpenOptions.defaults().withHeapBudget(budget);

  private static void assertFull(Runnable write) {
    SonatinaException e = assertThrows(SonatinaException.class, write::run);
    assertEquals(ErrorCode.MEMORY_FULL, e.code());
  }

  /** Stores records until one is refused, and says how many there are then. */
  private static long fill(Collection collection) {
    assertFull(
        () -> {
          for (int i = 0; i < 1_000; i++) {
            collection.store(RECORD);
          }
        });
    return collection.size();
  }

  @Test
  void theLastByteIsGivenAndNoneMore() {
    HeapBudget.Share one = budget.share();
    HeapBudget.Share other = budget.share();
    one.change(600_000);
    other.change(400_000);
    assertFull(() -> one.change(1));
    assertEquals(1_000_000, budget.taken());
    other.change(-1);
    one.change(1);
    one.change(-2_000_000);
    assertEquals(399_999, budget.taken());
    other.close();
    other.change(5);
    assertEquals(0, budget.taken());
  }

  @Test
  void whatGrowsMeanwhileIsPaidByAllWhoWait() {
    HeapBudget.Share share = budget.share();
    List<String> told = new ArrayList<>();
    budget.paidBy(
        bytes -> told.add("outer " + bytes),
        () -> {
          share.change(5);
          return budget.paidBy(
              bytes -> told.add("inner " + bytes),
              () -> {
                share.change(7);
                return 0;
              });
        });
    share.change(9);
    assertEquals(List.of("outer 5", "inner 7", "outer 7"), told);
  }

  @Test
  void nothingGrowsThatThePayerRefuses() {
    HeapBudget.Share share = budget.share();
    assertThrows(
        IllegalStateException.class,
        () ->
            budget.paidBy(
                bytes -> {
                  throw new IllegalStateException();
                },
                () -> {
                  share.change(5);
                  return 0;
                }));
    assertEquals(0, budget.taken());
  }

  @Test
  void recordsInMemoryAreRefusedWholeUntilOthersAreGone() {
    try (Database database = Sonatina.inMemory(options);
        Database another = Sonatina.inMemory(options)) {
      Collection collection = database.createCollection("c");
      long count = fill(collection);
      assertTrue(count > 80 && count < 100, () -> count + " records");
      assertFull(() -> another.createCollection("d").store(RECORD));
      assertFull(() -> collection.storeAll(List.of("{}", RECORD), Durability.COMMITTED));
      assertFull(() -> collection.update(0, "{\"s\":\"" + "x".repeat(20_000) + "\"}"));
      assertEquals(count, collection.size());
      assertEquals(
          RECORD.length() + ",\"__id\":0".length(), collection.fetch(0).orElseThrow().length());
      collection.erase(0);
      collection.store(RECORD);
      database.dropCollection("c");
      another.collection("d").store(RECORD);
    }
    assertEquals(0, budget.taken());
  }

  @Test
  void namesCountAlsoWhereRecordsAreInFiles(@TempDir Path directory) {
    try (Database database = Sonatina.open(directory.resolve("d"), options)) {
      Collection collection = database.createCollection("c");
      for (int i = 0; i < 200; i++) {
        collection.store(RECORD);
      }
      assertFull(
          () -> {
            for (int i = 0; i < 1_000; i++) {
              database.createCollection("n".repeat(60_000) + i);
            }
          });
      assertEquals(200, collection.size());
    }
  }

  /** A script that commits by itself is told, and the transaction does not count. */
  @Test
  void scriptsAreRefusedToo() {
    try (Database database = Sonatina.inMemory(options)) {
      database.createCollection("c").store("{}");
      String fill =
          "for($i = 0; $i < 1000; $i++) { $r = {s: str_repeat('x', 10000)}; db_store('c', $r); }";
      assertFull(() -> database.execute("db_begin(); " + fill + " db_commit();"));
      assertEquals(1, database.collection("c").size());
      assertFull(() -> database.execute(fill));
      assertTrue(database.collection("c").size() > 80);
    }
  }
}
