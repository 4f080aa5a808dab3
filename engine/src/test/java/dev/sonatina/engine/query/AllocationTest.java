package dev.sonatina.engine.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.OpenOptions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What filters and scripts ask memory for, by the count that the JVM keeps for the thread. */
class AllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MEMBERS = 120;

  private final Database database =
      Sonatina.inMemory(OpenOptions.defaults().withScanThreads(1).withColumns(false));

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$r.rid == 3 && $r.step >= 1000",
        "$r.name == 'someone else'",
        "$r.name > 'zzz' || $r.none === 1",
        "!($r.rid < 1000)",
        "$r.window.entries[1].fid > 1000 && $r.rid",
        "substr_count($r.name, 'meb') > 1 || $r.window.entries[0].fid == 7",
        "$r.ratio > 7.5 || $r.ratio <= -1",
        "$r.flag == false || $r.nothing != NULL"
      })
  void recordsThatDoNotMatchTakeNoMemory(String condition) {
    Collection few = fill("few", 500);
    Collection many = fill("many", 4_500);
    FilterRequest request = FilterRequest.of("function($r) { return " + condition + "; }");
    long forFew = Long.MAX_VALUE;
    long forMany = Long.MAX_VALUE;
    for (int run = 0; run < 5; run++) {
      forFew = Math.min(forFew, allocated(() -> assertSelectsNothing(few, request)));
      forMany = Math.min(forMany, allocated(() -> assertSelectsNothing(many, request)));
    }
    assertTrue(
        forMany - forFew < 4_000, forFew + " bytes for 500 records, " + forMany + " for 4,500");
  }

  private static void assertSelectsNothing(Collection collection, FilterRequest request) {
    assertEquals(0, collection.explain(request).recordsReturned());
  }

  @Test
  void aLoopOverRecordsDecodesNothingButWhatItLooksAt() {
    fill("c", 1_000);
    long reading =
        bytesPerRecord("while (($r = db_fetch('c')) != NULL) { $sum += $r.rid; } return $sum;");
    long callback =
        bytesPerRecord("db_fetch_all('c', function($r) { return $r.window.entries[1].fid > 9; });");
    long changing =
        bytesPerRecord("while (($r = db_fetch('c')) != NULL) { $r.rid = 1; } return $sum;");
    // A copy of the stored bytes and a few objects, against a map entry and a value for each
    // member.
    String figures = reading + " read, " + callback + " in a callback, " + changing + " changed";
    assertTrue(reading < 6 * MEMBERS + 1_500, figures);
    assertTrue(callback < 6 * MEMBERS + 1_500, figures);
    assertTrue(changing > 40 * MEMBERS, figures);
  }

  private long bytesPerRecord(String script) {
    long least = Long.MAX_VALUE;
    for (int run = 0; run < 4; run++) {
      least = Math.min(least, allocated(() -> database.execute(script)));
    }
    return least / 1_000;
  }

  private static long allocated(Runnable action) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    action.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private Collection fill(String name, int count) {
    List<String> records = new ArrayList<>();
    StringBuilder others = new StringBuilder();
    for (int i = 0; i < MEMBERS; i++) {
      others.append(",\"m").append(i).append("\":").append(i % 50);
    }
    for (int i = 0; i < count; i++) {
      records.add(
          "{\"rid\":"
              + i % 8
              + ",\"step\":"
              + i / 100
              + ",\"name\":\"somebody\",\"ratio\":0.25,\"flag\":true,\"nothing\":null,"
              + "\"window\":{\"entries\":[{\"fid\":1},{\"fid\":2}]}"
              + others
              + "}");
    }
    Collection collection = database.createCollection(name);
    collection.storeAll(records);
    return collection;
  }
}
