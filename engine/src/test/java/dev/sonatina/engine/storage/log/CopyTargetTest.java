package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.MemberNames;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.StoreText;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.CrashPlan;
import dev.sonatina.engine.vfs.Operation;
import dev.sonatina.engine.vfs.SimulatedVfs;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies that are cut off at every moment, by a kill or a power cut, and made again. */
class CopyTargetTest {

  private static final Path SOURCE = Path.of("/source");
  private static final Path TARGET = Path.of("/target");
  private static final LogOptions OPTIONS = LogStoreCrashTest.options(1);
  private static final int RECORDS = 60;
  private static final String REFUSED = "refused";

  /** A way to copy the store in SOURCE to TARGET. */
  private record Copying(String name, Run run) {
    interface Run {
      void copy(Vfs vfs);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Copying> ways() {
    return Stream.of(
        new Copying(
            "backup",
            vfs -> {
              try (LogStore store = LogStore.open(vfs, SOURCE, OPTIONS.withReadOnly(true))) {
                store.backup(TARGET, Progress.NONE);
              }
            }),
        new Copying(
            "salvage",
            vfs -> LogStore.salvage(vfs, SOURCE, TARGET, OPTIONS, MemberNames.NONE, Progress.NONE)),
        new Copying(
            "copy",
            vfs -> {
              try (LogStore store = LogStore.open(vfs, SOURCE, OPTIONS.withReadOnly(true));
                  Snapshot snapshot = store.snapshot()) {
                LogStore.copy(vfs, snapshot, TARGET, OPTIONS, Progress.NONE);
              }
            }));
  }

  private static SimulatedVfs withStore() {
    SimulatedVfs vfs = new SimulatedVfs();
    try (LogStore store = LogStore.open(vfs, SOURCE, OPTIONS);
        Transaction transaction = store.begin()) {
      int collection = transaction.createCollection("c");
      for (int i = 0; i < RECORDS; i++) {
        StoreFixture.append(transaction, collection, "record " + i);
      }
      transaction.commit(true);
    }
    return vfs;
  }

  private static String text(Vfs vfs, Path path) {
    LogOptions existing = OPTIONS.withMode(LogOptions.Mode.OPEN_EXISTING);
    try (LogStore store = LogStore.open(vfs, path, existing);
        Snapshot snapshot = store.snapshot()) {
      return StoreText.of(snapshot);
    } catch (StorageException e) {
      assertEquals(ErrorCode.NO_SUCH_DATABASE, e.code(), e.getMessage());
      return REFUSED;
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void oneThatIsCutOffIsRefusedAndCanBeMadeAgain(Copying way) {
    SimulatedVfs vfs = withStore();
    String whole = text(vfs, SOURCE);
    List<SimulatedVfs> left = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    vfs.setProbe(
        (operation, path) -> {
          if (operation.changesDisk() && path.startsWith(TARGET)) {
            left.add(vfs.afterKill());
            for (int seed = 0; seed < 3; seed++) {
              left.add(vfs.afterPowerCut(CrashPlan.of(3 + seed, random.split())));
            }
          }
        });
    way.run.copy(vfs);
    vfs.setProbe((operation, path) -> {});
    assertEquals(whole, text(vfs, TARGET));
    assertEquals(
        whole, text(vfs.afterPowerCut(CrashPlan.of(3, random.split())), TARGET), "acknowledged");
    assertTrue(left.size() > 40, left.size() + " states");
    TreeSet<String> found = new TreeSet<>();
    for (SimulatedVfs each : left) {
      String text = text(each, TARGET);
      found.add(text);
      if (text.equals(REFUSED)) {
        way.run.copy(each);
        assertEquals(whole, text(each, TARGET));
      }
    }
    assertTrue(new TreeSet<>(List.of(REFUSED, whole)).containsAll(found), found.toString());
    assertTrue(found.contains(REFUSED));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void oneThatFailsLeavesNothing(Copying way) throws IOException {
    SimulatedVfs counting = withStore();
    int[] calls = new int[1];
    counting.setProbe(
        (operation, path) ->
            calls[0] += operation.changesDisk() && path.startsWith(TARGET) ? 1 : 0);
    way.run.copy(counting);
    for (int failing = 0; failing < calls[0]; failing++) {
      SimulatedVfs vfs = withStore();
      int[] left = {failing};
      vfs.setProbe(
          (operation, path) -> {
            if (operation.changesDisk()
                && operation != Operation.DELETE
                && path.startsWith(TARGET)
                && left[0]-- <= 0) {
              throw new IOException("No space left on device");
            }
          });
      try {
        way.run.copy(vfs);
      } catch (StorageException e) {
        assertEquals(ErrorCode.DISK_FULL, e.code(), e.getMessage());
        vfs.setProbe((operation, path) -> {});
        if (vfs.exists(TARGET)) {
          assertEquals(List.of(), vfs.list(TARGET));
        }
      }
    }
  }

  @Test
  void aDirectoryInWhichACopyIsBeingMadeIsInUse() throws IOException {
    SimulatedVfs vfs = withStore();
    vfs.createDirectories(TARGET);
    try (VfsLock mark = Objects.requireNonNull(vfs.lock(new StoreFiles(vfs, TARGET).copyMark()))) {
      assertEquals(
          ErrorCode.LOCKED,
          assertThrows(
                  StorageException.class,
                  () ->
                      LogStore.salvage(
                          vfs, SOURCE, TARGET, OPTIONS, MemberNames.NONE, Progress.NONE))
              .code());
      StorageException refused =
          assertThrows(StorageException.class, () -> LogStore.open(vfs, TARGET, OPTIONS));
      assertEquals(ErrorCode.NO_SUCH_DATABASE, refused.code());
      assertTrue(String.valueOf(refused.getMessage()).contains("cut off"), refused.getMessage());
      assertTrue(mark.file().size() == 0, "nothing has been written there");
    }
  }

  @Test
  void nothingComesIntoADirectoryThatHoldsSomethingElse() throws IOException {
    SimulatedVfs vfs = withStore();
    List<String> before = vfs.list(SOURCE);
    try (LogStore store = LogStore.open(vfs, Path.of("/other"), OPTIONS)) {
      StorageException e =
          assertThrows(StorageException.class, () -> store.backup(SOURCE, Progress.NONE));
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    }
    assertEquals(before, vfs.list(SOURCE));
    assertFalse(vfs.exists(new StoreFiles(vfs, SOURCE).copyMark()));
  }

  @Test
  void onlyFilesOfACopyMakeRoomForTheNext() throws IOException {
    SimulatedVfs vfs = withStore();
    vfs.put(new StoreFiles(vfs, TARGET).copyMark(), new byte[1]);
    vfs.put(TARGET.resolve("notes"), new byte[1]);
    StorageException e =
        assertThrows(
            StorageException.class,
            () -> LogStore.salvage(vfs, SOURCE, TARGET, OPTIONS, MemberNames.NONE, Progress.NONE));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    assertEquals(2, vfs.list(TARGET).size());
  }
}
