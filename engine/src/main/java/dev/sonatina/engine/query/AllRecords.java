package dev.sonatina.engine.query;

import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.record.JsonWriter;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every live record of a collection at the moment of a snapshot. */
final class AllRecords extends StreamedRecords {

  private final RecordCursor cursor;
  private final RecordView view = new RecordView();
  private final JsonWriter writer;

  /** Takes over the snapshot. */
  AllRecords(Snapshot snapshot, int collection, KeyDictionary dictionary) {
    super(snapshot, new ScanStatistics("every record in id order", "ANY", List.of(), 1, 0));
    cursor = snapshot.scan(collection, 0, Long.MAX_VALUE);
    writer = new JsonWriter(dictionary);
  }

  @Override
  @Nullable Record read() {
    if (!cursor.next(view)) {
      return null;
    }
    writer.reset();
    writer.write(view.buffer(), view.offset(), view.length(), cursor.id());
    return new StoredRecord(cursor.id(), writer.toBytes());
  }

  @Override
  void stop() {}

  @Override
  void release() {
    cursor.close();
  }
}
