package dev.sonatina.cli;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.interchange.RecordReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores the records of a file in a collection, which it creates when it is missing. {@link
 * BroughtIds} decides on their ids.
 *
 * <p>A file may be larger than memory and than a transaction should be, so it goes in batches, each
 * one transaction. A record that is refused undoes the batches before it, unless refused ones are
 * to be passed over; then it is as if the file had never been loaded, but for the ids that were
 * used up in a collection that existed before.
 */
final class Loader {

  /** Told of each record that was refused. */
  interface Refusals {

    /**
     * Called in the order of the file.
     *
     * @return whether to go on with the next record
     */
    boolean refused(LoadedText record, SonatinaException reason);
  }

  private static final int BATCH_COUNT_MAX = 1_000;
  private static final int BATCH_SIZE_BYTES_MAX = 4 * 1024 * 1024;

  private final Database database;
  private final String collectionName;
  private final Refusals refusals;
  private final LongConsumer afterBatch;

  private final List<LoadedText> batch = new ArrayList<>();
  private final List<long[]> storedIds = new ArrayList<>();
  private BroughtIds broughtIds = new BroughtIds(false);
  private boolean created;
  private int batchSizeBytes;
  private long storedCount;
  private long refusedCount;

  /**
   * @param refusals decides what a refused record means for the rest
   * @param afterBatch told the number of records stored so far
   */
  Loader(Database database, String collectionName, Refusals refusals, LongConsumer afterBatch) {
    this.database = database;
    this.collectionName = collectionName;
    this.refusals = refusals;
    this.afterBatch = afterBatch;
  }

  /**
   * Loads everything and commits; to be called once.
   *
   * @return whether all was stored that was to be stored; false when a refused record put an end to
   *     it and nothing was kept
   */
  boolean load(RecordReader records) throws IOException {
    created = !database.hasCollection(collectionName);
    Collection collection =
        created ? database.createCollection(collectionName) : database.collection(collectionName);
    broughtIds = new BroughtIds(created || collection.lastId().isEmpty());
    boolean wanted;
    try {
      wanted = storeAll(collection, records);
    } catch (IOException | RuntimeException e) {
      try {
        undo(collection);
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
    if (wanted) {
      database.commit();
    } else {
      undo(collection);
    }
    return wanted;
  }

  long storedCount() {
    return storedCount;
  }

  long refusedCount() {
    return refusedCount;
  }

  /** From which line on records did not keep the ids they brought, and why; null if they did. */
  @Nullable String remarkOnIds() {
    return broughtIds.remark();
  }

  private boolean storeAll(Collection collection, RecordReader records) throws IOException {
    boolean isMore = true;
    while (isMore) {
      try {
        byte[] text = records.next();
        isMore = text != null;
        if (text != null) {
          batch.add(new LoadedText(text, records.lineNumber(), records.column()));
          batchSizeBytes += text.length;
        }
      } catch (DatabaseException e) {
        LoadedText none = new LoadedText(new byte[0], records.lineNumber(), records.column());
        if (!storeBatch(collection) || !goesOnAfter(none, e)) {
          return false;
        }
      }
      if (!isMore || batch.size() >= BATCH_COUNT_MAX || batchSizeBytes >= BATCH_SIZE_BYTES_MAX) {
        if (!storeBatch(collection)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean storeBatch(Collection collection) {
    if (batch.isEmpty()) {
      return true;
    }
    boolean goOn = true;
    try {
      store(collection, batch);
    } catch (SonatinaException e) {
      if (!isAboutOneRecord(e)) {
        throw e;
      }
      goOn = storeOneByOne(collection);
    }
    batch.clear();
    batchSizeBytes = 0;
    afterBatch.accept(storedCount);
    return goOn;
  }

  /** A refused batch stored nothing; this finds the records that were the reason. */
  private boolean storeOneByOne(Collection collection) {
    for (LoadedText record : batch) {
      try {
        store(collection, List.of(record));
      } catch (SonatinaException e) {
        if (!isAboutOneRecord(e)) {
          throw e;
        }
        if (!goesOnAfter(record, e)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean goesOnAfter(LoadedText refused, SonatinaException reason) {
    refusedCount++;
    return refusals.refused(refused, reason);
  }

  private void store(Collection collection, List<LoadedText> records) {
    List<byte[]> texts = records.stream().map(LoadedText::text).toList();
    long[] ids = broughtIds.of(records);
    if (ids != null) {
      try {
        collection.storeAllAt(ids, texts, Durability.DEFERRED);
        keep(ids);
        return;
      } catch (SonatinaException e) {
        if (e.code() != ErrorCode.UNSUPPORTED) {
          throw e;
        }
        broughtIds.giveUp(records.get(0), "a server numbers records itself");
      }
    }
    if (texts.size() == 1) {
      keep(collection.store(texts.get(0), Durability.DEFERRED));
    } else {
      keep(collection.storeAllBytes(texts, Durability.DEFERRED));
    }
  }

  private void keep(long... ids) {
    if (!created) {
      storedIds.add(ids);
    }
    storedCount += ids.length;
    broughtIds.storedUpTo(ids[ids.length - 1]);
  }

  private void undo(Collection collection) {
    if (created) {
      database.dropCollection(collectionName);
    } else {
      for (long[] ids : storedIds) {
        collection.eraseAll(ids, Durability.DEFERRED);
      }
      database.commit();
    }
    storedCount = 0;
  }

  /** A server tells of a record it cannot take in words only. */
  private static boolean isAboutOneRecord(SonatinaException failure) {
    return failure.code() == ErrorCode.INVALID_RECORD
        || failure.code() == ErrorCode.REFUSED
        || failure.code() == ErrorCode.LIMIT_EXCEEDED;
  }
}
