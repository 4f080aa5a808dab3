package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.StoreContract;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class LogStoreTest extends StoreContract {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  @Override
  protected Store open() {
    return LogStore.open(
        Vfs.local(),
        directory.resolve("store"),
        LogOptions.defaults().withWriterWait(Duration.ofMillis(50)));
  }
}
