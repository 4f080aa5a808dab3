package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.ScriptException;
import dev.sonatina.engine.api.ScriptLimits;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/**
 * Random requests and scripts with transactions, copies, reopenings and ends of the process, beside
 * a plain model.
 */
class DatabasePropertyTest {

  private static final int NAMES = 4;

  @Property(tries = 60, seed = "1")
  void aDatabaseInMemoryHoldsWhatTheModelHolds(@ForAll @Size(min = 5, max = 50) List<Integer> steps)
      throws IOException {
    try (Database database = Sonatina.inMemory()) {
      new Run(database).steps(steps, step -> {});
    }
  }

  @Property(tries = 12, seed = "1")
  void aDatabaseInFilesHoldsWhatTheModelHolds(@ForAll @Size(min = 5, max = 50) List<Integer> steps)
      throws IOException {
    Path directory = Files.createTempDirectory("sonatina-property");
    try {
      InFiles run = new InFiles(directory);
      run.steps(steps, run::tryElsewhere);
      run.database.close();
      assertEquals(List.of(), Sonatina.verify(run.path, Progress.NONE).damages());
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private interface Extra {
    void step(RandomGenerator random) throws IOException;
  }

  private static class Run {
    Database database;
    DatabaseModel model = new DatabaseModel();

    Run(Database database) {
      this.database = database;
    }

    void steps(List<Integer> steps, Extra extra) throws IOException {
      for (int step : steps) {
        RandomGenerator random = new SplittableRandom(step);
        if (random.nextInt(3) == 0) {
          script(random);
        } else {
          request(random);
        }
        extra.step(random);
        assertEquals(model.text(), DatabaseModel.text(database));
      }
    }

    private void request(RandomGenerator random) {
      String name = "c" + random.nextInt(NAMES);
      DatabaseModel.Content content = model.find(name);
      if (content == null) {
        assertCode(ErrorCode.NO_SUCH_COLLECTION, () -> database.collection(name));
        assertCode(ErrorCode.NO_SUCH_COLLECTION, () -> database.dropCollection(name));
        database.createCollection(name);
        model.create(name);
        return;
      }
      Collection collection = database.collection(name);
      Durability durability = random.nextInt(4) == 0 ? Durability.COMMITTED : Durability.DEFERRED;
      List<String> records = Stream.generate(() -> record(random)).limit(3).toList();
      long[] ids = random.longs(3, -1, content.nextId() + 1).toArray();
      switch (random.nextInt(12)) {
        case 0 -> {
          database.dropCollection(name);
          model.drop(name);
        }
        case 1 -> assertCode(ErrorCode.COLLECTION_EXISTS, () -> database.createCollection(name));
        case 2 -> {
          List<String> refused = List.of(records.get(0), records.get(1), "{\"a\":");
          assertCode(ErrorCode.INVALID_RECORD, () -> collection.storeAll(refused, durability));
        }
        case 3, 4 -> {
          boolean[] expected = new boolean[ids.length];
          for (int i = 0; i < ids.length; i++) {
            expected[i] = content.update(ids[i], records.get(i));
          }
          assertArrayEquals(expected, collection.updateAll(ids, records, durability));
        }
        case 5, 6 -> eraseAll(collection, content, ids, durability);
        case 7, 8, 9 -> {
          long[] expected = records.stream().mapToLong(content::store).toArray();
          assertArrayEquals(expected, collection.storeAll(records, durability));
        }
        default ->
            assertEquals(
                content.store(records.get(0)), collection.store(records.get(0), durability));
      }
    }

    private static void eraseAll(
        Collection collection, DatabaseModel.Content content, long[] ids, Durability durability) {
      int there = 0;
      while (there < ids.length && content.erase(ids[there])) {
        there++;
      }
      if (there == ids.length) {
        collection.eraseAll(ids, durability);
      } else {
        assertCode(ErrorCode.NO_SUCH_RECORD, () -> collection.eraseAll(ids, durability));
      }
    }

    private static void assertCode(ErrorCode code, Executable request) {
      assertEquals(code, assertThrows(DatabaseException.class, request).code());
    }

    /** Statements that each print whether they did something, and an end, good or bad. */
    private void script(RandomGenerator random) {
      StringBuilder code = new StringBuilder();
      StringBuilder output = new StringBuilder();
      @Nullable DatabaseModel open = null;
      for (int i = random.nextInt(12); i > 0; i--) {
        switch (random.nextInt(8)) {
          case 0 -> {
            code.append("db_begin();\n"); // Within a transaction it does nothing.
            open = open == null ? model.copy() : open;
          }
          case 1 -> {
            code.append("db_commit();\n");
            model = open == null ? model : open;
            open = null;
          }
          case 2 -> {
            code.append("db_rollback();\n");
            model = open == null ? model : model.afterRollbackOf(open);
            open = null;
          }
          default -> {
            DatabaseModel target = open == null ? model : open;
            output.append(statement(target, random, code) ? '1' : '0');
          }
        }
      }
      boolean endsWell = random.nextInt(4) != 0;
      code.append(endsWell ? "" : "while (true) { }");
      ScriptLimits limits = ScriptLimits.defaults().withSteps(100_000).withTimeMillis(0);
      ScriptRequest request = ScriptRequest.of(code.toString()).limits(limits);
      if (endsWell) {
        assertEquals(output.toString(), database.execute(request).output(), code.toString());
        model = open == null ? model : open;
      } else {
        assertEquals(
            ErrorCode.LIMIT_EXCEEDED,
            assertThrows(ScriptException.class, () -> database.execute(request)).code());
        model = open == null ? model : model.afterRollbackOf(open);
      }
    }

    private static boolean statement(
        DatabaseModel target, RandomGenerator random, StringBuilder code) {
      String name = "c" + random.nextInt(NAMES);
      DatabaseModel.Content content = target.find(name);
      String record = record(random);
      long id = content == null ? 0 : random.nextLong(content.nextId() + 1);
      return switch (random.nextInt(10)) {
        case 0, 1 -> {
          print(code, "db_create('" + name + "')");
          yield target.create(name);
        }
        case 2 -> {
          print(code, "db_drop_collection('" + name + "')");
          yield target.drop(name);
        }
        case 3, 4 -> {
          print(code, "db_drop_record('" + name + "', " + id + ")");
          yield content != null && content.erase(id);
        }
        case 5, 6 -> {
          print(code, "db_update_record('" + name + "', " + id + ", " + record + ")");
          yield content != null && content.update(id, record);
        }
        default -> {
          print(code, "db_store('" + name + "', " + record + ")");
          yield content != null && content.store(record) >= 0;
        }
      };
    }

    private static void print(StringBuilder code, String call) {
      code.append("print ").append(call).append(" ? 1 : 0;\n");
    }

    /** An object that scripts and requests store alike. */
    private static String record(RandomGenerator random) {
      String value = String.valueOf(random.nextInt(1_000));
      if (random.nextInt(8) == 0) {
        value = "\"" + "x".repeat(random.nextInt(9_000)) + "\"";
      }
      for (int depth = random.nextInt(10) == 0 ? 60 : random.nextInt(3); depth > 0; depth--) {
        value = random.nextBoolean() ? "[" + value + "]" : "{\"m" + depth + "\":" + value + "}";
      }
      return "{\"n" + random.nextInt(60) + "\":" + value + "}";
    }
  }

  private static final class InFiles extends Run {
    private final Path directory;
    private Path path;
    private int copies;

    InFiles(Path directory) {
      super(Sonatina.open(directory.resolve("0")));
      this.directory = directory;
      this.path = directory.resolve("0");
    }

    private Path next() {
      return directory.resolve(String.valueOf(++copies));
    }

    private void tryElsewhere(RandomGenerator random) throws IOException {
      switch (random.nextInt(16)) {
        case 0 -> {
          database.close();
          database = Sonatina.open(path);
        }
        case 1 -> {
          Path left = copyOfFiles();
          database.close();
          path = left;
          database = Sonatina.open(path);
        }
        case 2 -> database.compact(Progress.NONE);
        case 3 -> assertEquals(List.of(), database.verify(Progress.NONE).damages());
        case 4 -> {
          Path backup = next();
          database.backup(backup, Progress.NONE);
          expectThere(backup);
        }
        case 5 -> {
          Path rescued = next();
          Sonatina.salvage(path, rescued, Progress.NONE);
          expectThere(rescued);
        }
        case 6 -> expectThere(path);
        default -> {}
      }
    }

    /** What there is when the process ends at this moment. */
    private Path copyOfFiles() throws IOException {
      Path copy = Files.createDirectory(next());
      List<Path> files = new ArrayList<>();
      try (Stream<Path> there = Files.list(path)) {
        there.forEach(files::add);
      }
      for (Path file : files) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
      return copy;
    }

    private void expectThere(Path other) {
      try (Database opened = Sonatina.open(other, OpenOptions.defaults().withReadOnly(true))) {
        assertEquals(model.text(), DatabaseModel.text(opened));
        StorageException e =
            assertThrows(StorageException.class, () -> opened.createCollection("refused"));
        assertEquals(ErrorCode.READ_ONLY, e.code());
      }
    }
  }
}
