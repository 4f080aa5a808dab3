package dev.sonatina.engine.interchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.interchange.PublishedStore.Leftover;
import dev.sonatina.engine.interchange.PublishedStore.Prefer;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.storage.log.LogStore;
import dev.sonatina.engine.vfs.CrashPlan;
import dev.sonatina.engine.vfs.Operation;
import dev.sonatina.engine.vfs.SimulatedVfs;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Cuts the power, and fails the disk, at every call of a publication and of an import. The file is
 * the old one or the new one, the store is whole, and neither ever looks as if another program had
 * changed it.
 */
class PublicationCrashTest {

  private static final Path DIRECTORY = Path.of("/data");
  private static final Path FILE = DIRECTORY.resolve("p.unqlite");
  private static final List<String> OLD_RECORDS = List.of("{\"a\":1}");
  private static final List<String> NEW_RECORDS = List.of("2", "\"" + "x".repeat(9_000) + "\"");

  /** Everything kept, everything dropped, anything. */
  private static final int[] SOME_VARIANTS = {0, 1, CrashPlan.VARIANTS - 1};

  private final RandomGenerator random = new SplittableRandom(7);
  private int oldFiles;
  private int newFiles;

  @Test
  void publicationIsAllOrNothing() throws IOException {
    SimulatedVfs vfs = disk();
    try (PublishedStore published = createdWithOldRecords(vfs)) {
      List<String> before = contentsOfFile(vfs);
      Stores.add(published.store(), "new", NEW_RECORDS);
      List<String> after = Stores.contents(published.store());
      atEveryChange(
          vfs,
          IntStream.range(0, CrashPlan.VARIANTS).toArray(),
          left -> {
            boolean isNew = contentsOfFile(left).equals(after);
            assertTrue(isNew || contentsOfFile(left).equals(before), "the file is neither");
            newFiles += isNew ? 1 : 0;
            oldFiles += isNew ? 0 : 1;
            try (PublishedStore attached = attach(left)) {
              List<String> stored = Stores.contents(attached.store());
              assertTrue(stored.equals(after) || (!isNew && stored.equals(before)), "lost records");
              publish(attached);
              assertEquals(stored, contentsOfFile(left));
            }
          });
      publish(published);
      vfs.setProbe((operation, path) -> {});
      assertEquals(after, contentsOfFile(vfs));
    }
    assertEquals(0, vfs.leaks());
    assertTrue(oldFiles > 50 && newFiles > 10, oldFiles + " old, " + newFiles + " new");
  }

  @Test
  void anImportIsAllOrNothing() throws IOException {
    SimulatedVfs vfs = disk();
    Store others = Stores.empty();
    Stores.add(others, "theirs", NEW_RECORDS);
    Stores.write(others, vfs, FILE);
    List<String> theirs = contentsOfFile(vfs);
    atEveryChange(
        vfs,
        SOME_VARIANTS,
        left -> {
          assertEquals(theirs, contentsOfFile(left));
          try (PublishedStore attached = attach(left)) {
            assertEquals(theirs, Stores.contents(attached.store()));
          }
        });
    attach(vfs).close();
    assertEquals(0, vfs.leaks());
  }

  @Test
  void creationCanBeRepeated() throws IOException {
    SimulatedVfs vfs = disk();
    atEveryChange(
        vfs,
        SOME_VARIANTS,
        left -> {
          boolean isThere = StoreDirectory.exists(left, FILE);
          try (PublishedStore created = isThere ? attach(left) : create(left)) {
            assertEquals(List.of(), Stores.contents(created.store()));
            assertEquals(List.of(), contentsOfFile(left));
          }
        });
    create(vfs).close();
    assertEquals(0, vfs.leaks());
  }

  /** As when the disk is full: whatever the call that fails, the old file and the store stay. */
  @Test
  void aFailedPublicationLeavesTheOldFile() throws IOException {
    int failures = 0;
    for (int failing = 0; failing == failures; failing++) {
      SimulatedVfs vfs = disk();
      try (PublishedStore published = createdWithOldRecords(vfs)) {
        List<String> before = contentsOfFile(vfs);
        Stores.add(published.store(), "new", NEW_RECORDS);
        List<String> after = Stores.contents(published.store());
        FailingCall call = new FailingCall(failing);
        vfs.setProbe(call);
        if (call.failsIn(published)) {
          failures++;
        }
        vfs.setProbe((operation, path) -> {});
        List<String> shown = contentsOfFile(vfs);
        assertTrue(shown.equals(before) || shown.equals(after), "call " + failing);
        assertEquals(after, Stores.contents(published.store()));
        publish(published);
        assertEquals(after, contentsOfFile(vfs));
        assertFalse(vfs.list(DIRECTORY).contains("p.unqlite.sonatina-new"));
      }
    }
    assertTrue(failures > 5, failures + " failures");
  }

  @Test
  void aStoreInUseIsNotMovedAside() throws IOException {
    SimulatedVfs vfs = disk();
    try (PublishedStore created = create(vfs)) {
      vfs.delete(FILE);
      assertThrows(StorageException.class, () -> create(vfs));
      Stores.add(created.store(), "c", OLD_RECORDS);
      publish(created);
      assertEquals(Stores.contents(created.store()), contentsOfFile(vfs));
    }
  }

  /** Fails one call that would change the file's directory outside of the store. */
  private static final class FailingCall implements SimulatedVfs.Probe {

    private final int failing;
    private int calls;

    FailingCall(int failing) {
      this.failing = failing;
    }

    boolean failsIn(PublishedStore published) {
      try {
        publish(published);
        return false;
      } catch (SonatinaException e) {
        return true;
      }
    }

    @Override
    public void before(Operation operation, Path path) throws IOException {
      boolean isPublication = path.toString().contains("sonatina-new");
      if (isPublication && operation.changesDisk() && calls++ == failing) {
        throw new IOException("No space left on device");
      }
    }
  }

  /** Looks at what is left if the power goes at any call of what follows. */
  private void atEveryChange(SimulatedVfs vfs, int[] variants, Consumer<SimulatedVfs> check) {
    vfs.setProbe(
        (operation, path) -> {
          if (operation.changesDisk()) {
            for (int variant : variants) {
              check.accept(vfs.afterPowerCut(CrashPlan.of(variant, random)));
            }
          }
        });
  }

  private static SimulatedVfs disk() throws IOException {
    SimulatedVfs vfs = new SimulatedVfs();
    vfs.createDirectories(DIRECTORY);
    vfs.syncDirectory(DIRECTORY);
    return vfs;
  }

  private static PublishedStore createdWithOldRecords(Vfs vfs) {
    PublishedStore published = create(vfs);
    Stores.add(published.store(), "old", OLD_RECORDS);
    publish(published);
    return published;
  }

  private static PublishedStore create(Vfs vfs) {
    return PublishedStore.create(vfs, FILE, Leftover.ASIDE, opener(vfs), Stores.CLOCK);
  }

  private static PublishedStore attach(Vfs vfs) {
    return PublishedStore.attach(
        vfs,
        FILE,
        opener(vfs),
        Stores.CLOCK,
        Prefer.ASK,
        TransferProgress.NONE,
        new Cancellation());
  }

  private static void publish(PublishedStore published) {
    published.publish(TransferProgress.NONE, new Cancellation());
  }

  private static PublishedStore.StoreOpener opener(Vfs vfs) {
    LogOptions defaults = LogOptions.defaults();
    return (path, isNew) ->
        LogStore.open(
            vfs,
            path,
            defaults
                .withSurroundings(Stores.CLOCK, defaults.random(), Runnable::run)
                .withMode(isNew ? LogOptions.Mode.CREATE_NEW : LogOptions.Mode.OPEN_EXISTING)
                .withSizes(1 << 16, 1 << 14));
  }

  private static List<String> contentsOfFile(Vfs vfs) {
    Store store = Stores.empty();
    Stores.read(vfs, FILE, store, UnqliteFile.Reading.STRICT);
    return Stores.contents(store);
  }
}
