package dev.sonatina.engine.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that look into strings of stored records find there what they find in copies. */
class StoredStringSearchTest {

  private static final String[] RECORDS = {
    "{\"s\":\"\"}",
    "{\"s\":\"a\"}",
    "{\"s\":\"aaaaa\"}",
    "{\"s\":\"xaaxaa\"}",
    "{\"s\":\"xa\"}",
    "{\"s\":\"1:aa:7:aa\"}",
    "{\"s\":\"" + "xa".repeat(5000) + "aa\"}",
    "{\"s\":5511}",
    "{\"s\":[\"aa\"]}",
    "{\"s\":null}",
    "{\"t\":\"aa\"}",
    "{\"s\":\"aa\",\"t\":{\"u\":[\"baab\"]}}"
  };

  @ParameterizedTest
  @ValueSource(strings = {"aa", "a", "x", "xaax", "11", ":7:", "nowhere"})
  void sameAsInACopy(String part) {
    try (Database database = Sonatina.inMemory()) {
      Collection collection = database.createCollection("c");
      collection.storeAll(RECORDS);
      String filter =
          "function($r) { $t = $r.s; return substr_count($r.s, 'P') === substr_count($t, 'P')"
              + " && strpos($r.s, 'P') === strpos($t, 'P'); }";
      assertEquals(
          RECORDS.length, collection.filter(filter.replace("P", part)).toList().size(), part);
    }
  }

  @Test
  void nestedStringsAreFoundToo() {
    try (Database database = Sonatina.inMemory()) {
      Collection collection = database.createCollection("c");
      collection.storeAll(RECORDS);
      assertEquals(
          1,
          collection
              .filter("function($r) { return substr_count($r.t.u[0], 'aa') == 1; }")
              .toList()
              .size());
      assertEquals(
          3,
          collection
              .filter("function($r) { return substr_count($r.s, 'aa') == 2; }")
              .toList()
              .size());
    }
  }

  @Test
  void functionsOfTheScriptHideThem() {
    try (Database database = Sonatina.inMemory()) {
      Collection collection = database.createCollection("c");
      collection.storeAll(RECORDS);
      assertEquals(
          RECORDS.length,
          collection
              .filter(
                  "function($r) { function strpos($a, $b) { return 1; } return strpos($r.s, 'q');"
                      + " }")
              .toList()
              .size());
    }
  }
}
