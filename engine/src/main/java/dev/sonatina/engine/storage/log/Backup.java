package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Copies one state of an open store to another directory, which then is a store of its own.
 *
 * <p>A segment that the log has left never changes, so a second name for its file will do, where
 * the file system can give one; of the segment being written the part up to the state's end is
 * copied.
 */
final class Backup {

  private static final int PIECE_BYTES = 1 << 20;

  private final StoreFiles files;
  private final Progress progress;
  private long done;
  private long total;

  /**
   * @param files of the copy
   */
  Backup(StoreFiles files, Progress progress) {
    this.files = files;
    this.progress = progress;
  }

  /** Copies a state whose segments the caller holds; what there is of a failed copy is removed. */
  void copy(LogState state, long storeId) throws IOException {
    try (CopyTarget target = CopyTarget.claim(files)) {
      copyFiles(state, storeId);
      target.finish();
    }
  }

  /** Refuses a directory within that of the store to be copied: it would go when the store goes. */
  static void requireOutside(Path source, Path target) {
    if (target.toAbsolutePath().normalize().startsWith(source.toAbsolutePath().normalize())) {
      throw new StorageException(
          ErrorCode.INVALID_ARGUMENT,
          target + " lies in the database " + source + " (expected: a directory elsewhere)");
    }
  }

  private void copyFiles(LogState state, long storeId) throws IOException {
    int nextSegment = Position.segment(state.end()) + 1;
    CheckpointWriter.write(
        files,
        new CheckpointHeader(
            storeId, 1, state.end(), state.previousCrc(), state.version(), nextSegment),
        state);
    List<MappedSegment> segments = state.usedSegments();
    total = segments.stream().mapToLong(state::endOf).sum();
    for (MappedSegment segment : segments) {
      if (segment.number() == Position.segment(state.end()) || !link(segment)) {
        copy(segment, state.endOf(segment));
      }
      done += state.endOf(segment);
      progress.advanced(done, total);
    }
    files.vfs().syncDirectory(files.directory());
  }

  /** Whether the copy could get a second name for the file. */
  private boolean link(MappedSegment segment) throws IOException {
    Path path = files.segment(segment.number());
    try {
      files.vfs().link(path, segment.path());
    } catch (IOException e) {
      return false; // Another file system, one without links, or the file is gone meanwhile.
    }
    // The process that writes to the store may be another one, which has not synced the file yet.
    try (VfsFile file = files.vfs().open(path, Vfs.OpenMode.READ)) {
      file.sync();
    }
    return true;
  }

  private void copy(MappedSegment segment, int end) throws IOException {
    Path path = files.segment(segment.number());
    VfsFile file = files.vfs().open(path, Vfs.OpenMode.CREATE);
    try {
      for (int at = 0; at < end; at += PIECE_BYTES) {
        int length = Math.min(PIECE_BYTES, end - at);
        ByteBuffer piece = segment.bytes().slice(at, length);
        file.write(piece, at);
        progress.advanced(done + at + length, total);
      }
      file.sync();
    } finally {
      StoreFiles.closeQuietly(file);
    }
  }
}
