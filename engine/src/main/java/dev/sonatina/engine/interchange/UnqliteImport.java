package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.RecordLimits;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.interchange.unqlite.UnqliteCollection;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.interchange.unqlite.UnqliteRecords;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.RecordEncoder;
import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.engine.storage.MetaKeys;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.jx9.value.StringValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes the collections of a {@code .unqlite} file over into a store, with their ids, next ids,
 * dates and schemas.
 *
 * <p>The store must not be in use by a database at the same time, which would not learn of new
 * member names. Everything goes over in one transaction, so that an import that fails, or whose
 * process is killed, leaves nothing. For one import, by one thread.
 */
public final class UnqliteImport {

  /** Progress is told, and cancellation looked for, after so much. */
  private static final int BATCH_BYTES = 8 << 20;

  private static final int BATCH_RECORDS = 10_000;

  /** What the format itself allows is taken over, whatever the limits for new records are. */
  private static final RecordLimits LIMITS = new RecordLimits(Transaction.RECORD_LENGTH_MAX, 64, 1);

  private final Store store;
  private final Clock clock;
  private final TransferProgress progress;
  private final Cancellation cancellation;
  private final KeyDictionary dictionary;
  private final RecordEncoder encoder;
  private final Map<StringValue, Integer> numbers = new HashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private long recordCount;
  private long repairedIds;

  /**
   * @param clock the date of collections whose own is not a date
   */
  public UnqliteImport(
      Store store, Clock clock, TransferProgress progress, Cancellation cancellation) {
    this.store = store;
    this.clock = clock;
    this.progress = progress;
    this.cancellation = cancellation;
    try (Snapshot snapshot = store.snapshot()) {
      dictionary = StoredNames.load(snapshot);
    }
    encoder = new RecordEncoder(dictionary, LIMITS, null);
  }

  /**
   * Takes everything over; it is synced when this returns.
   *
   * @throws DatabaseException {@link ErrorCode#COLLECTION_EXISTS}, before anything is stored
   * @throws SonatinaException {@link ErrorCode#CORRUPT} for damage in a file that is read strictly,
   *     {@link ErrorCode#CANCELLED}
   */
  public UnqliteImportReport run(UnqliteFile file) {
    List<UnqliteCollection> collections = file.collections();
    try (Transaction transaction = store.begin()) {
      createCollections(file, collections, transaction);
      copyRecords(file, collections, transaction);
      skipErasedIds(collections, transaction);
      transaction.commit(true);
    }
    long[] others = new long[1];
    file.otherKeys((key, data) -> others[0]++);
    remarks.addAll(file.remarks());
    return new UnqliteImportReport(
        collections.size(),
        recordCount,
        repairedIds,
        others[0],
        file.hasHotJournal(),
        file.damageCount(),
        file.damages(),
        List.copyOf(remarks));
  }

  private void createCollections(
      UnqliteFile file, List<UnqliteCollection> collections, Transaction transaction) {
    Set<String> names = new HashSet<>();
    transaction.collections().forEach(info -> names.add(info.name()));
    for (UnqliteCollection collection : collections) {
      String name = textOf(collection.name());
      if (!names.add(name)) {
        throw new DatabaseException(
            ErrorCode.COLLECTION_EXISTS, "collection '" + name + "' exists already");
      }
      Instant date = collection.created();
      long millis = date == null ? clock.millis() : date.toEpochMilli();
      int number = transaction.createCollection(name, millis);
      numbers.put(collection.name(), number);
      storeSchema(file, collection, number, transaction);
    }
    StoredNames.save(dictionary, transaction);
  }

  /** Names are bytes in the file. Those that are no UTF-8 are taken for Latin-1. */
  private String textOf(StringValue name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name.bytes())).toString();
    } catch (CharacterCodingException e) {
      String text = new String(name.bytes(), StandardCharsets.ISO_8859_1);
      remarks.add("the name of collection '" + text + "' is no UTF-8, and was taken for Latin-1");
      return text;
    }
  }

  private void storeSchema(
      UnqliteFile file, UnqliteCollection collection, int number, Transaction transaction) {
    if (collection.schemaBytes().isEmpty()) {
      return;
    }
    RecordVisitor target = encoder.begin();
    target.beginArray();
    if (file.tellSchema(collection, target)) {
      target.endArray();
      transaction.putMeta(
          MetaKeys.schema(number), Arrays.copyOf(encoder.bytes(), encoder.length()));
    } else {
      remarks.add("the schema of collection '" + collection.name() + "' cannot be read");
    }
  }

  private void copyRecords(
      UnqliteFile file, List<UnqliteCollection> collections, Transaction transaction) {
    long total = collections.stream().mapToLong(UnqliteCollection::liveCount).sum();
    UnqliteRecords records = file.records();
    boolean isMore = true;
    while (isMore) {
      if (cancellation.isCancelled()) {
        throw new SonatinaException(ErrorCode.CANCELLED, "the import was cancelled");
      }
      isMore = copyBatch(records, transaction);
      progress.records(recordCount, Math.max(recordCount, total));
    }
  }

  /** Copies some records; false if there are no more. */
  private boolean copyBatch(UnqliteRecords records, Transaction transaction) {
    int bytes = 0;
    for (int count = 0; count < BATCH_RECORDS && bytes < BATCH_BYTES; count++) {
      if (!records.next()) {
        return false;
      }
      IdChecker checker = new IdChecker(encoder.begin(), records.id());
      if (!records.tell(checker)) {
        continue;
      }
      if (encoder.length() > Transaction.RECORD_LENGTH_MAX) {
        throw new DatabaseException(
            ErrorCode.LIMIT_EXCEEDED,
            "record "
                + records.id()
                + " of '"
                + records.collection().name()
                + "' is longer than "
                + Transaction.RECORD_LENGTH_MAX
                + " bytes");
      }
      StoredNames.save(dictionary, transaction);
      int collection = number(records.collection());
      transaction.skipIds(collection, records.id());
      transaction.append(collection, encoder.bytes(), 0, encoder.length());
      bytes += encoder.length();
      recordCount++;
      repairedIds += checker.hasWrongId() ? 1 : 0;
    }
    return true;
  }

  /** Passes over the ids of records at the end that were erased. */
  private void skipErasedIds(List<UnqliteCollection> collections, Transaction transaction) {
    for (UnqliteCollection collection : collections) {
      long nextId = collection.nextId();
      if (UnqliteFile.isPossibleNextId(nextId)) {
        transaction.skipIds(number(collection), nextId);
      }
    }
  }

  private int number(UnqliteCollection collection) {
    Integer number = numbers.get(collection.name());
    if (number == null) {
      throw new IllegalStateException("no collection '" + collection.name() + "' was made");
    }
    return number;
  }
}
