package dev.sonatina.engine.storage.memory;

import dev.sonatina.engine.storage.CollectionInfo;

/** A collection in one state of the store; immutable. */
record MemoryCollection(CollectionInfo info, RecordTree records, long bytes) {

  MemoryCollection with(long nextId, long count, RecordTree newRecords, long newBytes) {
    return new MemoryCollection(
        new CollectionInfo(info.number(), info.name(), info.createdMillis(), nextId, count),
        newRecords,
        newBytes);
  }
}
