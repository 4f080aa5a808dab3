package dev.sonatina.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are stored under ids of their own. */
class BroughtIdsTest {

  private final Database database = Sonatina.inMemory();
  private final Collection collection = database.createCollection("c");

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void idsBetweenThemArePassedOver() {
    storeAt(new long[] {2, 5}, "{\"a\":1}", "{\"a\":2,\"__id\":77}");
    assertEquals(
        List.of("{\"a\":1,\"__id\":2}", "{\"a\":2,\"__id\":5}"), collection.all().toList());
    assertEquals(2, collection.size());
    assertEquals(OptionalLong.of(5), collection.lastId());
    assertEquals(6, collection.store("{}"));
    assertTrue(collection.fetch(3).isEmpty());
  }

  @Test
  void idsThatWereGivenOutAreRefusedWithAllOfTheCall() {
    storeAt(new long[] {4}, "{}");
    for (long[] ids : new long[][] {{4, 9}, {9, 9}, {9, 8}, {-1, 9}, {9, Collection.ID_MAX + 1}}) {
      SonatinaException refused =
          assertThrows(SonatinaException.class, () -> storeAt(ids, "{}", "{}"));
      assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code(), Arrays.toString(ids));
      assertEquals(OptionalLong.of(4), collection.lastId());
    }
    assertThrows(SonatinaException.class, () -> storeAt(new long[] {9}, "{}", "{}"));
  }

  @Test
  void wrongRecordsAreRefusedWithAllOfTheCall() {
    for (String wrong : List.of("{", "[1,2]")) {
      SonatinaException refused =
          assertThrows(SonatinaException.class, () -> storeAt(new long[] {1, 3}, "{}", wrong));
      assertEquals(ErrorCode.INVALID_RECORD, refused.code());
      assertEquals(0, collection.size());
      assertTrue(collection.lastId().isEmpty());
    }
  }

  @Test
  void theHighestIdMayBeFarAway(@TempDir Path directory) {
    try (Database onDisk = Sonatina.open(directory.resolve("db"))) {
      onDisk
          .createCollection("c")
          .storeAllAt(new long[] {Collection.ID_MAX}, texts("{\"a\":1}"), Durability.COMMITTED);
    }
    String function = "function($r) { return $r.a == 1; }";
    List<String> expected = List.of("{\"a\":1,\"__id\":" + Collection.ID_MAX + "}");
    try (Database again = Sonatina.open(directory.resolve("db"))) {
      Collection stored = again.collection("c");
      stored.createColumn("a");
      assertEquals(expected, stored.filter(function).toList());
      assertEquals(expected, stored.filter(function).toList());
    }
  }

  private void storeAt(long[] ids, String... records) {
    collection.storeAllAt(ids, texts(records), Durability.DEFERRED);
  }

  private static List<byte[]> texts(String... records) {
    return Arrays.stream(records).map(text -> text.getBytes(UTF_8)).toList();
  }
}
