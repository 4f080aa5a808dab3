package dev.sonatina.engine.storage.memory;

import dev.sonatina.engine.storage.Snapshot;

/** A state held for reading; the garbage collector does the rest. */
final class MemorySnapshot extends MemoryReader implements Snapshot {

  private final MemoryState state;

  MemorySnapshot(MemoryState state) {
    this.state = state;
  }

  @Override
  MemoryState state() {
    return state;
  }

  @Override
  public long version() {
    return state.version();
  }

  @Override
  public void close() {}
}
