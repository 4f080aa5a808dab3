package dev.sonatina.engine.storage.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.vfs.Vfs;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reader in another process is killed in the middle of reading a record, and so leaves a lock in
 * the shared memory that nobody takes back. The writer goes on, with a map made anew.
 */
@Tag("chronicle")
class DeadReaderTest {

  private static final int RECORDS = 100;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  private ChronicleStore store;

  @BeforeEach
  void fill() {
    store = open();
    try (Transaction transaction = store.begin()) {
      for (String name : List.of("replaced", "erased", "dropped")) {
        int collection = transaction.createCollection(name);
        for (int i = 0; i < RECORDS; i++) {
          StoreFixture.append(transaction, collection, "record " + i);
        }
      }
      transaction.commit(false);
    }
  }

  private ChronicleStore open() {
    return ChronicleStore.open(Vfs.local(), directory, LogOptions.defaults());
  }

  @AfterEach
  void close() {
    store.close();
    MirrorText.assertShows(directory);
  }

  /** Leaves the locks of a dead process that read a record. */
  private void killReaderOf(long id) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
    command.addAll(List.of(MapLockHolder.class.getName(), directory.resolve("mirror").toString()));
    command.add(Long.toString(id));
    Process reader =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out = reader.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("locked", out.readLine());
    } finally {
      reader.destroyForcibly().waitFor();
    }
  }

  private void change(Consumer<Transaction> change) {
    try (Transaction transaction = store.begin()) {
      change.accept(transaction);
      transaction.commit(false);
    }
    try (Snapshot snapshot = store.snapshot()) {
      MirrorText.assertShows(directory, snapshot);
    }
  }

  @Test
  void mirrorGoesOnFollowing() throws Exception {
    killReaderOf(3);
    change(transaction -> assertTrue(StoreFixture.replace(transaction, 0, 3, "another")));
    change(transaction -> assertTrue(transaction.erase(1, 3)));
    change(transaction -> transaction.dropCollection(2));
    change(transaction -> StoreFixture.append(transaction, 1, "one more"));
    store.close();
    store = open();
    change(transaction -> assertTrue(StoreFixture.replace(transaction, 0, 3, "a third")));
  }
}
