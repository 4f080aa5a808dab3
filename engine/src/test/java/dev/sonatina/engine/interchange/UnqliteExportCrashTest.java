package dev.sonatina.engine.interchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.vfs.CrashPlan;
import dev.sonatina.engine.vfs.SimulatedVfs;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Cuts the power at every call of an export that replaces a file beside which a hot journal lies:
 * what is found afterwards, by us and by the original, is the old database or the new one.
 */
class UnqliteExportCrashTest {

  private static final String SAMPLE = "/unqlite/hot-journal-mid-commit.unqlite";
  private static final Path DIRECTORY = Path.of("/data");
  private static final Path FILE = DIRECTORY.resolve("db.unqlite");
  private static final Path JOURNAL = Path.of("/data/db.unqlite_unqlite_journal");
  private static final int ROUNDS = 20;

  private final RandomGenerator random = new SplittableRandom(1);
  private int oldStates;
  private int newStates;

  @Test
  void theFileIsTheOldOneOrTheNewOne() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      replaceWithCrashes();
    }
    assertTrue(oldStates > 100, "old: " + oldStates);
    assertTrue(newStates > 10, "new: " + newStates);
  }

  private void replaceWithCrashes() throws IOException {
    SimulatedVfs vfs = new SimulatedVfs();
    vfs.createDirectories(DIRECTORY);
    vfs.put(FILE, resource(SAMPLE));
    vfs.put(JOURNAL, resource(SAMPLE + "_unqlite_journal"));
    List<String> before = contents(vfs);
    Store store = Stores.empty();
    Stores.add(store, "new", List.of("{\"a\":1}", "\"" + "x".repeat(9_000) + "\""));
    List<String> after = Stores.contents(store);
    assertNotEquals(before, after);
    vfs.setProbe(
        (operation, path) -> {
          if (operation.changesDisk()) {
            for (int variant = 0; variant < CrashPlan.VARIANTS; variant++) {
              check(vfs.afterPowerCut(CrashPlan.of(variant, random)), before, after);
            }
          }
        });
    Stores.write(store, vfs, FILE);
    vfs.setProbe((operation, path) -> {});
    assertEquals(after, contents(vfs));
    assertEquals(List.of("db.unqlite"), vfs.list(DIRECTORY));
    assertEquals(0, vfs.leaks());
  }

  private void check(SimulatedVfs left, List<String> before, List<String> after) {
    List<String> found = contents(left);
    if (found.equals(before)) {
      oldStates++;
    } else {
      assertEquals(after, found);
      newStates++;
    }
  }

  private static List<String> contents(Vfs vfs) {
    Store store = Stores.empty();
    Stores.read(vfs, FILE, store, UnqliteFile.Reading.STRICT);
    return Stores.contents(store);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = UnqliteExportCrashTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    }
  }
}
