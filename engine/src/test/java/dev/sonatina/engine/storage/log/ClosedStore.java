package dev.sonatina.engine.storage.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.SalvageReport;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.api.VerifyReport;
import dev.sonatina.engine.storage.MemberNames;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreText;
import dev.sonatina.engine.vfs.SimulatedVfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** The files that a store was left as, and what happens to it when one of them is damaged. */
final class ClosedStore {

  static final Path DIRECTORY = Path.of("/store");

  private static final Path RESCUED = Path.of("/rescued");

  private record Place(int collection, long id, Path file, int from, int to, String text) {}

  private final LogOptions options;
  private final NavigableMap<Path, byte[]> files;
  private final String intact;
  private final List<Place> records = new ArrayList<>();

  private ClosedStore(LogOptions options, NavigableMap<Path, byte[]> files, String intact) {
    this.options = options;
    this.files = files;
    this.intact = intact;
  }

  /** The store in {@link #DIRECTORY} as it is on the disk now. */
  static ClosedStore of(SimulatedVfs vfs, LogOptions options) throws IOException {
    NavigableMap<Path, byte[]> files = filesOf(vfs);
    try (LogStore store = LogStore.open(vfs.afterKill(), DIRECTORY, options);
        Snapshot snapshot = store.snapshot()) {
      ClosedStore closed = new ClosedStore(options, files, StoreText.of(snapshot));
      closed.rememberRecords(store.state(), snapshot);
      assertEquals(List.of(), LogStore.verify(closed.disk(), DIRECTORY, Progress.NONE).damages());
      return closed;
    }
  }

  private static NavigableMap<Path, byte[]> filesOf(SimulatedVfs vfs) throws IOException {
    NavigableMap<Path, byte[]> files = new TreeMap<>();
    for (String name : vfs.list(DIRECTORY)) {
      if (!name.equals("lock")) {
        files.put(DIRECTORY.resolve(name), vfs.content(DIRECTORY.resolve(name)));
      }
    }
    return files;
  }

  private void rememberRecords(LogState state, Snapshot snapshot) {
    RecordView view = new RecordView();
    for (LogCollection each : state.collections()) {
      IdIndex index = each.index();
      for (long id = index.nextInBlock(0); id < each.nextId(); id = index.nextInBlock(id + 1)) {
        if (snapshot.read(each.number(), id, view)) {
          long position = index.get(id) & ~IdIndex.CHECKED;
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

  /** The files, which nobody changes, by their paths. */
  NavigableMap<Path, byte[]> files() {
    return files;
  }

  byte[] bytesOf(Path path) {
    return Objects.requireNonNull(files.get(path));
  }

  /** The length of all files. */
  int length() {
    return files.values().stream().mapToInt(content -> content.length).sum();
  }

  /** A disk with the store. */
  SimulatedVfs disk() {
    return with(DIRECTORY, new byte[0]);
  }

  /** A disk with the store, one of whose files is damaged. */
  SimulatedVfs with(Path path, byte[] damaged) {
    SimulatedVfs vfs = new SimulatedVfs();
    files.forEach((each, content) -> vfs.put(each, each.equals(path) ? damaged : content));
    return vfs;
  }

  /** Opening, reading or verifying must tell, and nothing wrong may be read. */
  void expectReport(Path path, byte[] damaged, String what) {
    String where = path + ", " + what;
    expectNothingWrong(path, damaged, List.of(intact), what);
    VerifyReport report = LogStore.verify(with(path, damaged), DIRECTORY, Progress.NONE);
    assertFalse(report.isIntact(), where);
  }

  /** Opening and reading must tell of a damage, or show one of these states. */
  void expectNothingWrong(Path path, byte[] damaged, List<String> allowed, String what) {
    String where = path + ", " + what;
    try (LogStore store = LogStore.open(with(path, damaged), DIRECTORY, options);
        Snapshot snapshot = store.snapshot()) {
      assertTrue(allowed.contains(StoreText.of(snapshot)), where);
    } catch (StorageException e) {
      assertEquals(ErrorCode.CORRUPT, e.code(), where);
      assertTrue(String.valueOf(e.getMessage()).contains("offset"), where);
    }
  }

  /** Salvage must find every record that does not lie in the damaged range of a file. */
  SalvageReport expectRescue(Path path, byte[] damaged, int from, int to) {
    SimulatedVfs vfs = with(path, damaged);
    SalvageReport report =
        LogStore.salvage(vfs, DIRECTORY, RESCUED, options, MemberNames.NONE, Progress.NONE);
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
