package dev.sonatina.engine.storage.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.vfs.SimulatedVfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreFilesTest {

  private static final Path DIRECTORY = Path.of("/store");

  @Test
  void namesThatAreOnlyLikeThoseOfTheStoreAreForeign() throws IOException {
    SimulatedVfs vfs = new SimulatedVfs();
    StoreFiles files = new StoreFiles(vfs, DIRECTORY);
    for (String name :
        new String[] {
          "segment-9999999999.log", "segment-12.log", "segment-00000000x1.log", "checkpoint-", "a"
        }) {
      vfs.put(DIRECTORY.resolve(name), new byte[1]);
    }
    assertTrue(files.list().isEmpty());
    assertTrue(files.list().others());
    vfs.put(files.segment(Integer.MAX_VALUE), new byte[1]);
    vfs.put(files.checkpoint(7), new byte[1]);
    vfs.put(StoreFiles.unfinished(files.segment(3)), new byte[1]);
    assertEquals(Set.of(Integer.MAX_VALUE), files.list().segments());
    assertEquals(Set.of(7), files.list().checkpoints());
    assertEquals(1, files.list().unfinished().size());
  }
}
