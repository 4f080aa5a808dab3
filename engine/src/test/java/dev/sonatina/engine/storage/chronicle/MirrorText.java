package dev.sonatina.engine.storage.chronicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.storage.log.LogStore;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;
import java.util.List;

/** Compares a mirror with the log. */
final class MirrorText {

  private MirrorText() {}

  /** Checks that a mirror shows what the log of its database holds, and nothing else. */
  static void assertShows(Path database) {
    try (Store log =
            LogStore.open(Vfs.local(), database, LogOptions.defaults().withReadOnly(true));
        Snapshot snapshot = log.snapshot()) {
      assertShows(database, snapshot);
    }
  }

  static void assertShows(Path database, Snapshot snapshot) {
    try (MirrorMaps maps = MirrorMaps.open(Vfs.local(), database)) {
      List<CollectionInfo> collections = snapshot.collections();
      assertEquals(collections.stream().map(CollectionInfo::name).toList(), maps.collectionNames());
      RecordView view = new RecordView();
      for (CollectionInfo info : collections) {
        for (long id = 0; id < Math.max(info.nextId(), maps.endId(info.number())); id++) {
          byte[] found = maps.read(info.number(), id);
          if (snapshot.read(info.number(), id, view)) {
            assertArrayEquals(view.toBytes(), found, info.name() + " " + id);
          } else {
            assertNull(found, info.name() + " " + id);
          }
          id = id > 10_000 ? Math.max(id, maps.nextId(info.number(), id + 1) - 1) : id;
        }
      }
      for (int keyId = 0; keyId < snapshot.keyLimit(); keyId++) {
        byte[] name = snapshot.key(keyId);
        assertArrayEquals(name == null ? new byte[0] : name, maps.names().get(keyId));
      }
    }
  }
}
