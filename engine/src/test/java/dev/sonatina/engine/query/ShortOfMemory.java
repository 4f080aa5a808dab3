package dev.sonatina.engine.query;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.query.column.CollectionColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A program that takes all memory there is after a filter has got its columns, for {@link
 * ColumnsUnderPressureTest}. Prints a line for each of its steps.
 */
final class ShortOfMemory {

  private static final int COUNT = 40_000;
  private static final int PIECE_BYTES = 1 << 20;
  private static final FilterRequest REQUEST =
      FilterRequest.of("function($r) { return $r.n == 7 && $r.s == 's7'; }");

  private ShortOfMemory() {}

  @SuppressWarnings("SystemOut") // That is how a program speaks.
  public static void main(String[] arguments) {
    OpenOptions options = OpenOptions.defaults().withScanThreads(2);
    try (EmbeddedDatabase database =
        (EmbeddedDatabase) Sonatina.open(Path.of(arguments[0]), options)) {
      Collection collection = database.createCollection("c");
      collection.storeAll(
          IntStream.range(0, COUNT).mapToObj(i -> record(i % 1_000)).toArray(String[]::new));
      collection.explain(REQUEST);
      System.out.println("columns " + collection.explain(REQUEST).columns());
      CollectionColumns columns =
          database.columns.of(
              database.reading(snapshot -> database.collectionIn(snapshot, "c").number()));
      System.out.println("in memory " + (columns.memoryBytes() > COUNT));
      // Whoever holds on to a filter keeps its columns, which must be let go with it.
      System.out.println("taken " + (takeEverything() > 0));
      System.out.println("in memory " + (columns.memoryBytes() > 0));
      collection.update(7, record(8));
      collection.update(8, record(7));
      collection.erase(1_007);
      collection.store(record(7));
      List<Long> expected = new ArrayList<>(List.of(8L));
      IntStream.range(2, COUNT / 1_000).forEach(i -> expected.add(i * 1_000L + 7));
      expected.add((long) COUNT);
      System.out.println("exact " + expected.equals(found(collection)));
      Explanation explanation = collection.explain(REQUEST);
      System.out.println("columns " + explanation.columns());
      System.out.println("exact " + expected.equals(found(collection)));
    }
  }

  private static List<Long> found(Collection collection) {
    List<Long> ids = new ArrayList<>();
    try (Records records = collection.filter(REQUEST)) {
      records.forEach(record -> ids.add(record.id()));
    }
    return ids;
  }

  /** Takes memory until there is none, lets it go, and answers how many pieces there were. */
  private static int takeEverything() {
    List<byte[]> taken = new ArrayList<>();
    try {
      while (true) {
        taken.add(new byte[PIECE_BYTES]);
      }
    } catch (OutOfMemoryError e) {
      return taken.size();
    }
  }

  private static String record(int number) {
    return "{\"n\":" + number + ",\"s\":\"s" + number + "\"}";
  }
}
