package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptLimits;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.SonatinaException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A script of twenty writes is ended after every number of steps there is: what is left is what the
 * writes before made of it, or within a transaction nothing.
 */
class StepLimitTest {

  /** Far enough apart to be quick, and no multiple of what a write counts for. */
  private static final int STRIDE = 191;

  private static final List<String> WRITES = writes();
  private static final List<List<String>> STATES = statesAfterEachWrite();

  private static List<String> writes() {
    List<String> writes = new ArrayList<>(List.of("db_create('c');", "db_create('d');"));
    for (int i = 0; i < 6; i++) {
      writes.add("$r = {n: " + i + "}; db_store('c', $r);");
      writes.add("$r = {u: " + i + "}; db_update_record('c', " + i / 2 + ", $r);");
    }
    writes.add("db_store('d', [{n: 1}, {n: 2}, {n: 3}]);");
    writes.add("db_drop_record('c', 1);");
    writes.add("db_drop_record('c', 4);");
    writes.add("$s = {n: 'n'}; db_set_schema('d', $s);");
    writes.add("db_drop_collection('d');");
    writes.add("db_create('e');");
    return writes;
  }

  /** What is there after the first 0, 1, … writes. */
  private static List<List<String>> statesAfterEachWrite() {
    List<List<String>> states = new ArrayList<>();
    try (Database database = Sonatina.inMemory()) {
      states.add(state(database));
      for (String write : WRITES) {
        database.execute(write);
        states.add(state(database));
      }
    }
    return states;
  }

  /** Collections, their schemas and their records. */
  private static List<String> state(Database database) {
    List<String> state = new ArrayList<>();
    for (String name : new TreeSet<>(database.collectionNames())) {
      Collection collection = database.collection(name);
      state.add(name + " " + database.execute("print db_get_schema('" + name + "');").output());
      try (Records records = collection.all()) {
        for (Record record : records) {
          state.add(record.json());
        }
      }
    }
    return state;
  }

  /** Runs the script up to a number of steps; whether it came to its end. */
  private static boolean completes(Database database, String script, long steps) {
    ScriptLimits limits = ScriptLimits.defaults().withSteps(steps);
    try {
      database.execute(ScriptRequest.of(script).limits(limits));
      return true;
    } catch (SonatinaException e) {
      assertEquals(ErrorCode.LIMIT_EXCEEDED, e.code());
      assertTrue(String.valueOf(e.getMessage()).contains("'steps'"), e.getMessage());
      return false;
    }
  }

  @Test
  void thereAreTwentyWritesAndEachIsSeen() {
    assertEquals(20, WRITES.size());
    assertEquals(21, STATES.stream().distinct().count());
  }

  @Test
  void withoutATransactionTheWritesBeforeStay() {
    String script = String.join(" ", WRITES);
    TreeSet<Integer> done = new TreeSet<>(List.of(0));
    try (Database database = Sonatina.inMemory()) {
      boolean completed = false;
      for (long steps = 1; !completed; steps++) {
        completed = completes(database, script, steps);
        int writes = STATES.indexOf(state(database));
        assertTrue(writes >= done.last(), "with " + steps + " steps: " + state(database));
        done.add(writes);
        database.collectionNames().forEach(database::dropCollection);
      }
    }
    assertEquals(21, done.size(), () -> "writes done: " + done);
  }

  @Test
  void inATransactionAllOrNothingIsDone() {
    String[] scripts = {
      "db_begin(); " + String.join(" ", WRITES) + " db_commit();",
      "db_begin(); " + String.join(" ", WRITES)
    };
    for (String script : scripts) {
      try (Database database = Sonatina.inMemory()) {
        boolean completed = false;
        for (long steps = 1; !completed && database.collectionNames().isEmpty(); steps++) {
          completed = completes(database, script, steps);
        }
        assertTrue(completed || script.endsWith("db_commit();"));
        assertEquals(STATES.get(20), state(database));
      }
    }
  }

  @Test
  void theSameIsInTheFilesAfterwards(@TempDir Path directory) {
    String writes = String.join(" ", WRITES);
    for (String script : new String[] {writes, "db_begin(); " + writes}) {
      boolean isOne = script.startsWith("db_begin");
      boolean completed = false;
      for (long steps = 1; !completed; steps += STRIDE) {
        Path files = directory.resolve(isOne + "-" + steps);
        try (Database database = Sonatina.open(files)) {
          completed = completes(database, script, steps);
        }
        try (Database database = Sonatina.open(files)) {
          List<String> state = state(database);
          assertTrue(
              isOne ? state.equals(STATES.get(completed ? 20 : 0)) : STATES.contains(state),
              "with " + steps + " steps: " + state);
        }
      }
    }
  }
}
