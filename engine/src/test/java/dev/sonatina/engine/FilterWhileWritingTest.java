package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Record;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Filters with columns see one moment while others write: each transaction moves a mark from one
 * record to another, so that every moment has the same number of marked records.
 */
class FilterWhileWritingTest {

  private static final int RECORDS = 6_000;
  private static final int MARKED = 500;
  private static final int MOVES = 1_500;

  @Test
  void everyAnswerBelongsToOneMomentInMemory() throws Exception {
    try (Database database = Sonatina.inMemory()) {
      run(database);
    }
  }

  @Test
  void everyAnswerBelongsToOneMomentOnFiles(@TempDir Path directory) throws Exception {
    try (Database database = Sonatina.open(directory, OpenOptions.defaults())) {
      run(database);
    }
  }

  private static void run(Database database) throws Exception {
    Collection collection = database.createCollection("c");
    List<String> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(record(i < MARKED ? 1 : 0));
    }
    collection.storeAll(records);
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> writing = writer.submit(() -> moveMarks(collection));
      int rounds = 0;
      while (!writing.isDone() || rounds < 3) {
        assertEquals(MARKED, marked(collection));
        rounds++;
      }
      writing.get(1, TimeUnit.MINUTES);
      assertEquals(MARKED, marked(collection));
    } finally {
      writer.shutdownNow();
    }
  }

  private static int marked(Collection collection) {
    int count = 0;
    for (Record record : collection.filter("function($r) { return $r.mark == 1; }")) {
      assertEquals("{\"mark\":1,\"__id\":" + record.id() + "}", record.json());
      count++;
    }
    return count;
  }

  private static void moveMarks(Collection collection) {
    Random random = new Random(7);
    long[] marked = new long[MARKED];
    long[] plain = new long[RECORDS - MARKED];
    for (int i = 0; i < RECORDS; i++) {
      if (i < MARKED) {
        marked[i] = i;
      } else {
        plain[i - MARKED] = i;
      }
    }
    for (int i = 0; i < MOVES; i++) {
      int from = random.nextInt(marked.length);
      int to = random.nextInt(plain.length);
      collection.updateAll(new long[] {marked[from], plain[to]}, List.of(record(0), record(1)));
      long moved = marked[from];
      marked[from] = plain[to];
      plain[to] = moved;
      if (i % 10 == 0) {
        collection.store(record(0));
      }
    }
  }

  private static String record(int mark) {
    return "{\"mark\":" + mark + "}";
  }
}
