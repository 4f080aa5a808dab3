package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Filters answer the same with columns and without, with one thread and with several, for every
 * operator and every pair of types. Prints how many pairs of a record and a predicate it compared;
 * {@code -Dtest.profile=long} compares twenty times as many.
 */
class FilterPlanPropertyTest {

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
          "9007199254740991",
          "9007199254740992",
          "9007199254740993",
          "-9007199254740993",
          "9007199254740992.0",
          "9007199254740994.0",
          "9223372036854775806",
          "9223372036854775807",
          "9223372036854775808",
          "9223372036854775807.0",
          "-9223372036854775807",
          "-9223372036854775808",
          "-9223372036854775809.0",
          "18446744073709551615",
          "0.1",
          "1e-300",
          "-1e300",
          "-0.0",
          "0.5",
          "-0.5",
          "7.5",
          "7.0",
          "1e300",
          "\"\"",
          "\"0\"",
          "\"7\"",
          "\"10\"",
          "\"abc\"",
          "\"false\"",
          "\"7.5\"",
          "\"07\"",
          "\"7 \"",
          "\"7x\"",
          "\"-1\"",
          "\"1e3\"",
          "\"0x7\"",
          "\"true\"",
          "\"null\"",
          "\"9223372036854775807\"",
          "\"9007199254740993\"",
          "\"\u00e9\"",
          "[]",
          "{}",
          "[7]",
          "[\"abc\",1]",
          "{\"b\":7}",
          "{\"b\":\"abc\"}",
          "{\"b\":{\"b\":7}}",
          "[[7]]",
          "[null]",
          "{\"7\":1}");

  private static final List<String> CONSTANTS =
      List.of(
          "null",
          "true",
          "FALSE",
          "0",
          "1",
          "7",
          "-1",
          "0x7",
          "07",
          "9007199254740991",
          "9007199254740992",
          "9007199254740993",
          "-9007199254740993",
          "9007199254740992.0",
          "9223372036854775806",
          "9223372036854775807",
          "9223372036854775808",
          "9223372036854775807.0",
          "-9223372036854775807",
          "-9223372036854775808",
          "0.0",
          "-0.0",
          "0.1",
          "1000",
          "-1e300",
          "0.5",
          "7.0",
          "7.5",
          "-0.5",
          "1e300",
          "\"\"",
          "'0'",
          "'7'",
          "\"10\"",
          "'abc'",
          "'false'",
          "'7.5'",
          "'07'",
          "'7x'",
          "'1e3'",
          "'true'",
          "'9223372036854775807'",
          "'9007199254740993'",
          "$seven",
          "$half",
          "$big",
          "$nothing",
          "$yes",
          "$text",
          "$list",
          "$r.b",
          "[7]",
          "unknown");

  private static final List<String> PATHS =
      List.of(
          "$r.a",
          "$r.b",
          "$r.a.b",
          "$r.a.b.b",
          "$r.a[0][0]",
          "$r['a']",
          "$r[\"b\"]",
          "$r.a[0]",
          "$r.a['b']",
          "$r.__id",
          "$r.none",
          "$r.a[7]",
          "$r.a['7']",
          "strlen($r.a)",
          "count($r.a)",
          "$r.a + 0",
          "$r");

  private static final List<String> OPERATORS =
      List.of("<", "<=", ">", ">=", "==", "!=", "<>", "===", "!==");

  private static final int ROUNDS =
      "long".equals(System.getProperty("sonatina.profile")) ? 2000 : 100;

  /** How filters may be carried out, beside the plain way. */
  private static final List<OpenOptions> PLANS =
      List.of(
          OpenOptions.defaults().withScanThreads(1).withEagerPlans(true),
          OpenOptions.defaults().withScanThreads(3).withColumns(false).withEagerPlans(true),
          OpenOptions.defaults().withScanThreads(2).withEagerPlans(true),
          OpenOptions.defaults().withScanThreads(2));

  private static final AtomicLong PAIRS = new AtomicLong();
  private static final AtomicLong PLANNED = new AtomicLong();

  @AfterContainer
  @SuppressWarnings("SystemOut") // The figures belong on the console.
  static void tell() {
    System.out.printf(
        "%d pairs of a record and a predicate compared in %d plans; %d filters used columns%n",
        PAIRS.get(), PLANS.size(), PLANNED.get());
    assertTrue(PAIRS.get() >= 100_000);
    assertTrue(PLANNED.get() >= 200);
  }

  @Property(tries = 6, seed = "6")
  void plansNeverChangeAnAnswer(@ForAll long seed) {
    Random random = new Random(seed);
    List<Database> databases = new ArrayList<>();
    try {
      databases.add(
          Sonatina.inMemory(OpenOptions.defaults().withColumns(false).withScanThreads(1)));
      PLANS.forEach(options -> databases.add(Sonatina.inMemory(options)));
      List<Collection> collections =
          databases.stream().map(database -> database.createCollection("c")).toList();
      store(collections, random, 200 + random.nextInt(200));
      for (int round = 0; round < ROUNDS; round++) {
        compare(collections, "function($r) { return " + predicate(random, 3) + "; }");
        if (random.nextInt(4) == 0) {
          change(collections, random);
        }
      }
    } finally {
      databases.forEach(Database::close);
    }
  }

  private static void compare(List<Collection> collections, String function) {
    Collection plain = collections.get(0);
    List<Long> expected = ids(plain, function);
    PAIRS.addAndGet(plain.size());
    for (int i = 1; i < collections.size(); i++) {
      assertEquals(expected, ids(collections.get(i), function), () -> function);
    }
  }

  private static void store(List<Collection> collections, Random random, int count) {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record(random));
    }
    collections.forEach(collection -> collection.storeAll(records));
  }

  private static void change(List<Collection> collections, Random random) {
    long id = random.nextLong(collections.get(0).lastId().orElse(0) + 1);
    String replacement = record(random);
    boolean isErased = random.nextInt(3) == 0;
    for (Collection collection : collections) {
      if (!isErased) {
        collection.updateAll(new long[] {id}, List.of(replacement));
      } else if (collection.fetch(id).isPresent()) {
        collection.erase(id);
      }
    }
    store(collections, random, random.nextInt(3));
  }

  private static String record(Random random) {
    String a = any(VALUES, random);
    String b = any(VALUES, random);
    return switch (random.nextInt(6)) {
      case 0 -> "{}";
      case 1 -> "{\"a\":" + a + "}";
      case 2 -> "{\"b\":" + random.nextInt(9) + "}";
      case 3 -> a.startsWith("[") ? "7" : a;
      default -> "{\"b\":" + b + ",\"a\":" + a + "}";
    };
  }

  private static String predicate(Random random, int depth) {
    int form = depth == 0 ? 3 : random.nextInt(6);
    if (form < 2) {
      String operator = form == 0 ? " && " : " || ";
      return "(" + predicate(random, depth - 1) + operator + predicate(random, depth - 1) + ")";
    }
    if (form == 2) {
      return "!(" + predicate(random, depth - 1) + ")";
    }
    String path = any(PATHS, random);
    return switch (random.nextInt(6)) {
      case 0 -> path;
      case 1 -> "!" + path;
      case 2 -> any(CONSTANTS, random) + " " + any(OPERATORS, random) + " " + path;
      default -> path + " " + any(OPERATORS, random) + " " + any(CONSTANTS, random);
    };
  }

  private static String any(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }

  private static List<Long> ids(Collection collection, String function) {
    FilterRequest request =
        FilterRequest.of(function)
            .argument("seven", "7")
            .argument("half", "0.5")
            .argument("big", "9007199254740993")
            .argument("nothing", "null")
            .argument("yes", "true")
            .argument("text", "\"abc\"")
            .argument("list", "[7]");
    List<Long> ids = new ArrayList<>();
    try (Records records = collection.filter(request)) {
      records.forEach(record -> ids.add(record.id()));
      PLANNED.addAndGet(records.explanation().columns().isEmpty() ? 0 : 1);
    }
    return ids;
  }
}
