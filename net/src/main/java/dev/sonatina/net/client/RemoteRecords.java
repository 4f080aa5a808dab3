package dev.sonatina.net.client;

import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import java.util.Iterator;
import java.util.List;

/** Records that have all arrived. */
final class RemoteRecords implements Records {

  private final List<byte[]> texts;
  private boolean taken;

  RemoteRecords(List<byte[]> texts) {
    this.texts = texts;
  }

  @Override
  public Iterator<Record> iterator() {
    if (taken) {
      throw new IllegalStateException("these records have been iterated already");
    }
    taken = true;
    Iterator<byte[]> source = texts.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return source.hasNext();
      }

      @Override
      public Record next() {
        return RemoteRecord.withOwnId(source.next());
      }
    };
  }

  @Override
  public void close() {}
}
