package dev.sonatina.engine.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.query.column.CollectionColumns;
import dev.sonatina.engine.storage.memory.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which columns a filter uses, in which order, and what happens when they go. */
class ColumnChoiceTest {

  private static final int COUNT = 20_000;

  private final EmbeddedDatabase database =
      new EmbeddedDatabase(
          new MemoryStore(Clock.systemUTC(), Duration.ofSeconds(1)),
          OpenOptions.defaults().withScanThreads(1));
  private final Collection collection = database.createCollection("c");

  /** Half of the records are common, one in a thousand is rare, and in between there is some. */
  ColumnChoiceTest() {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      records.add(record(i % 2, i % 30, i % 1_000));
    }
    collection.storeAll(records);
  }

  private static String record(int common, int some, int rare) {
    return "{\"common\":" + common + ",\"some\":\"v" + some + "\",\"rare\":" + rare + "}";
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "$r.common == 1 && $r.rare == 7 && $r.some == 'v7'; rare,some,common",
        "$r.rare == 7 && $r.some == 'v7' && $r.common == 1; rare,some,common",
        "$r.some == 'v7' && $r.rare < 900; some,rare",
        "$r.rare < 900 && $r.some == 'v7'; some,rare",
        "$r.common == 1 && ($r.rare == 7 || $r.some == 'v9'); rare,some,common",
        "$r.rare != 7 && $r.common == 1; common,rare"
      })
  void theColumnThatLeavesTheFewestRowsIsLookedAtFirst(String condition, String columns) {
    FilterRequest request = request(condition);
    Explanation first = collection.explain(request);
    assertEquals(List.of(), first.columns());
    Explanation second = collection.explain(request);
    assertEquals(List.of(columns.split(",", -1)), second.columns());
    assertEquals(first.recordsReturned(), second.recordsReturned());
    assertEquals(second.recordsReturned(), second.recordsExamined());
  }

  @Test
  void aFilterGoesOnWithColumnsThatHaveBeenDropped() {
    FilterRequest request = request("$r.rare == 7");
    collection.explain(request);
    List<Long> expected = LongStream.range(0, 20).mapToObj(i -> i * 1_000 + 7).toList();
    try (Records records = collection.filter(request)) {
      assertEquals(List.of("rare"), records.explanation().columns());
      Iterator<Record> iterator = records.iterator();
      List<Long> found = new ArrayList<>();
      while (found.size() < 3) {
        found.add(iterator.next().id());
      }
      columns().drop();
      // Later changes are none of this filter's business, with columns or without.
      collection.update(expected.get(5), record(0, 0, 8));
      collection.update(8, record(0, 0, 7));
      iterator.forEachRemaining(record -> found.add(record.id()));
      assertEquals(expected, found);
    }
  }

  @Test
  void droppedColumnsComeBackWithTheNextUseAndKnowWhatChangedMeanwhile() {
    FilterRequest request = request("$r.rare == 7");
    collection.explain(request);
    collection.explain(request);
    assertTrue(columns().memoryBytes() > COUNT);
    columns().drop();
    assertEquals(0, columns().memoryBytes());
    assertEquals(List.of(), columns().paths());
    collection.update(7, record(0, 0, 8));
    collection.update(8, record(0, 0, 7));
    collection.erase(1_007);
    collection.store(record(0, 0, 7));
    Explanation explanation = collection.explain(request);
    assertEquals(List.of("rare"), explanation.columns());
    assertEquals(20, explanation.recordsReturned());
    assertEquals(20, explanation.recordsExamined());
    assertTrue(columns().memoryBytes() > COUNT);
  }

  private CollectionColumns columns() {
    return database.columns.of(
        database.reading(snapshot -> database.collectionIn(snapshot, "c").number()));
  }

  private static FilterRequest request(String condition) {
    return FilterRequest.of("function($r) { return " + condition + "; }");
  }
}
