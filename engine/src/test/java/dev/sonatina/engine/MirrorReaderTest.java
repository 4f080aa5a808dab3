package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.OpenOptions.StoreType;
import dev.sonatina.engine.api.StorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes: one writes to a database, the other reads its records live from the mirror. */
@Tag("chronicle")
class MirrorReaderTest {

  private static final int ROUNDS = 500;
  private static final OpenOptions CHRONICLE =
      OpenOptions.defaults().withStore(StoreType.CHRONICLE);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  @Test
  void recordsOfAnotherProcessAreReadWhileItWritesAndMadeAnewAfterItWasKilled() throws Exception {
    Path path = directory.resolve("db");
    Process writer = startWriter(path);
    try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("open", out.readLine());
      readLive(path, writer);
    } finally {
      writer.destroyForcibly().waitFor();
    }
    try (MirrorReader reader = MirrorReader.open(path)) {
      assertFalse(reader.isLive());
      try (Database database = Sonatina.open(path, CHRONICLE)) {
        assertTrue(reader.isLive());
        Collection live = database.collection("live");
        List<String> expected = new ArrayList<>();
        live.all().forEach(record -> expected.add(record.json()));
        List<String> found = new ArrayList<>();
        reader.all("live", record -> found.add(record.json()));
        assertEquals(expected, found);
        assertTrue(found.size() > ROUNDS);

        long id = live.store("{\"late\":1}");
        assertEquals(live.fetch(id).orElseThrow(), fetch(reader, id));
      }
    }
  }

  /** Every record is whole, and the counter never goes back. */
  private static void readLive(Path path, Process writer) {
    try (MirrorReader reader = MirrorReader.open(path)) {
      assertTrue(reader.isLive());
      assertEquals(List.of("live"), reader.collectionNames());
      long last = 0;
      while (last < ROUNDS) {
        assertTrue(writer.isAlive());
        String counter = fetch(reader, 0);
        long round = Long.parseLong(counter.replaceAll("^\\{\"round\":(\\d+),.*", "$1"));
        assertEquals("{\"round\":" + round + ",\"again\":" + round + ",\"__id\":0}", counter);
        assertTrue(round >= last, round + " after " + last);
        last = round;
        if (round > 1) { // What was acknowledged before the counter was changed is there.
          String text = "x".repeat((int) (round - 1) % 700);
          assertEquals(
              "{\"n\":" + (round - 1) + ",\"text\":\"" + text + "\",\"__id\":" + (round - 1) + "}",
              fetch(reader, round - 1));
        }
      }
    }
  }

  private static String fetch(MirrorReader reader, long id) {
    return reader.fetch("live", id).orElseThrow();
  }

  /** With the options of Java that this process has. */
  private static Process startWriter(Path path) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
    command.addAll(List.of(MirrorWriter.class.getName(), path.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @Test
  void whatIsNotThereIsToldClearly() {
    Path path = directory.resolve("db");
    StorageException noMirror = assertThrows(StorageException.class, () -> MirrorReader.open(path));
    assertEquals(ErrorCode.NO_SUCH_DATABASE, noMirror.code());
    try (Database database = Sonatina.open(path, CHRONICLE);
        MirrorReader reader = MirrorReader.open(path)) {
      database.createCollection("c");
      assertTrue(reader.fetch("c", 0).isEmpty());
      DatabaseException none = assertThrows(DatabaseException.class, () -> reader.fetch("none", 0));
      assertEquals(ErrorCode.NO_SUCH_COLLECTION, none.code());
      assertEquals("chronicle", database.info().kind());
    }
  }

  @Test
  void writerWithoutTheMirrorLeavesItBehind() {
    Path path = directory.resolve("db");
    try (Database database = Sonatina.open(path, CHRONICLE)) {
      database.createCollection("c").store("{}");
    }
    try (MirrorReader reader = MirrorReader.open(path);
        Database database = Sonatina.open(path)) {
      database.collection("c").store("{}");
      assertFalse(reader.isLive());
    }
  }
}
