package dev.sonatina.engine.interchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.interchange.unqlite.UnqliteBuilder;
import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.jx9.value.StringValue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sonata's bypass path swaps the bytes of the {@code __id} inside a record; its key is right. */
class RepairedIdTest {

  @Test
  void theKeyTellsTheIdAndTheRecordDoesNot(@TempDir Path directory) {
    Path file = directory.resolve("bypass.unqlite");
    try (UnqliteBuilder builder =
        UnqliteBuilder.create(Vfs.local(), file, List.of("c"), Stores.CLOCK.instant())) {
      add(builder, 0, 0);
      add(builder, 1, Long.reverseBytes(1));
      add(builder, 2, 2);
      builder.addCollection("c", 3, 3, Stores.CLOCK.instant(), schema -> {});
      builder.complete();
      builder.moveIntoPlace();
    }
    Store store = Stores.empty();
    assertEquals(1, Stores.read(file, store).repairedIds());
    assertEquals("1 {\"a\":7,\"__id\":1}", Stores.contents(store).get(2));
  }

  private static void add(UnqliteBuilder builder, long id, long idInRecord) {
    RecordVisitor record = builder.beginRecord();
    record.beginObject();
    record.name(StringValue.of("a"));
    record.integer(7);
    record.name(StringValue.of("__id"));
    record.integer(idInRecord);
    record.endObject();
    builder.addRecord("c", id);
  }
}
