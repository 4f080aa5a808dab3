package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.storage.CollectionInfo;

/** A collection in one state of the store. Immutable as far as its readers can see. */
record LogCollection(
    int number,
    String name,
    long createdMillis,
    long nextId,
    long count,
    IdIndex index,
    SegmentUsage usage) {

  CollectionInfo info() {
    return new CollectionInfo(number, name, createdMillis, nextId, count);
  }

  LogCollection withNextId(long newNextId) {
    return new LogCollection(number, name, createdMillis, newNextId, count, index, usage);
  }
}
