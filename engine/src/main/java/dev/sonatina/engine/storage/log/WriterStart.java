package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Readies a recovered store for writing. */
final class WriterStart {

  private static final int REWRITE_BYTES = 1 << 20;

  private final StoreFiles files;
  private final LogOptions options;
  private final Recovered recovered;
  private final SyncGroup syncGroup;
  private final Map<Integer, VfsFile> unsynced = new TreeMap<>();

  WriterStart(StoreFiles files, LogOptions options, Recovered recovered, SyncGroup syncGroup) {
    this.files = files;
    this.options = options;
    this.recovered = recovered;
    this.syncGroup = syncGroup;
  }

  /** Opens what will have to be synced, and the segment in which the log goes on. */
  LogWriter writer() throws IOException {
    LogState state = recovered.state();
    boolean isUnsynced = state.end() != recovered.syncedTo();
    int current = Position.segment(state.end());
    @Nullable SegmentFile active = null;
    for (MappedSegment segment : state.segments().members()) {
      int number = segment.number();
      boolean goesOn = number == current && recovered.mayGoOn();
      if (goesOn || (isUnsynced && number >= Position.segment(recovered.syncedTo()))) {
        VfsFile file = files.vfs().open(segment.path(), Vfs.OpenMode.WRITE);
        unsynced.put(number, file);
        syncGroup.add(number, file, isUnsynced);
        if (goesOn) {
          int end = Position.offset(state.end());
          active =
              new SegmentFile(file, options.segmentBytes(), segment, end, options.background());
        }
      }
      if (number == current && !goesOn) {
        segment.seal(Position.offset(state.end()));
      }
    }
    syncGroup.written(state.end());
    return new LogWriter(files, options, syncGroup, recovered, active);
  }

  /**
   * Writes what the log holds since its last known sync once more, in place, and syncs it. For a
   * store left after a failed sync: what the operating system shows of the files may differ from
   * the disk without being marked for writing. Writing the same bytes again marks it.
   */
  void rewrite() throws IOException {
    LogState state = recovered.state();
    for (Map.Entry<Integer, VfsFile> each : unsynced.entrySet()) {
      MappedSegment segment = state.segments().segment(each.getKey());
      if (segment != null) {
        int end = state.endOf(segment);
        for (int at = 0; at < end; at += REWRITE_BYTES) {
          ByteBuffer piece = segment.bytes().slice(at, Math.min(REWRITE_BYTES, end - at));
          each.getValue().write(piece, at);
        }
      }
    }
    syncGroup.syncTo(state.end());
  }
}
