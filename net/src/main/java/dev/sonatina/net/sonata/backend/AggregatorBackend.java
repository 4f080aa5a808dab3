package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.jx9.diagnostic.Jx9Exception;
import dev.sonatina.net.protocol.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Type {@code aggregator}: collects stores for another database and passes them on in batches.
 *
 * <p>Stores are answered with the id 2^64-1, since the real one is not known yet. A batch is passed
 * on when it has {@code batch_size} (32) records, with a store that commits, at a commit, and when
 * the database is closed; unless the configuration says otherwise also before each read, update or
 * erase of its collection ({@code flush_on_read}) and before scripts ({@code flush_on_exec}). With
 * {@code commit_on_flush} it is synced then. {@code async_flush} has no meaning left: a batch never
 * holds up anybody but the store that filled it.
 */
final class AggregatorBackend implements Backend {

  private static final long UNKNOWN_ID = -1;
  private static final int BATCH_SIZE_MAX = 1 << 20;

  /** More than any database keeps of a record besides its bytes. */
  private static final int RECORD_BYTES = 256;

  private static final System.Logger LOG = System.getLogger(AggregatorBackend.class.getName());

  private final Backend inner;
  private final int batchSize;
  private final boolean flushOnRead;
  private final boolean flushOnExecute;
  private final boolean commitOnFlush;
  private final HeapBudget.Share heapShare;
  private final Map<String, Batch> batches = new HashMap<>();

  /** Records of a collection that were acknowledged. */
  private static final class Batch {
    private final List<NewRecord> records = new ArrayList<>();

    /** What was taken for them. */
    private long bytes;
  }

  /**
   * A backend that owns the inner one, which is made only once the rest of the configuration has
   * been read.
   *
   * @throws BackendFault when a value has the wrong type, or the inner one is refused
   */
  AggregatorBackend(BackendConfig config, HeapBudget heapBudget, Supplier<Backend> inner) {
    flushOnRead = config.bool("flush_on_read", true);
    flushOnExecute = config.bool("flush_on_exec", true);
    batchSize = (int) Math.max(1, Math.min(config.number("batch_size", 32), BATCH_SIZE_MAX));
    commitOnFlush = config.bool("commit_on_flush", true);
    config.bool("async_flush", false);
    heapShare = heapBudget.share();
    this.inner = inner.get();
  }

  @Override
  public void createCollection(String collection) {
    inner.createCollection(collection);
  }

  @Override
  public boolean hasCollection(String collection) {
    return inner.hasCollection(collection);
  }

  @Override
  public String openText(String collection, boolean exists) {
    return inner.openText(collection, exists);
  }

  @Override
  public void dropCollection(String collection) {
    flush(collection);
    inner.dropCollection(collection);
  }

  @Override
  public long store(String collection, NewRecord record) {
    storeMulti(collection, List.of(record));
    return UNKNOWN_ID;
  }

  @Override
  public String notArrayText() {
    return ErrorTexts.JSON_NOT_ARRAY;
  }

  /** Texts have to be strict JSON here, and are passed on as values. */
  @Override
  public long[] storeMulti(String collection, List<NewRecord> newRecords) {
    List<JsonValue> records = newRecords.stream().map(NewRecord::json).toList();
    long bytes = records.stream().mapToLong(AggregatorBackend::bytesToTake).sum();
    requireCollection(collection);
    boolean full;
    heapShare.change(bytes);
    synchronized (batches) {
      Batch batch = batches.computeIfAbsent(collection, key -> new Batch());
      records.forEach(record -> batch.records.add(NewRecord.of(record)));
      batch.bytes += bytes;
      full = batch.records.size() >= batchSize;
    }
    if (full) {
      flushIfThereIsRoom(collection);
    }
    long[] ids = new long[records.size()];
    Arrays.fill(ids, UNKNOWN_ID);
    return ids;
  }

  /** The record is there twice while it is passed on, and the other one must not be refused. */
  private static long bytesToTake(JsonValue record) {
    return RECORD_BYTES + 2 * HeapBytes.of(record);
  }

  /** What has been stored is acknowledged, and waits if there is no room for it elsewhere. */
  private void flushIfThereIsRoom(String collection) {
    try {
      flush(collection);
    } catch (SonatinaException e) {
      if (e.code() != ErrorCode.MEMORY_FULL) {
        throw e;
      }
    }
  }

  private void requireCollection(String collection) {
    if (!inner.hasCollection(collection)) {
      throw new BackendFault(ErrorTexts.COLLECTION_MISSING);
    }
  }

  /**
   * Passes a collection's batch on.
   *
   * @throws RuntimeException if there is no memory for it; it stays
   */
  private void flush(String collection) {
    synchronized (batches) {
      Batch batch = batches.remove(collection);
      if (batch == null) {
        return;
      }
      heapShare.change(-batch.bytes);
      try {
        inner.storeMulti(collection, batch.records);
      } catch (RuntimeException e) {
        if (isShortOfMemory(e)) {
          heapShare.keep(batch.bytes);
          batches.put(collection, batch);
          throw e;
        }
        batch.records.forEach(record -> storeAlone(collection, record));
      }
      if (commitOnFlush) {
        inner.commit();
      }
    }
  }

  /** Whether a batch was refused for a limit of this server or of a script. */
  private static boolean isShortOfMemory(RuntimeException e) {
    return e instanceof Jx9Exception
        || (e instanceof SonatinaException refused && refused.code() == ErrorCode.MEMORY_FULL);
  }

  /** A record that is refused was acknowledged, and must not take its whole batch with it. */
  private void storeAlone(String collection, NewRecord record) {
    try {
      inner.storeMulti(collection, List.of(record));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "lost a record on its way to collection " + collection, e);
    }
  }

  private void flushAll() {
    synchronized (batches) {
      List.copyOf(batches.keySet()).forEach(this::flush);
    }
  }

  private void beforeRead(String collection) {
    if (flushOnRead) {
      flush(collection);
    }
  }

  @Override
  public void fetch(String collection, long id, RecordForm form, RecordSink sink) {
    beforeRead(collection);
    inner.fetch(collection, id, form, sink);
  }

  @Override
  public void fetchMulti(String collection, long[] ids, RecordForm form, RecordSink sink) {
    beforeRead(collection);
    inner.fetchMulti(collection, ids, form, sink);
  }

  @Override
  public void filter(
      String collection, String function, Cancellation cancellation, RecordSink sink) {
    beforeRead(collection);
    inner.filter(collection, function, cancellation, sink);
  }

  @Override
  public void all(String collection, RecordForm form, RecordSink sink) {
    beforeRead(collection);
    inner.all(collection, form, sink);
  }

  @Override
  public void update(String collection, long id, NewRecord record) {
    beforeRead(collection);
    inner.update(collection, id, record);
  }

  @Override
  public boolean[] updateMulti(String collection, long[] ids, List<NewRecord> records) {
    beforeRead(collection);
    return inner.updateMulti(collection, ids, records);
  }

  @Override
  public void erase(String collection, long id) {
    beforeRead(collection);
    inner.erase(collection, id);
  }

  @Override
  public void eraseMulti(String collection, long[] ids) {
    beforeRead(collection);
    inner.eraseMulti(collection, ids);
  }

  @Override
  public long size(String collection) {
    beforeRead(collection);
    return inner.size(collection);
  }

  @Override
  public long lastId(String collection) {
    beforeRead(collection);
    return inner.lastId(collection);
  }

  @Override
  public Map<String, byte[]> execute(
      String code, List<String> variables, Cancellation cancellation) {
    if (flushOnExecute) {
      flushAll();
    }
    return inner.execute(code, variables, cancellation);
  }

  @Override
  public void commit() {
    flushAll();
    inner.commit();
  }

  @Override
  public void committed() {
    inner.committed();
  }

  @Override
  public void close() {
    try {
      flushAll();
    } finally {
      heapShare.close();
      inner.close();
    }
  }

  @Override
  public void destroy() {
    heapShare.close();
    inner.destroy();
  }
}
