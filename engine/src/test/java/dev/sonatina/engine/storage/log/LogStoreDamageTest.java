package dev.sonatina.engine.storage.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.SalvageReport;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.storage.MemberNames;
import dev.sonatina.engine.storage.StoreFixture;
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
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Damages a cleanly closed store in every way, and sees that nothing goes unnoticed. */
class LogStoreDamageTest {

  private static final int STORE_BYTES = 16 << 10;

  private final LogOptions options =
      LogStoreCrashTest.options(4).withSizes(2048, 600).withTail(8_000, 1 << 20);

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private ClosedStore closed;

  @BeforeEach
  void makeStore() throws IOException {
    SimulatedVfs vfs = new SimulatedVfs();
    Workload workload = new Workload(new SplittableRandom(TestProfile.seed()), new Oracle(), 300);
    do {
      try (LogStore store = LogStore.open(vfs, ClosedStore.DIRECTORY, options)) {
        for (int i = 0; i < 8; i++) {
          workload.step(store);
        }
      }
      closed = ClosedStore.of(vfs, options);
    } while (closed.length() < STORE_BYTES);
  }

  @Test
  void everyFlippedBitIsReported() {
    long start = System.nanoTime();
    int flips = 0;
    for (Map.Entry<Path, byte[]> each : closed.files().entrySet()) {
      byte[] content = each.getValue();
      flips += 8 * content.length;
      IntStream.range(0, 8 * content.length)
          .parallel()
          .forEach(
              bit -> {
                byte[] damaged = content.clone();
                damaged[bit / 8] ^= (byte) (1 << (bit % 8));
                closed.expectReport(each.getKey(), damaged, "bit " + bit);
              });
    }
    TestProfile.print(
        "D6: "
            + flips
            + " flipped bits of "
            + closed.length()
            + " bytes in "
            + (System.nanoTime() - start) / 1_000_000
            + " ms, all reported, 0 wrong answers");
  }

  @Test
  void everyTruncationIsReported() {
    closed
        .files()
        .forEach(
            (path, content) -> {
              for (int length = 0; length < content.length; length++) {
                closed.expectReport(path, Arrays.copyOf(content, length), "length " + length);
              }
            });
  }

  @Test
  void everyPageOfAnOlderVersionIsReported() throws IOException {
    SimulatedVfs vfs = new SimulatedVfs();
    List<Map<Path, byte[]>> olderFiles = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      olderFiles.add(closed.files());
      try (LogStore store =
              LogStore.open(vfs, ClosedStore.DIRECTORY, options.withSizes(8 << 10, 600));
          Transaction transaction = store.begin()) {
        if (round == 0) {
          transaction.createCollection("a");
        }
        for (int i = 0; i < 8; i++) {
          StoreFixture.append(transaction, 0, "record " + i + " of " + round + "x".repeat(9 * i));
        }
        transaction.commit(true);
      }
      closed = ClosedStore.of(vfs, options);
    }
    int replaced = 0;
    for (int pageBytes : new int[] {SimulatedVfs.SECTOR_BYTES, 4096}) {
      for (Map<Path, byte[]> older : olderFiles) {
        for (Map.Entry<Path, byte[]> each : closed.files().entrySet()) {
          byte[] then = older.get(each.getKey());
          for (int at = 0; then != null && at < each.getValue().length; at += pageBytes) {
            byte[] damaged = each.getValue().clone();
            int end = Math.min(damaged.length, at + pageBytes);
            byte[] page = Arrays.copyOfRange(then, Math.min(at, then.length), then.length);
            System.arraycopy(Arrays.copyOf(page, end - at), 0, damaged, at, end - at);
            if (!Arrays.equals(damaged, each.getValue())) {
              closed.expectReport(each.getKey(), damaged, "old page at " + at);
              replaced++;
            }
          }
        }
      }
    }
    assertTrue(replaced > 0);
    TestProfile.print("D6: " + replaced + " pages replaced by older versions, all reported");
  }

  /** Its checksum is right, but it is not what was asked for. */
  @Test
  void aRecordInThePlaceOfAnotherIsReported() throws IOException {
    SimulatedVfs vfs = new SimulatedVfs();
    String[] texts = {"first of a", "other of a", "first of b"};
    try (LogStore store = LogStore.open(vfs, ClosedStore.DIRECTORY, options);
        Transaction transaction = store.begin()) {
      int a = transaction.createCollection("a");
      int b = transaction.createCollection("b");
      StoreFixture.append(transaction, a, texts[0]);
      StoreFixture.append(transaction, a, texts[1]);
      StoreFixture.append(transaction, b, texts[2]);
      transaction.commit(true);
    }
    closed = ClosedStore.of(vfs, options);
    Path segment = closed.files().lastKey();
    byte[] content = closed.bytesOf(segment);
    int entryLength = LogFormat.ENTRY_HEADER_LENGTH + texts[0].length();
    int first = new String(content, ISO_8859_1).indexOf(texts[0]) - LogFormat.ENTRY_HEADER_LENGTH;
    for (int other = 1; other < texts.length; other++) {
      byte[] damaged = content.clone();
      System.arraycopy(content, first + other * entryLength, damaged, first, entryLength);
      closed.expectReport(segment, damaged, texts[other] + " in the place of " + texts[0]);
      closed.expectRescue(segment, damaged, first, first + entryLength);
    }
  }

  @Test
  void everyZeroedSectorIsReportedAndTheRestRescued() {
    long rescued = 0;
    long lost = 0;
    for (Map.Entry<Path, byte[]> each : closed.files().entrySet()) {
      for (int at = 0; at < each.getValue().length; at += SimulatedVfs.SECTOR_BYTES) {
        byte[] damaged = each.getValue().clone();
        int end = Math.min(damaged.length, at + SimulatedVfs.SECTOR_BYTES);
        Arrays.fill(damaged, at, end, (byte) 0);
        closed.expectReport(each.getKey(), damaged, "sector at " + at);
        SalvageReport report = closed.expectRescue(each.getKey(), damaged, at, end);
        rescued += report.records();
        lost += report.lost();
      }
    }
    TestProfile.print("D8: " + rescued + " records rescued, " + lost + " lost with their sector");
  }

  @Test
  void randomDamageGivesNoWrongAnswers() {
    RandomGenerator random = new SplittableRandom(TestProfile.seed());
    List<Path> paths = List.copyOf(closed.files().keySet());
    long rounds = TestProfile.figure(2_000, 200_000);
    for (long round = 0; round < rounds; round++) {
      Path path = paths.get(random.nextInt(paths.size()));
      byte[] damaged = closed.bytesOf(path).clone();
      for (int i = 1 + random.nextInt(8); i > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      if (!Arrays.equals(damaged, closed.bytesOf(path))) {
        closed.expectReport(path, damaged, "round " + round);
      }
    }
  }

  @Test
  void versionsThatCannotBeReadAreToldApart() {
    for (Path each : closed.files().keySet()) {
      expectCode(ErrorCode.TOO_NEW, each, LogFormat.VERSION + 1);
      expectCode(ErrorCode.TOO_OLD, each, LogFormat.VERSION_MIN - 1);
    }
  }

  /** A file of another version, whose checksum is right, is no damage, and nothing is guessed. */
  private void expectCode(ErrorCode expected, Path path, int version) {
    byte[] changed = closed.bytesOf(path).clone();
    ByteBuffer header = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(8, version);
    CRC32C crc = new CRC32C();
    crc.update(changed, 0, 60);
    header.putInt(60, (int) crc.getValue());
    SimulatedVfs vfs = closed.with(path, changed);
    for (Executable each :
        List.<Executable>of(
            () -> LogStore.open(vfs, ClosedStore.DIRECTORY, options).close(),
            () -> LogStore.open(vfs, ClosedStore.DIRECTORY, options.withReadOnly(true)).close(),
            () -> LogStore.verify(vfs, ClosedStore.DIRECTORY, Progress.NONE),
            () ->
                LogStore.salvage(
                    vfs,
                    ClosedStore.DIRECTORY,
                    Path.of("/rescued"),
                    options,
                    MemberNames.NONE,
                    Progress.NONE))) {
      StorageException e = assertThrows(StorageException.class, each);
      assertEquals(expected, e.code());
      assertTrue(
          String.valueOf(e.getMessage()).startsWith(path + " has format version " + version));
    }
  }
}
