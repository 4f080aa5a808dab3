package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Filters answer the same with columns and without, with one thread and with several, for every
 * operator and every pair of types: some 150,000 pairs of a record and a predicate.
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
          "9007199254740993",
          "9223372036854775807",
          "-9223372036854775808",
          "18446744073709551615",
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
          "[]",
          "{}",
          "[7]",
          "[\"abc\",1]",
          "{\"b\":7}",
          "{\"b\":\"abc\"}",
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
          "9007199254740993",
          "9223372036854775807",
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
          "$seven",
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

  @Property(tries = 6, seed = "6")
  void plansNeverChangeAnAnswer(@ForAll long seed) {
    Random random = new Random(seed);
    OpenOptions plain = OpenOptions.defaults().withColumns(false).withScanThreads(1);
    OpenOptions planned = OpenOptions.defaults().withColumns(true).withScanThreads(2);
    try (Database expected = Sonatina.inMemory(plain);
        Database actual = Sonatina.inMemory(planned)) {
      List<Collection> collections =
          List.of(expected.createCollection("c"), actual.createCollection("c"));
      store(collections, random, 200 + random.nextInt(200));
      for (int round = 0; round < 100; round++) {
        String function = "function($r) { return " + predicate(random, 3) + "; }";
        assertEquals(
            ids(collections.get(0), function), ids(collections.get(1), function), function);
        if (random.nextInt(4) == 0) {
          change(collections, random);
        }
      }
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
            .argument("text", "\"abc\"")
            .argument("list", "[7]");
    List<Long> ids = new ArrayList<>();
    for (Record record : collection.filter(request)) {
      ids.add(record.id());
    }
    return ids;
  }
}
