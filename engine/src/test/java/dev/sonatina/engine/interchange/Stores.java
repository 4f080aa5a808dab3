package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.RecordLimits;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.record.JsonWriter;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.RecordEncoder;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.storage.memory.MemoryStore;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Fills stores for tests, shows what is in them and takes them through files. */
final class Stores {

  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T01:02:04Z"), ZoneOffset.UTC);

  private Stores() {}

  static Store empty() {
    return new MemoryStore(CLOCK, Duration.ofSeconds(1));
  }

  /** Adds a collection with these records; null is an id without one. */
  static void add(Store store, String collection, List<String> records) {
    KeyDictionary dictionary;
    try (Snapshot snapshot = store.snapshot()) {
      dictionary = StoredNames.load(snapshot);
    }
    RecordEncoder encoder = new RecordEncoder(dictionary, RecordLimits.defaults(), null);
    try (Transaction transaction = store.begin()) {
      int number = transaction.createCollection(collection);
      for (int id = 0; id < records.size(); id++) {
        transaction.skipIds(number, id);
        if (records.get(id) != null) {
          encoder.encode(records.get(id).getBytes(StandardCharsets.UTF_8));
          StoredNames.save(dictionary, transaction);
          transaction.append(number, encoder.bytes(), 0, encoder.length());
        }
      }
      transaction.skipIds(number, records.size());
      transaction.commit(false);
    }
  }

  /** Everything in a store, a line for each collection and record. */
  static List<String> contents(Store store) {
    List<String> lines = new ArrayList<>();
    try (Snapshot snapshot = store.snapshot()) {
      JsonWriter json = new JsonWriter(StoredNames.load(snapshot));
      RecordView view = new RecordView();
      List<CollectionInfo> collections = new ArrayList<>(snapshot.collections());
      collections.sort((a, b) -> a.name().compareTo(b.name()));
      for (CollectionInfo info : collections) {
        lines.add(
            info.name()
                + " next "
                + info.nextId()
                + " count "
                + info.count()
                + " created "
                + Instant.ofEpochMilli(info.createdMillis()));
        try (RecordCursor cursor = snapshot.scan(info.number(), 0, Long.MAX_VALUE)) {
          while (cursor.next(view)) {
            json.reset();
            json.write(view.buffer(), view.offset(), view.length(), cursor.id());
            lines.add(cursor.id() + " " + new String(json.toBytes(), StandardCharsets.UTF_8));
          }
        }
      }
    }
    return lines;
  }

  static UnqliteExportReport write(Store store, Path file) {
    return write(store, Vfs.local(), file);
  }

  static UnqliteExportReport write(Store store, Vfs vfs, Path file) {
    try (Snapshot snapshot = store.snapshot()) {
      return new UnqliteExport(vfs, CLOCK, TransferProgress.NONE, new Cancellation())
          .write(snapshot, file);
    }
  }

  static UnqliteImportReport read(Path file, Store store) {
    return read(Vfs.local(), file, store, UnqliteFile.Reading.STRICT);
  }

  static UnqliteImportReport read(Vfs vfs, Path file, Store store, UnqliteFile.Reading reading) {
    try (UnqliteFile opened = UnqliteFile.open(vfs, file, reading)) {
      return new UnqliteImport(store, CLOCK, TransferProgress.NONE, new Cancellation()).run(opened);
    }
  }
}
