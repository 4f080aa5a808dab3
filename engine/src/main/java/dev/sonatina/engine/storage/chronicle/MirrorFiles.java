package dev.sonatina.engine.storage.chronicle;

import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The files of a mirror, in the directory {@code mirror} of the database:
 *
 * <pre>
 *   state                 how current the mirror is; see {@link MirrorState}
 *   catalog               collections, their maps, member names; see {@link MirrorCatalog}
 *   cC-F-E.map            a Chronicle Map: records of the collection number C from id F on;
 *                         E counts up each time that it is made anew
 *   cC-I-V.large          the bytes of a record that is too large for a map: id I of collection
 *                         number C, as transaction V left it
 * </pre>
 *
 * A map's key is the record's id, a {@code Long}; its value is a {@code byte[]}:
 *
 * <pre>
 *   0       1
 *   | 0     | the record's bytes, as the store encodes them
 *   | 1     | V, 8 bytes, little-endian: the record is in the file cC-I-V.large
 * </pre>
 *
 * Everything can be made anew from the log, and is when the mirror was not closed in order.
 */
record MirrorFiles(Vfs vfs, Path directory) {

  static final String DIRECTORY = "mirror";

  static final byte RECORD = 0;
  static final byte LARGE = 1;

  static MirrorFiles of(Vfs vfs, Path database) {
    return new MirrorFiles(vfs, database.resolve(DIRECTORY));
  }

  Path state() {
    return directory.resolve("state");
  }

  Path catalog() {
    return directory.resolve("catalog");
  }

  Path map(int collection, long firstId, int edition) {
    return directory.resolve("c" + collection + "-" + firstId + "-" + edition + ".map");
  }

  Path large(int collection, long id, long version) {
    return directory.resolve("c" + collection + "-" + id + "-" + version + ".large");
  }

  /** Makes everything survive a power cut. */
  void sync() throws IOException {
    for (String name : vfs.list(directory)) {
      try (VfsFile file = vfs.open(directory.resolve(name), Vfs.OpenMode.READ)) {
        file.sync();
      }
    }
    vfs.syncDirectory(directory);
  }

  /** Removes everything but the state, which readers may be watching. */
  void clear() throws IOException {
    vfs.createDirectories(directory);
    for (String name : vfs.list(directory)) {
      if (name.endsWith(".map") || name.endsWith(".large") || name.startsWith("catalog")) {
        vfs.delete(directory.resolve(name));
      }
    }
  }
}
