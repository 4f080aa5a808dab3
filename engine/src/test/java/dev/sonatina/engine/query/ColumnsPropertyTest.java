package dev.sonatina.engine.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.query.column.Candidates;
import dev.sonatina.engine.query.column.CollectionColumns;
import dev.sonatina.engine.query.column.Comparator;
import dev.sonatina.engine.query.column.Condition;
import dev.sonatina.engine.query.column.Path;
import dev.sonatina.engine.record.RecordSource;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.memory.MemoryStore;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.Comparison;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a condition selects is a candidate: columns never hide a record, for every operator and
 * every pair of types.
 */
class ColumnsPropertyTest {

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "1",
          "-1",
          "7",
          "10",
          "12",
          "9007199254740993",
          "-9223372036854775808",
          "9223372036854775807",
          "18446744073709551615",
          "0.5",
          "-0.5",
          "7.5",
          "1.0",
          "1e300",
          "-1e300",
          "0.1",
          "\"\"",
          "\"0\"",
          "\"7\"",
          "\"10\"",
          "\"abc\"",
          "\"false\"",
          "\"7.5\"",
          "\"-9223372036854775807\"",
          "[]",
          "{}",
          "[1]",
          "{\"a\":1}",
          "{\"b\":7}",
          "{\"b\":\"x\"}");

  private static final List<Value> CONSTANTS =
      List.of(
          NullValue.NULL,
          BoolValue.TRUE,
          BoolValue.FALSE,
          IntValue.of(0),
          IntValue.of(1),
          IntValue.of(7),
          IntValue.of(-1),
          IntValue.of(Long.MAX_VALUE),
          IntValue.of(Long.MIN_VALUE),
          FloatValue.of(0.5),
          FloatValue.of(7.0),
          FloatValue.of(7.5),
          FloatValue.of(-0.0),
          FloatValue.of(1e300),
          FloatValue.of(9.007199254740992e15),
          FloatValue.of(Double.NaN),
          FloatValue.of(Double.POSITIVE_INFINITY),
          StringValue.of(""),
          StringValue.of("7"),
          StringValue.of("10"),
          StringValue.of("abc"),
          StringValue.of("0"),
          StringValue.of("-9223372036854775807"),
          StringValue.of("7.5"),
          StringValue.of("false"));

  private static final List<Comparator> COMPARATORS = List.of(Comparator.values());

  private static final List<Path> PATHS =
      List.of(Path.of("a"), Path.of("b"), Path.of("a.b"), Path.of("__id"));

  @Property(tries = 8, seed = "5")
  void columnsNeverHideARecord(@ForAll long seed) {
    Random random = new Random(seed);
    try (EmbeddedDatabase database =
        new EmbeddedDatabase(
            new MemoryStore(Clock.systemUTC(), Duration.ofSeconds(1)), OpenOptions.defaults())) {
      Collection collection = database.createCollection("c");
      fill(collection, random, 300);
      for (int round = 0; round < 30; round++) {
        Condition condition = condition(random, 2);
        check(database, condition, round % 4 == 3);
        change(collection, random);
        if (round == 15) {
          fill(collection, random, 4500);
        }
      }
    }
  }

  @Example
  void columnsBeyondTheirMemoryAreNotBuilt() {
    try (EmbeddedDatabase database =
        new EmbeddedDatabase(
            new MemoryStore(Clock.systemUTC(), Duration.ofSeconds(1)), OpenOptions.defaults())) {
      Collection collection = database.createCollection("c");
      fill(collection, new Random(1), 3_000);
      int number = database.reading(snapshot -> database.collectionIn(snapshot, "c").number());
      Condition condition = new Condition.Compare(Path.of("a"), Comparator.EQUAL, IntValue.of(7));
      for (long bytesMax : new long[] {20_000, 1_000_000}) {
        CollectionColumns columns =
            new CollectionColumns(number, database.dictionary, database::snapshot, bytesMax, 1);
        boolean isBuilt = columns.plan(condition, () -> false) != null;
        assertEquals(bytesMax == 1_000_000, isBuilt);
        assertTrue(columns.memoryBytes() <= bytesMax, columns.memoryBytes() + " bytes");
      }
    }
  }

  private static void fill(Collection collection, Random random, int count) {
    String[] records = new String[count];
    for (int i = 0; i < count; i++) {
      records[i] = record(random);
    }
    collection.storeAll(records);
  }

  private static void change(Collection collection, Random random) {
    long limit = collection.lastId().orElse(0) + 1;
    for (int i = random.nextInt(40); i > 0; i--) {
      collection.updateAll(new long[] {random.nextLong(limit)}, List.of(record(random)));
    }
    long id = random.nextLong(limit);
    if (collection.fetch(id).isPresent()) {
      collection.erase(id);
    }
  }

  private static String record(Random random) {
    String a = VALUES.get(random.nextInt(VALUES.size()));
    String b = VALUES.get(random.nextInt(VALUES.size()));
    return switch (random.nextInt(6)) {
      case 0 -> "{}";
      case 1 -> "{\"a\":" + a + "}";
      case 2 -> "{\"b\":" + random.nextInt(5) + "}";
      case 3 -> a.startsWith("[") ? "{}" : a;
      default -> "{\"b\":" + b + ",\"a\":" + a + "}";
    };
  }

  private static Condition condition(Random random, int depth) {
    if (depth > 0 && random.nextBoolean()) {
      Condition left = condition(random, depth - 1);
      Condition right = condition(random, depth - 1);
      return random.nextBoolean() ? Condition.and(left, right) : Condition.or(left, right);
    }
    return new Condition.Compare(
        PATHS.get(random.nextInt(PATHS.size())),
        COMPARATORS.get(random.nextInt(COMPARATORS.size())),
        CONSTANTS.get(random.nextInt(CONSTANTS.size())));
  }

  private static void check(EmbeddedDatabase database, Condition condition, boolean dropsColumns) {
    int number = database.reading(snapshot -> database.collectionIn(snapshot, "c").number());
    CollectionColumns columns = database.columns.of(number);
    columns.plan(condition, () -> false);
    CollectionColumns.Plan plan = columns.plan(condition, () -> false);
    assertNotNull(plan);
    if (dropsColumns) {
      columns.drop();
      assertEquals(0, columns.memoryBytes());
    }
    try (Snapshot snapshot = database.snapshot()) {
      assertTrue(plan.fits(snapshot));
      Candidates candidates = plan.candidates();
      RecordSource source = new RecordSource(database.dictionary);
      RecordView view = new RecordView();
      long next = candidates.next(0, Long.MAX_VALUE);
      for (long id = 0; id < database.collectionIn(snapshot, "c").nextId(); id++) {
        if (id > next) {
          next = candidates.next(id, Long.MAX_VALUE);
        }
        if (id != next && snapshot.read(number, id, view)) {
          source.point(view.buffer(), view.offset(), view.length(), id);
          assertTrue(!holds(condition, source.value()), condition + " hides " + source.value());
        }
      }
    }
  }

  private static boolean holds(Condition condition, Value record) {
    if (condition instanceof Condition.And and) {
      return and.parts().stream().allMatch(part -> holds(part, record));
    }
    if (condition instanceof Condition.Or or) {
      return or.parts().stream().anyMatch(part -> holds(part, record));
    }
    Condition.Compare compare = (Condition.Compare) condition;
    Value value = record;
    for (Path.Step step : compare.path().steps()) {
      @Nullable Value member = value instanceof MapValue map ? map.get(step.name()) : null;
      value = member == null ? NullValue.NULL : member;
    }
    boolean isStrict =
        compare.comparator() == Comparator.IDENTICAL
            || compare.comparator() == Comparator.NOT_IDENTICAL;
    int sign = Comparison.compare(value, compare.constant(), isStrict);
    return switch (compare.comparator()) {
      case LESS -> sign < 0;
      case LESS_OR_EQUAL -> sign <= 0;
      case GREATER -> sign > 0;
      case GREATER_OR_EQUAL -> sign >= 0;
      case EQUAL, IDENTICAL -> sign == 0;
      case NOT_EQUAL, NOT_IDENTICAL -> sign != 0;
    };
  }
}
