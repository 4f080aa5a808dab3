package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.SonatinaException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read when a database is opened after a crash stays below what the options say. */
class LogTailTest {

  private static final int TAIL_BYTES = 1_000_000;
  private static final int RECORD_BYTES = 10_000;
  private static final String RECORD = "{\"s\":\"" + "x".repeat(RECORD_BYTES - 100) + "\"}";

  @Test
  void writersWaitForACheckpointAtTheLimitAndNotBefore(@TempDir Path directory) {
    OpenOptions options = OpenOptions.defaults().withLogTailBytesMax(TAIL_BYTES);
    try (Database database = Sonatina.open(directory.resolve("d"), options)) {
      Collection collection = database.createCollection("c");
      for (int stored = 1; stored <= 500; stored++) {
        collection.store(RECORD, Durability.DEFERRED);
        long tail = database.info().tailBytes();
        assertTrue(tail <= TAIL_BYTES + RECORD_BYTES, tail + " bytes");
        if (stored * RECORD_BYTES < TAIL_BYTES / 2) {
          assertTrue(tail >= (long) stored * RECORD.length(), tail + " bytes");
        }
      }
    }
  }

  @Test
  void noneAtAllIsRefused() {
    SonatinaException e =
        assertThrows(SonatinaException.class, () -> OpenOptions.defaults().withLogTailBytesMax(0));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
  }
}
