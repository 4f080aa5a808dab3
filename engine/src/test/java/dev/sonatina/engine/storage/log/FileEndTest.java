package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment is mapped beyond the end of its file, where reading is an error. */
class FileEndTest {

  /** Small records, so that many of them are the last on a page which is the file's last. */
  @Test
  void lookingAheadStaysWithinTheFile(@TempDir Path directory) {
    try (Database database = Sonatina.open(directory.resolve("db"))) {
      Collection records = database.createCollection("c");
      for (int i = 0; i < 30_000; i++) {
        long id = records.store("{\"a\":" + i + "}");
        assertEquals(Optional.of("{\"a\":" + i + ",\"__id\":" + id + "}"), records.fetch(id));
      }
    }
  }
}
