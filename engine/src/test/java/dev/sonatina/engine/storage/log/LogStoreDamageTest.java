package dev.sonatina.engine.storage.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.SalvageReport;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.api.VerifyReport;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreFixture;
import dev.sonatina.engine.storage.StoreText;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.SimulatedVfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Damages a cleanly closed store in every way, and sees that nothing goes unnoticed. */
class LogStoreDamageTest {

  private static final Path DIRECTORY = Path.of("/store");
  private static final Path RESCUED = Path.of("/rescued");
  private static final int STORE_BYTES = 16 << 10;

  private record Place(int collection, long id, Path file, int from, int to, String text) {}

  private final LogOptions options =
      LogStoreCrashTest.options(4).withSizes(2048, 600).withTail(8_000, 1 << 20);
  private final Map<Path, byte[]> files = new TreeMap<>();
  private final List<Place> records = new ArrayList<>();
  private String intact = "";

  @BeforeEach
  void makeStore() throws IOException {
    SimulatedVfs vfs = new SimulatedVfs();
    Workload workload = new Workload(new SplittableRandom(TestProfile.seed()), new Oracle(), 300);
    long bytes = 0;
    while (bytes < STORE_BYTES) {
      try (LogStore store = LogStore.open(vfs, DIRECTORY, options)) {
        for (int i = 0; i < 8; i++) {
          workload.step(store);
        }
      }
      bytes = takeFiles(vfs);
    }
    try (LogStore store = LogStore.open(vfs, DIRECTORY, options);
        Snapshot snapshot = store.snapshot()) {
      intact = StoreText.of(snapshot);
      rememberRecords(store.state(), snapshot);
    }
    assertEquals(List.of(), LogStore.verify(vfs, DIRECTORY, Progress.NONE).damages());
  }

  /** Looks at what the files are now; returns their length. */
  private long takeFiles(SimulatedVfs vfs) throws IOException {
    files.clear();
    for (String name : vfs.list(DIRECTORY)) {
      if (!name.equals("lock")) {
        files.put(DIRECTORY.resolve(name), vfs.content(DIRECTORY.resolve(name)));
      }
    }
    return files.values().stream().mapToLong(content -> content.length).sum();
  }

  private void rememberRecords(LogState state, Snapshot snapshot) {
    RecordView view = new RecordView();
    for (LogCollection each : state.collections()) {
      for (long id = 0; id < each.nextId(); id++) {
        if (snapshot.read(each.number(), id, view)) {
          long position = each.index().get(id) & ~IdIndex.CHECKED;
          MappedSegment segment = state.segments().segment(Position.segment(position));
          int from = Position.offset(position);
          int to = from + LogFormat.ENTRY_HEADER_LENGTH + view.length();
          records.add(
              new Place(
                  each.number(),
                  id,
                  segment == null ? DIRECTORY : segment.path(),
                  from,
                  to,
                  new String(view.toBytes(), ISO_8859_1)));
        }
      }
    }
  }

  @Test
  void everyFlippedBitIsReported() {
    long start = System.nanoTime();
    int flips = 0;
    int bytes = 0;
    for (Map.Entry<Path, byte[]> each : files.entrySet()) {
      byte[] content = each.getValue();
      bytes += content.length;
      flips += 8 * content.length;
      IntStream.range(0, 8 * content.length)
          .parallel()
          .forEach(
              bit -> {
                byte[] damaged = content.clone();
                damaged[bit / 8] ^= (byte) (1 << (bit % 8));
                expectReport(each.getKey(), damaged, "bit " + bit);
              });
    }
    TestProfile.print(
        "D6: "
            + flips
            + " flipped bits of "
            + bytes
            + " bytes in "
            + (System.nanoTime() - start) / 1_000_000
            + " ms, all reported, 0 wrong answers");
  }

  @Test
  void everyTruncationIsReported() {
    files.forEach(
        (path, content) -> {
          for (int length = 0; length < content.length; length++) {
            expectReport(path, Arrays.copyOf(content, length), "length " + length);
          }
        });
  }

  @Test
  void everyPageOfAnOlderVersionIsReported() throws IOException {
    SimulatedVfs vfs = new SimulatedVfs();
    List<Map<Path, byte[]>> olderFiles = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      olderFiles.add(Map.copyOf(files));
      try (LogStore store = LogStore.open(vfs, DIRECTORY, options.withSizes(8 << 10, 600));
          Transaction transaction = store.begin()) {
        if (round == 0) {
          transaction.createCollection("a");
        }
        for (int i = 0; i < 8; i++) {
          StoreFixture.append(transaction, 0, "record " + i + " of " + round + "x".repeat(9 * i));
        }
        intact = StoreText.of(transaction);
        transaction.commit(true);
      }
      takeFiles(vfs);
    }
    int replaced = 0;
    for (int pageBytes : new int[] {SimulatedVfs.SECTOR_BYTES, 4096}) {
      for (Map<Path, byte[]> older : olderFiles) {
        for (Map.Entry<Path, byte[]> each : files.entrySet()) {
          byte[] then = older.get(each.getKey());
          for (int at = 0; then != null && at < each.getValue().length; at += pageBytes) {
            byte[] damaged = each.getValue().clone();
            int end = Math.min(damaged.length, at + pageBytes);
            byte[] page = Arrays.copyOfRange(then, Math.min(at, then.length), then.length);
            System.arraycopy(Arrays.copyOf(page, end - at), 0, damaged, at, end - at);
            if (!Arrays.equals(damaged, each.getValue())) {
              expectReport(each.getKey(), damaged, "old page at " + at);
              replaced++;
            }
          }
        }
      }
    }
    assertTrue(replaced > 0);
    TestProfile.print("D6: " + replaced + " pages replaced by older versions, all reported");
  }

  @Test
  void everyZeroedSectorIsReportedAndTheRestRescued() {
    long rescued = 0;
    long lost = 0;
    for (Map.Entry<Path, byte[]> each : files.entrySet()) {
      for (int at = 0; at < each.getValue().length; at += SimulatedVfs.SECTOR_BYTES) {
        byte[] damaged = each.getValue().clone();
        int end = Math.min(damaged.length, at + SimulatedVfs.SECTOR_BYTES);
        Arrays.fill(damaged, at, end, (byte) 0);
        expectReport(each.getKey(), damaged, "sector at " + at);
        SalvageReport report = salvage(each.getKey(), damaged, at, end);
        rescued += report.records();
        lost += report.lost();
      }
    }
    TestProfile.print("D8: " + rescued + " records rescued, " + lost + " lost with their sector");
  }

  @Test
  void randomDamageGivesNoWrongAnswers() {
    RandomGenerator random = new SplittableRandom(TestProfile.seed());
    List<Path> paths = List.copyOf(files.keySet());
    long rounds = TestProfile.figure(2_000, 200_000);
    for (long round = 0; round < rounds; round++) {
      Path path = paths.get(random.nextInt(paths.size()));
      byte[] damaged = bytesOf(path).clone();
      for (int i = 1 + random.nextInt(8); i > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      if (!Arrays.equals(damaged, bytesOf(path))) {
        expectReport(path, damaged, "round " + round);
      }
    }
  }

  @Test
  void versionsThatCannotBeReadAreToldApart() {
    for (Path each : files.keySet()) {
      assertEquals(ErrorCode.TOO_NEW, codeWithVersion(each, LogFormat.VERSION + 1));
      assertEquals(ErrorCode.TOO_OLD, codeWithVersion(each, LogFormat.VERSION_MIN - 1));
    }
  }

  private byte[] bytesOf(Path path) {
    return Objects.requireNonNull(files.get(path));
  }

  /** What a file of another version leads to, whose checksum is right. */
  private ErrorCode codeWithVersion(Path path, int version) {
    byte[] changed = bytesOf(path).clone();
    ByteBuffer header = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(8, version);
    CRC32C crc = new CRC32C();
    crc.update(changed, 0, 60);
    header.putInt(60, (int) crc.getValue());
    return assertThrows(
            StorageException.class,
            () -> LogStore.open(with(path, changed), DIRECTORY, options).close())
        .code();
  }

  private SimulatedVfs with(Path path, byte[] damaged) {
    SimulatedVfs vfs = new SimulatedVfs();
    files.forEach((each, content) -> vfs.put(each, each.equals(path) ? damaged : content));
    return vfs;
  }

  /** Opening, reading or verifying must tell, and nothing wrong may be read. */
  private void expectReport(Path path, byte[] damaged, String what) {
    String where = path + ", " + what;
    try (LogStore store = LogStore.open(with(path, damaged), DIRECTORY, options);
        Snapshot snapshot = store.snapshot()) {
      assertTrue(StoreText.of(snapshot).equals(intact), where);
    } catch (StorageException e) {
      assertEquals(ErrorCode.CORRUPT, e.code(), where);
      assertTrue(String.valueOf(e.getMessage()).contains("offset"), where);
    }
    VerifyReport report = LogStore.verify(with(path, damaged), DIRECTORY, Progress.NONE);
    assertFalse(report.isIntact(), where);
  }

  private SalvageReport salvage(Path path, byte[] damaged, int from, int to) {
    SimulatedVfs vfs = with(path, damaged);
    SalvageReport report = LogStore.salvage(vfs, DIRECTORY, RESCUED, options, Progress.NONE);
    try (LogStore store = LogStore.open(vfs, RESCUED, options);
        Snapshot snapshot = store.snapshot()) {
      RecordView view = new RecordView();
      for (Place each : records) {
        boolean isHit = each.file.equals(path) && each.from < to && each.to > from;
        boolean isThere = snapshot.read(each.collection, each.id, view);
        assertTrue(isThere || isHit, () -> each + " is lost, damage at " + path + " " + from);
        if (isThere && !isHit) {
          assertEquals(each.text, new String(view.toBytes(), ISO_8859_1));
        }
      }
    }
    assertEquals(List.of(), LogStore.verify(vfs, RESCUED, Progress.NONE).damages());
    assertEquals(0, vfs.leaks());
    return report;
  }
}
