package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.SonatinaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The same operations on files, and what only files do. */
class OpenedStoreTest extends EmbeddedStoreTest {

  @TempDir static @Nullable Path directory;

  @Override
  Database open() {
    try {
      return Sonatina.open(Files.createTempDirectory(Objects.requireNonNull(directory), "db"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatWasStoredIsThereAfterOpeningAgain(@TempDir Path home) {
    try (Database database = Sonatina.open(home)) {
      Collection collection = database.createCollection("c");
      collection.store("{\"name\":\"first\",\"n\":[1,2.5]}", Durability.COMMITTED);
      collection.store("{\"other\":true}");
      collection.erase(1);
    }
    try (Database database = Sonatina.open(home)) {
      Collection collection = database.collection("c");
      assertEquals(
          Optional.of("{\"name\":\"first\",\"n\":[1,2.5],\"__id\":0}"), collection.fetch(0));
      assertEquals(2, collection.store("{\"name\":\"third\",\"new\":1}"));
      assertEquals(List.of("c"), database.collectionNames());
    }
  }

  @Test
  void theModeDecidesWhatHappensWithoutADatabase(@TempDir Path home) {
    Path missing = home.resolve("missing");
    OpenOptions existing = OpenOptions.defaults().withMode(OpenOptions.Mode.OPEN_EXISTING);
    assertCode(ErrorCode.NO_SUCH_DATABASE, () -> Sonatina.open(missing, existing));
    Sonatina.open(missing).close();
    OpenOptions fresh = OpenOptions.defaults().withMode(OpenOptions.Mode.CREATE_NEW);
    assertCode(ErrorCode.DATABASE_EXISTS, () -> Sonatina.open(missing, fresh));
  }

  @Test
  void aSecondOpeningIsRefusedWhileTheFirstLasts(@TempDir Path home) {
    try (Database first = Sonatina.open(home)) {
      assertEquals(List.of(), first.collectionNames());
      assertCode(ErrorCode.LOCKED, () -> Sonatina.open(home));
    }
    Sonatina.open(home).close();
  }

  @Test
  void aReadOnlyDatabaseRefusesWrites(@TempDir Path home) {
    try (Database database = Sonatina.open(home)) {
      database.createCollection("c").store("{}");
    }
    try (Database database = Sonatina.open(home, OpenOptions.defaults().withReadOnly(true))) {
      assertEquals(1, database.collection("c").size());
      assertCode(ErrorCode.READ_ONLY, () -> database.collection("c").store("{}"));
    }
  }

  private static void assertCode(ErrorCode code, Executable operation) {
    assertEquals(code, assertThrows(SonatinaException.class, operation).code());
  }
}
