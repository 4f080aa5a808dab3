package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.file.Path;

/** Makes the first segment of a new store. It gets its name when it is whole and synced. */
final class StoreCreator {

  private StoreCreator() {}

  /** Creates the directory and those above it, so that they survive a power cut. */
  static void createDirectory(Vfs vfs, Path directory) throws IOException {
    if (vfs.exists(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      createDirectory(vfs, parent);
    }
    vfs.createDirectories(directory);
    if (parent != null) {
      vfs.syncDirectory(parent);
    }
  }

  static void create(StoreFiles files, long storeId) throws IOException {
    Vfs vfs = files.vfs();
    Path path = files.segment(1);
    Path unfinished = StoreFiles.unfinished(path);
    if (vfs.exists(unfinished)) {
      vfs.delete(unfinished);
    }
    try (VfsFile file = vfs.open(unfinished, Vfs.OpenMode.CREATE)) {
      new SegmentHeader(storeId, 1, 0, 0).write(file);
      file.sync();
    }
    vfs.rename(unfinished, path);
    vfs.syncDirectory(files.directory());
  }
}
