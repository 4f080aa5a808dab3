package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.file.Path;

/** Makes new segments. Used by the writer only. */
final class SegmentStarter {

  private final StoreFiles files;
  private final LogOptions options;
  private final long storeId;
  private int nextNumber;

  SegmentStarter(StoreFiles files, LogOptions options, long storeId, int nextNumber) {
    this.files = files;
    this.options = options;
    this.storeId = storeId;
    this.nextNumber = nextNumber;
  }

  /**
   * A new segment.
   *
   * @param file the segment's file
   * @param end the position at which the log goes on
   * @param previousCrc header checksum of the frame before that
   */
  record Started(SegmentFile file, long end, int previousCrc) {}

  /**
   * Makes a segment, with header and catalog. If that fails there is nothing new but perhaps a file
   * that the log does not lead to.
   *
   * @param place where the log stands before
   * @param base what the catalog lists
   * @param encoder an empty one, to be used for the catalog
   */
  Started start(LogPlace place, LogState base, long syncedTo, FrameEncoder encoder) {
    int number = nextNumber++;
    Path path = files.segment(number);
    try {
      VfsFile file = files.vfs().open(path, Vfs.OpenMode.CREATE);
      boolean complete = false;
      try {
        new SegmentHeader(storeId, number, place.previousCrc(), place.end()).write(file);
        Catalog catalog = new Catalog(encoder, file, number, base);
        catalog.write(syncedTo, place.previousCrc());
        SegmentFile segment =
            SegmentFile.start(number, file, options.segmentBytes(), options.background());
        complete = true;
        return new Started(segment, catalog.end(), catalog.previousCrc());
      } finally {
        encoder.clear();
        if (!complete) {
          StoreFiles.closeQuietly(file);
          files.removeQuietly(path);
        }
      }
    } catch (IOException e) {
      throw StorageErrors.failed("create", path, e);
    }
  }
}
