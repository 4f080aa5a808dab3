package dev.sonatina.conformance.bench;

import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.storage.log.LogStore;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;
import java.util.Objects;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** What the benchmark asks of a store, so that both are asked the same. */
interface RivalStore extends AutoCloseable {

  /** Opens one in a directory. */
  interface Opener {
    RivalStore open(Path directory);
  }

  /** Stores records with the next ids in one transaction, which is with the system afterwards. */
  void store(byte[] record, int count);

  /** A byte of the record of this id. */
  byte fetch(long id);

  /** Goes over all records in the order of their ids and adds up a byte of each. */
  long scan();

  void sync();

  @Override
  void close();

  /** Sonatina's log store. */
  final class Log implements RivalStore {
    private final LogStore store;
    private final int collection;
    private final RecordView view = new RecordView();

    Log(Path directory) {
      store = LogStore.open(Vfs.local(), directory, LogOptions.defaults());
      collection = collection();
    }

    private int collection() {
      try (Snapshot snapshot = store.snapshot()) {
        if (!snapshot.collections().isEmpty()) {
          return 0;
        }
      }
      try (Transaction transaction = store.begin()) {
        int made = transaction.createCollection("records");
        transaction.commit(false);
        return made;
      }
    }

    @Override
    public void store(byte[] record, int count) {
      try (Transaction transaction = store.begin()) {
        for (int i = 0; i < count; i++) {
          transaction.append(collection, record, 0, record.length);
        }
        transaction.commit(false);
      }
    }

    @Override
    public byte fetch(long id) {
      try (Snapshot snapshot = store.snapshot()) {
        if (!snapshot.read(collection, id, view)) {
          throw new IllegalStateException("no record " + id);
        }
        return view.toBytes()[7];
      }
    }

    @Override
    public long scan() {
      long sum = 0;
      try (Snapshot snapshot = store.snapshot();
          RecordCursor cursor = snapshot.scan(collection, 0, Long.MAX_VALUE)) {
        while (cursor.next(view)) {
          sum += view.byteAt(7);
        }
      }
      return sum;
    }

    @Override
    public void sync() {
      store.sync();
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /** H2's MVStore with its defaults. */
  final class MvStore implements RivalStore {
    private final MVStore store;
    private final MVMap<Long, byte[]> map;
    private long nextId;

    MvStore(Path directory) {
      directory.toFile().mkdirs();
      store =
          new MVStore.Builder()
              .fileName(directory.resolve("store.mv").toString())
              .autoCommitDisabled()
              .open();
      map = store.openMap("records");
      nextId = map.sizeAsLong();
    }

    @Override
    public void store(byte[] record, int count) {
      for (int i = 0; i < count; i++) {
        map.put(nextId++, record.clone());
      }
      store.commit();
    }

    @Override
    public byte fetch(long id) {
      return Objects.requireNonNull(map.get(id))[7];
    }

    @Override
    public long scan() {
      long sum = 0;
      for (Cursor<Long, byte[]> cursor = map.cursor(null); cursor.hasNext(); ) {
        cursor.next();
        sum += cursor.getValue()[7];
      }
      return sum;
    }

    @Override
    public void sync() {
      store.sync();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
