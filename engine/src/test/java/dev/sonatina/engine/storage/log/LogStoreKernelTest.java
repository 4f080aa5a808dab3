package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cross-checks the simulated failures with the real kernel: calls that {@code strace} makes fail,
 * and a file system that is really full. Where these means are not available the tests are skipped
 * and say so.
 */
class LogStoreKernelTest {

  private static final long PATIENCE_SECONDS = 120;

  /** Calls to the kernel and how they fail. */
  private static final List<String> FAULTS =
      List.of(
          "fdatasync:error=EIO",
          "pwrite64:error=ENOSPC",
          "pwrite64:error=EIO",
          "fsync:error=EIO",
          "ftruncate:error=ENOSPC",
          "unlink:error=EIO",
          "rename:error=EIO");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  @Test
  void failedCallsOfTheKernelAreReported() throws Exception {
    assumeTrue(canTrace(), "skipped: strace cannot be used here");
    int calls = (int) TestProfile.figure(2, 9);
    int points = 0;
    int notDone = 0;
    for (String fault : FAULTS) {
      for (int call = 1; call <= calls; call++) {
        // Spread over the run, which makes more of the one call than of the other.
        int when = 1 + (call - 1) * 3;
        notDone += failAndCheck(fault, when, directory.resolve("store" + points));
        points++;
      }
    }
    assertTrue(notDone > points, "hardly any call was met");
    TestProfile.print(
        "D4: "
            + points
            + " points on the real kernel by strace ("
            + notDone
            + " operations not acknowledged), 0 silent, 0 crashes");
  }

  private static int failAndCheck(String fault, int when, Path store) throws Exception {
    String what = fault + ":when=" + when;
    List<String> done = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    int notDone = 0;
    for (String line : runWorker(what, store)) {
      int blank = line.indexOf(' ');
      switch (line.substring(0, blank)) {
        case "done" -> done.add(line.substring(blank + 1));
        case "refused" -> refused.add(line.substring(blank + 1));
        default -> notDone++;
      }
    }
    List<String> found = records(store);
    assertTrue(found.containsAll(done), () -> what + ": " + done + " in " + found);
    refused.retainAll(found);
    assertEquals(List.of(), refused, what);
    if (LogStore.exists(Vfs.local(), store)) {
      assertEquals(List.of(), LogStore.verify(Vfs.local(), store, Progress.NONE).damages(), what);
    }
    return FaultWorker.RECORDS - done.size() + notDone;
  }

  private static List<String> runWorker(String fault, Path store) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-o",
                "/dev/null",
                "-e",
                "trace=" + fault.substring(0, fault.indexOf(':')),
                "-e",
                "inject=" + fault));
    command.addAll(java(FaultWorker.class, store));
    return run(command);
  }

  private static List<String> java(Class<?> program, Path store) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData", // The JVM's own file operations must not be hit.
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        program.getName(),
        store.toString());
  }

  /** The lines that a program writes, which must end well. */
  private static List<String> run(List<String> command) throws Exception {
    Process worker =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = worker.inputReader()) {
      output.lines().forEach(lines::add);
      assertTrue(worker.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> command + " hangs");
      assertEquals(0, worker.exitValue(), command::toString);
    } finally {
      worker.descendants().forEach(ProcessHandle::destroyForcibly);
      worker.destroyForcibly();
    }
    return lines;
  }

  private static List<String> records(Path path) {
    List<String> found = new ArrayList<>();
    if (!LogStore.exists(Vfs.local(), path)) {
      return found;
    }
    try (LogStore store = LogStore.open(Vfs.local(), path, LogOptions.defaults());
        Snapshot snapshot = store.snapshot()) {
      RecordView view = new RecordView();
      try (RecordCursor cursor = snapshot.scan(0, 0, Long.MAX_VALUE)) {
        while (cursor.next(view)) {
          found.add(new String(view.toBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return found;
  }

  @Test
  void fullFileSystemRefusesWritesUntilThereIsRoom() throws Exception {
    onSmallFileSystem("2m", LogStoreKernelTest::fillAndMakeRoom);
  }

  @Test
  void storeLeftOnFullFileSystemByKilledProcessOpens() throws Exception {
    onSmallFileSystem(
        "256k",
        full -> {
          Path store = full.resolve("store");
          List<String> said = run(java(FullDiskWorker.class, store));
          assertEquals(1, said.size(), said.toString());
          int acknowledged = Integer.parseInt(said.get(0).replaceFirst(" .*", ""));
          assertTrue(said.get(0).endsWith(ErrorCode.DISK_FULL.name()), said.get(0));
          assertTrue(acknowledged > 0);
          assertEquals(acknowledged, records(store).size());
          assertTrue(LogStore.verify(Vfs.local(), store, Progress.NONE).isIntact());
        });
  }

  /** Something that works in a directory. */
  private interface DirectoryWork {
    void in(Path small) throws Exception;
  }

  private void onSmallFileSystem(String size, DirectoryWork work) throws Exception {
    Path small = Files.createDirectory(directory.resolve("small"));
    assumeTrue(
        runs("mount", "-t", "tmpfs", "-o", "size=" + size, "none", small.toString()),
        "skipped: no tmpfs can be mounted here");
    try {
      work.in(small);
    } finally {
      assertTrue(runs("umount", small.toString()));
    }
  }

  private static void fillAndMakeRoom(Path full) throws IOException {
    Path ballast = full.resolve("ballast");
    Files.write(ballast, new byte[512 << 10]);
    Path path = full.resolve("store");
    int acknowledged = 0;
    int refused = 0;
    try (LogStore store = LogStore.open(Vfs.local(), path, LogOptions.defaults())) {
      while (refused < 5) {
        try (Transaction transaction = store.begin()) {
          int collection =
              transaction.collections().isEmpty() ? transaction.createCollection("a") : 0;
          StoreFixture.append(transaction, collection, "x".repeat(10_000));
          transaction.commit(acknowledged % 2 == 0);
          acknowledged++;
        } catch (StorageException e) {
          assertEquals(ErrorCode.DISK_FULL, e.code(), e.getMessage());
          refused++;
          assertEquals(acknowledged, count(store));
        }
      }
      Files.delete(ballast);
      try (Transaction transaction = store.begin()) {
        StoreFixture.append(transaction, 0, "room again");
        transaction.commit(true);
        acknowledged++;
      }
      assertEquals(acknowledged, count(store));
    }
    assertEquals(List.of(), LogStore.verify(Vfs.local(), path, Progress.NONE).damages());
    assertFalse(records(path).isEmpty());
    assertEquals(acknowledged, records(path).size());
    TestProfile.print(
        "D4: full file system: " + acknowledged + " acknowledged, " + refused + " refused, 0 lost");
  }

  private static long count(LogStore store) {
    try (Snapshot snapshot = store.snapshot()) {
      return snapshot.collections().get(0).count();
    }
  }

  private static boolean canTrace() {
    return runs("strace", "-f", "--seccomp-bpf", "-e", "trace=pwrite64", "true");
  }

  private static boolean runs(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // There is no such program.
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
