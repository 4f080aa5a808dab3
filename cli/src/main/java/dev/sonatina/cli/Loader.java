package dev.sonatina.cli;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.interchange.JsonLinesReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Stores the records of a JSON Lines file in a collection, which it creates when it is missing.
 *
 * <p>A file may be larger than memory and than a transaction should be, so it goes in batches, each
 * one transaction. A line that is refused undoes the batches before it, unless refused lines are to
 * be passed over; then it is as if the file had never been loaded, but for the ids that were used
 * up in a collection that existed before.
 */
final class Loader {

  /** Told of each line that was refused. */
  interface RefusedLines {

    /**
     * Called in the order of lines.
     *
     * @return whether to go on with the next line
     */
    boolean refused(long lineNumber, SonatinaException reason);
  }

  private static final int BATCH_COUNT_MAX = 1_000;
  private static final int BATCH_SIZE_BYTES_MAX = 4 * 1024 * 1024;

  private final Database database;
  private final String collectionName;
  private final RefusedLines refusedLines;
  private final LongConsumer afterBatch;

  private final List<byte[]> batch = new ArrayList<>();
  private final List<Long> batchLineNumbers = new ArrayList<>();
  private final List<long[]> storedIds = new ArrayList<>();
  private boolean created;
  private int batchSizeBytes;
  private long storedCount;
  private long refusedCount;

  /**
   * @param refusedLines decides what a refused line means for the rest
   * @param afterBatch told the number of records stored so far
   */
  Loader(
      Database database,
      String collectionName,
      RefusedLines refusedLines,
      LongConsumer afterBatch) {
    this.database = database;
    this.collectionName = collectionName;
    this.refusedLines = refusedLines;
    this.afterBatch = afterBatch;
  }

  /**
   * Loads everything and commits; to be called once.
   *
   * @return whether all was stored that was to be stored; false when a refused line put an end to
   *     it and nothing was kept
   */
  boolean load(JsonLinesReader lines) throws IOException {
    created = !database.hasCollection(collectionName);
    Collection collection =
        created ? database.createCollection(collectionName) : database.collection(collectionName);
    boolean wanted;
    try {
      wanted = storeLines(collection, lines);
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

  private boolean storeLines(Collection collection, JsonLinesReader lines) throws IOException {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      batch.add(line);
      batchLineNumbers.add(lines.lineNumber());
      batchSizeBytes += line.length;
      if (batch.size() >= BATCH_COUNT_MAX || batchSizeBytes >= BATCH_SIZE_BYTES_MAX) {
        if (!storeBatch(collection)) {
          return false;
        }
      }
    }
    return storeBatch(collection);
  }

  private boolean storeBatch(Collection collection) {
    if (batch.isEmpty()) {
      return true;
    }
    boolean goOn = true;
    try {
      keep(collection.storeAllBytes(batch, Durability.DEFERRED));
    } catch (SonatinaException e) {
      if (!isAboutOneRecord(e)) {
        throw e;
      }
      goOn = storeOneByOne(collection);
    }
    batch.clear();
    batchLineNumbers.clear();
    batchSizeBytes = 0;
    afterBatch.accept(storedCount);
    return goOn;
  }

  /** A refused batch stored nothing; this finds the lines that were the reason. */
  private boolean storeOneByOne(Collection collection) {
    for (int i = 0; i < batch.size(); i++) {
      try {
        keep(collection.store(batch.get(i), Durability.DEFERRED));
      } catch (SonatinaException e) {
        if (!isAboutOneRecord(e)) {
          throw e;
        }
        refusedCount++;
        if (!refusedLines.refused(batchLineNumbers.get(i), e)) {
          return false;
        }
      }
    }
    return true;
  }

  private void keep(long... ids) {
    if (!created) {
      storedIds.add(ids);
    }
    storedCount += ids.length;
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
    return failure instanceof DatabaseException
        ? failure.code() == ErrorCode.INVALID_RECORD
        : failure.code() == ErrorCode.REFUSED || failure.code() == ErrorCode.LIMIT_EXCEEDED;
  }
}
