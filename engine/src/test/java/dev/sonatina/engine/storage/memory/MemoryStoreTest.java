package dev.sonatina.engine.storage.memory;

import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.StoreContract;
import java.time.Clock;
import java.time.Duration;

class MemoryStoreTest extends StoreContract {

  @Override
  protected Store open() {
    return new MemoryStore(Clock.systemUTC(), Duration.ofMillis(50));
  }
}
