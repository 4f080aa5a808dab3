package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.RecordLimits;
import dev.sonatina.engine.api.SonatinaException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The largest and the deepest record are kept in files; one byte or one level more is refused. */
class RecordLimitsTest {

  private static final RecordLimits LIMITS = RecordLimits.defaults();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  /** A record whose text has this many bytes. */
  private static String ofSize(int bytes) {
    String around = "{\"text\":\"\"}";
    return "{\"text\":\"" + "x".repeat(bytes - around.length()) + "\"}";
  }

  /** A record of so many levels. */
  private static String ofDepth(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{\"a\":1}" + "}".repeat(levels - 1);
  }

  @Test
  void theLargestAndTheDeepestAreThereAfterOpeningAgain() {
    String largest = ofSize(LIMITS.sizeMaxBytes());
    String deepest = ofDepth(LIMITS.nestingMax());
    try (Database database = Sonatina.open(directory)) {
      Collection collection = database.createCollection("c");
      collection.storeAll(List.of(largest, deepest, "{}"), Durability.COMMITTED);
      collection.update(2, largest);
    }
    try (Database database = Sonatina.open(directory)) {
      Collection collection = database.collection("c");
      assertSame(largest, collection, 0);
      assertSame(deepest, collection, 1);
      assertSame(largest, collection, 2);
    }
  }

  private static void assertSame(String text, Collection collection, long id) {
    String expected = text.substring(0, text.length() - 1) + ",\"__id\":" + id + "}";
    assertTrue(expected.equals(collection.fetch(id).orElseThrow()), "record " + id + " differs");
  }

  @Test
  void oneByteOrOneLevelMoreIsRefusedAndNothingStored() {
    try (Database database = Sonatina.open(directory)) {
      Collection collection = database.createCollection("c");
      for (String text :
          List.of(ofSize(LIMITS.sizeMaxBytes() + 1), ofDepth(LIMITS.nestingMax() + 1))) {
        SonatinaException e =
            assertThrows(SonatinaException.class, () -> collection.storeAll("{}", text));
        assertEquals(ErrorCode.LIMIT_EXCEEDED, e.code(), e.getMessage());
      }
      assertEquals(0, collection.size());
    }
  }
}
