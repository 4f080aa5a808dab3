package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.interchange.PublishedStore.Leftover;
import dev.sonatina.engine.interchange.PublishedStore.Prefer;
import dev.sonatina.engine.interchange.TransferProgress;
import dev.sonatina.engine.interchange.UnqliteExportReport;
import dev.sonatina.engine.interchange.UnqliteImportReport;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnqliteDatabasesTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Path file;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Path stored;

  @BeforeEach
  void fill() {
    file = directory.resolve("calls.unqlite");
    stored = directory.resolve("calls.db");
    try (Database database = Sonatina.open(stored)) {
      Collection calls = database.createCollection("calls");
      for (int i = 0; i < 500; i++) {
        calls.store("{\"func\":\"f" + i % 7 + "\",\"us\":" + i + ",\"only" + i + "\":[1]}");
      }
      calls.erase(3);
      database.execute("db_set_schema('calls', {'us':'int'});");
    }
  }

  @Test
  void aFileIsQueriedAsItIs() {
    UnqliteExportReport report = export();
    assertEquals(499, report.records());
    try (Database database = Sonatina.open(file)) {
      Collection calls = database.collection("calls");
      assertEquals(499, calls.size());
      assertEquals(OptionalLong.of(499), calls.lastId());
      assertEquals(
          "{\"func\":\"f1\",\"us\":400,\"only400\":[1],\"__id\":400}",
          calls.fetch(400).orElseThrow());
      assertTrue(calls.fetch(3).isEmpty());
      assertEquals(
          List.of("{\"func\":\"f4\",\"us\":11,\"only11\":[1],\"__id\":11}"),
          calls.filter("function($r) { return $r.us == 11; }").toList());
      assertEquals(
          1, calls.filter("function($r) { return count($r.only444) == 1; }").toList().size());
      assertEquals(499, calls.all().toList().size());
      assertEquals(
          "{\"us\":\"int\"}", database.execute("$s = db_get_schema('calls');", "s").json("s"));
    }
  }

  @Test
  void writingToAFileIsRefusedAndChangesNothingThatIsSeen() {
    export();
    try (Database database = Sonatina.open(file)) {
      Collection calls = database.collection("calls");
      SonatinaException e =
          assertThrows(SonatinaException.class, () -> calls.store("{\"only444\":1}"));
      assertEquals(ErrorCode.READ_ONLY, e.code());
      assertEquals(
          1, calls.filter("function($r) { return count($r.only444) == 1; }").toList().size());
    }
  }

  @Test
  void whatIsImportedIsTheSame() {
    export();
    Path copy = directory.resolve("copy.db");
    UnqliteImportReport report =
        UnqliteDatabases.importFile(
            file, copy, Reading.STRICT, TransferProgress.NONE, new Cancellation());
    assertEquals(499, report.records());
    try (Database first = Sonatina.open(stored);
        Database second = Sonatina.open(copy)) {
      assertEquals(
          first.collection("calls").all().toList(), second.collection("calls").all().toList());
      assertEquals(500, second.collection("calls").store("{}"));
    }
  }

  @Test
  void aMissingFileIsNoDatabase() {
    SonatinaException e =
        assertThrows(SonatinaException.class, () -> Sonatina.open(directory.resolve("no.unqlite")));
    assertEquals(ErrorCode.NO_SUCH_DATABASE, e.code());
  }

  @Test
  void aPublishedDatabaseIsFoundInTheFile() {
    Path published = directory.resolve("p.unqlite");
    try (PublishedDatabase database =
        PublishedDatabase.create(
            published, Leftover.ASIDE, true, OpenOptions.defaults(), List.of())) {
      Collection calls = database.database().createCollection("calls");
      calls.store("{\"a\":1}");
      SonatinaException deep =
          assertThrows(
              SonatinaException.class,
              () -> calls.store("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}"));
      assertEquals(ErrorCode.LIMIT_EXCEEDED, deep.code());
      DatabaseException collision =
          assertThrows(
              DatabaseException.class, () -> database.database().createCollection("calls_7"));
      assertEquals(ErrorCode.INVALID_NAME, collision.code());
      assertTrue(database.publish(TransferProgress.NONE, new Cancellation()).isPresent());
    }
    try (Database read = Sonatina.open(published)) {
      assertEquals("{\"a\":1,\"__id\":0}", read.collection("calls").fetch(0).orElseThrow());
    }
    try (PublishedDatabase database =
        PublishedDatabase.attach(
            published,
            Prefer.ASK,
            true,
            OpenOptions.defaults(),
            List.of(),
            TransferProgress.NONE,
            new Cancellation())) {
      assertEquals(1, database.database().collection("calls").size());
      assertTrue(database.notes().isEmpty());
      assertTrue(database.imported().isEmpty());
    }
    PublishedDatabase.destroy(published);
    assertTrue(Files.notExists(published));
  }

  private UnqliteExportReport export() {
    return UnqliteDatabases.exportTo(file, stored, TransferProgress.NONE, new Cancellation());
  }
}
