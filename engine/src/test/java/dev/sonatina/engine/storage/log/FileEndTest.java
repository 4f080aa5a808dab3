package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a segment is cut where the log left it, while it is mapped further. */
class FileEndTest {

  private static final int PAGE_BYTES = 4 << 10;

  @Test
  void lookingAheadStaysWithinTheFile(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("segment");
    Files.write(path, new byte[2 * PAGE_BYTES]);
    MappedSegment segment;
    try (VfsFile file = Vfs.local().open(path, Vfs.OpenMode.READ)) {
      segment = new MappedSegment(1, path, file.map(2 * PAGE_BYTES));
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(PAGE_BYTES);
    }
    SegmentSet segments = new SegmentSet(List.of(segment));
    long[] lastRecordOfTheFile = {Position.of(1, PAGE_BYTES - 32)};
    try {
      assertDoesNotThrow(() -> touchOften(segments, lastRecordOfTheFile));
    } finally {
      segments.release();
    }
  }

  /** The JVM raises the error of such a read a little later than it happens. */
  private static int touchOften(SegmentSet segments, long[] slots) {
    int sum = 0;
    for (int i = 0; i < 100; i++) {
      RecordPrefetch prefetch = new RecordPrefetch(slots.length);
      for (long position : slots) {
        prefetch.add(segments, position);
        sum += RecordPrefetch.read(segments, position);
      }
      sum += prefetch.read();
    }
    return sum;
  }
}
