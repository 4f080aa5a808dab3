package dev.sonatina.engine.query;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.record.JsonWriter;
import dev.sonatina.engine.record.RecordEncoder;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.RecordView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A collection of an {@link EmbeddedDatabase}, known by its name: one that was dropped and created
 * anew is the same collection to its users.
 */
final class EmbeddedCollection implements Collection {

  /** How many of the records asked for are reached for at once; at most 64. */
  private static final int AHEAD = 64;

  /** Elements of arrays that one call may store: an eighth of the heap, at 128 bytes for each. */
  private static final int ELEMENTS_MAX =
      (int) Math.min(Runtime.getRuntime().maxMemory() / 8 / 128, Integer.MAX_VALUE);

  private final EmbeddedDatabase database;
  private final String name;

  EmbeddedCollection(EmbeddedDatabase database, String name) {
    this.database = database;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  // --- writing

  @Override
  public long store(byte[] record, Durability durability) {
    return database.encoding(
        encoder -> {
          encoder.encode(record);
          return database.writing(
              durability,
              transaction -> {
                int number = database.collectionIn(transaction.reader(), name).number();
                return append(transaction, number, encoder);
              });
        });
  }

  /** All are encoded before the first is stored, so that a refused one uses up no ids. */
  @Override
  public long[] storeAllBytes(List<byte[]> records, Durability durability) {
    return database.encoding(
        encoder -> {
          List<List<byte[]>> forms = encodeAll(encoder, records);
          return database.writing(
              durability,
              transaction -> {
                int number = database.collectionIn(transaction.reader(), name).number();
                long[] ids = new long[forms.size()];
                for (int i = 0; i < ids.length; i++) {
                  ids[i] = append(transaction, number, forms.get(i));
                }
                return ids;
              });
        });
  }

  /** As {@link #storeAllBytes}, all that may be refused is looked at first. */
  @Override
  public void storeAllAt(long[] ids, List<byte[]> records, Durability durability) {
    requireAsMany(ids, records);
    database.encoding(
        encoder -> {
          List<byte[]> forms = new ArrayList<>(ids.length);
          for (int i = 0; i < ids.length; i++) {
            if (ids.length == 1) {
              encoder.encode(records.get(i));
            } else {
              encodeNumbered(encoder, records.get(i), i);
            }
            refuseArray(encoder);
            forms.add(Arrays.copyOf(encoder.bytes(), encoder.length()));
          }
          return database.writing(
              durability,
              transaction -> {
                CollectionInfo collection = database.collectionIn(transaction.reader(), name);
                requireAscending(ids, collection.nextId());
                for (int i = 0; i < ids.length; i++) {
                  transaction.appendAt(collection.number(), ids[i], forms.get(i));
                }
                return ids;
              });
        });
  }

  private static void requireAscending(long[] ids, long idMin) {
    long least = idMin;
    for (long id : ids) {
      if (id < least || id > ID_MAX) {
        throw new SonatinaException(
            ErrorCode.INVALID_ARGUMENT,
            "ids: " + id + " (expected: " + least + ".." + ID_MAX + ")");
      }
      least = id + 1;
    }
  }

  /** What to store for each record: itself, or the elements of an array. */
  private static List<List<byte[]>> encodeAll(RecordEncoder encoder, List<byte[]> records) {
    List<List<byte[]>> forms = new ArrayList<>(records.size());
    int elementsLeft = ELEMENTS_MAX;
    for (int i = 0; i < records.size(); i++) {
      encodeNumbered(encoder, records.get(i), i);
      if (encoder.isArray()) {
        List<byte[]> elements = encoder.elements(elementsLeft);
        elementsLeft -= elements.size();
        forms.add(elements);
      } else {
        forms.add(List.of(Arrays.copyOf(encoder.bytes(), encoder.length())));
      }
    }
    return forms;
  }

  /**
   * Stores the record just encoded; an array is taken apart, as scripts do it. Answers the first
   * id.
   */
  private static long append(WriteTransaction transaction, int number, RecordEncoder encoder) {
    if (!encoder.isArray()) {
      return transaction.append(number, encoder);
    }
    return append(transaction, number, encoder.elements(ELEMENTS_MAX));
  }

  private static long append(WriteTransaction transaction, int number, List<byte[]> forms) {
    long first = -1;
    for (byte[] form : forms) {
      long id = transaction.append(number, form);
      first = first < 0 ? id : first;
    }
    if (first < 0) {
      throw new DatabaseException(
          ErrorCode.INVALID_RECORD, "record: an empty array (expected: something to store)");
    }
    return first;
  }

  private static void encodeNumbered(RecordEncoder encoder, byte[] record, int index) {
    try {
      encoder.encode(record);
    } catch (DatabaseException e) {
      throw new DatabaseException(
          e.code(), "record " + index + ": " + e.getMessage(), e, e.line(), e.column());
    }
  }

  @Override
  public void update(long id, byte[] record, Durability durability) {
    boolean[] updated = updateAllBytes(new long[] {id}, List.of(record), durability);
    if (!updated[0]) {
      throw noSuchRecord(id);
    }
  }

  @Override
  public boolean[] updateAllBytes(long[] ids, List<byte[]> records, Durability durability) {
    requireAsMany(ids, records);
    boolean[] updated = replaceAll(ids, records, durability);
    for (boolean done : updated) {
      if (!done) {
        database.errorLog.noRecordToUpdate(name);
      }
    }
    return updated;
  }

  private static void requireAsMany(long[] ids, List<byte[]> records) {
    if (ids.length != records.size()) {
      throw new SonatinaException(
          ErrorCode.INVALID_ARGUMENT,
          "ids: " + ids.length + " (expected: as many as records, " + records.size() + ")");
    }
  }

  private boolean[] replaceAll(long[] ids, List<byte[]> records, Durability durability) {
    return database.encoding(
        encoder ->
            database.writing(
                durability,
                transaction -> {
                  int number = database.collectionIn(transaction.reader(), name).number();
                  boolean[] updated = new boolean[ids.length];
                  for (int i = 0; i < ids.length; i++) {
                    encodeNumbered(encoder, records.get(i), i);
                    refuseArray(encoder);
                    updated[i] = transaction.replace(number, ids[i], encoder);
                  }
                  return updated;
                }));
  }

  private static void refuseArray(RecordEncoder encoder) {
    if (encoder.isArray()) {
      throw new DatabaseException(
          ErrorCode.INVALID_RECORD, "record: an array (expected: one record for one id)");
    }
  }

  @Override
  public void erase(long id, Durability durability) {
    eraseAll(new long[] {id}, durability);
  }

  @Override
  public void eraseAll(long[] ids, Durability durability) {
    int erased =
        database.writing(
            durability,
            transaction -> {
              int number = database.collectionIn(transaction.reader(), name).number();
              int count = 0;
              while (count < ids.length && transaction.erase(number, ids[count])) {
                count++;
              }
              return count;
            });
    if (erased < ids.length) {
      throw noSuchRecord(ids[erased]);
    }
  }

  private DatabaseException noSuchRecord(long id) {
    return new DatabaseException(
        ErrorCode.NO_SUCH_RECORD, "no record " + id + " in collection '" + name + "'");
  }

  // --- reading

  @Override
  public Optional<Record> find(long id) {
    return findAll(id).get(0);
  }

  @Override
  public List<Optional<Record>> findAll(long... ids) {
    return database.reading(
        snapshot -> {
          int number = database.collectionIn(snapshot, name).number();
          RecordView[] views = new RecordView[Math.min(AHEAD, ids.length)];
          Arrays.setAll(views, i -> new RecordView());
          JsonWriter writer = new JsonWriter(database.dictionary);
          List<Optional<Record>> found = new ArrayList<>(ids.length);
          for (int from = 0; from < ids.length; from += AHEAD) {
            int to = Math.min(from + AHEAD, ids.length);
            long exists = snapshot.readAll(number, ids, from, to, views);
            for (int i = 0; i < to - from; i++) {
              boolean isThere = (exists >>> i & 1) != 0;
              found.add(
                  isThere ? Optional.of(text(writer, ids[from + i], views[i])) : Optional.empty());
            }
          }
          snapshot.confirmReads();
          return found;
        });
  }

  private static Record text(JsonWriter writer, long id, RecordView view) {
    writer.reset();
    writer.write(view.buffer(), view.offset(), view.length(), id);
    return new StoredRecord(id, writer.toBytes());
  }

  @Override
  public Records all() {
    return database.streaming(
        snapshot -> {
          CollectionScan scan =
              new CollectionScan(database, database.collectionIn(snapshot, name), null, true);
          ScanStatistics statistics =
              new ScanStatistics("every record in id order", "ANY", List.of(), scan.threads(), 0);
          return scan.open(snapshot, null, () -> new EveryRecord(database.dictionary), statistics);
        });
  }

  @Override
  public Records filter(FilterRequest request) {
    return new FilterExecution(database, name, request).open();
  }

  @Override
  public Explanation explain(FilterRequest request) {
    try (Records records = filter(request)) {
      for (Record record : records) {
        record.id();
      }
      return records.explanation();
    }
  }

  @Override
  public void createColumn(String path) {
    database.reading(snapshot -> database.collectionIn(snapshot, name));
    database.declareColumn(name, path);
  }

  @Override
  public List<String> declaredColumns() {
    return database.reading(
        snapshot ->
            ColumnRegistry.declaredTexts(snapshot, database.collectionIn(snapshot, name).name()));
  }

  @Override
  public long size() {
    return info().count();
  }

  @Override
  public OptionalLong lastId() {
    long next = info().nextId();
    return next == 0 ? OptionalLong.empty() : OptionalLong.of(next - 1);
  }

  private CollectionInfo info() {
    return database.reading(snapshot -> database.collectionIn(snapshot, name));
  }

  @Override
  public String toString() {
    return name;
  }
}
