package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .unqlite} database, open for reading. The file is never changed; a hot journal beside it
 * is rolled back in memory.
 *
 * <p>Opening walks over all keys once: that finds the collections, which the format lists nowhere,
 * and checks the structure. Memory stays below 64 MiB plus the largest record, whatever the size of
 * the file. Used by one thread.
 */
/*
 * The layers, from the bytes up:
 *
 *   Input          a file's bytes
 *   Pager          pages, with those of a HotJournal in place of changed ones
 *   HashStore      StoreHeader, BucketMap, Cell, PayloadReader: keys and their data
 *   RecordIndex    which of the keys are records, in the order of their ids
 *   FastJsonReader what is in a record
 */
public final class UnqliteFile implements AutoCloseable {

  /** What to do about damage. */
  public enum Reading {
    /** The first damage throws {@code CORRUPT} with its page and offset. */
    STRICT,
    /** Damage is noted and everything that can still be read is. */
    SALVAGE
  }

  /** Receives keys that belong to no collection. */
  public interface OtherKeys {
    void key(byte[] key, byte[] data);
  }

  private final Pager pager;
  private final DamageLog log;
  private final HashStore store;
  private final List<UnqliteCollection> collections = new ArrayList<>();
  private final Map<StringValue, Integer> places = new HashMap<>();
  private long keyCount;

  private UnqliteFile(Pager pager) {
    this.pager = pager;
    log = pager.log();
    store = new HashStore(pager);
    survey();
  }

  /**
   * Opens a database, rolling back in memory what a journal beside it says was not committed.
   *
   * @throws dev.sonatina.engine.api.StorageException {@code CORRUPT} for damage, in either way of
   *     reading if it is in the headers; {@code IO_FAILURE}
   */
  public static UnqliteFile open(Vfs vfs, Path path, Reading reading) {
    Path journal = UnqliteFormat.journalOf(path);
    DiskFile file = DiskFile.open(vfs, path, Vfs.OpenMode.READ);
    try {
      boolean hasJournal = vfs.exists(journal);
      return open(
          file, hasJournal ? DiskFile.open(vfs, journal, Vfs.OpenMode.READ) : null, reading);
    } catch (IOException e) {
      file.close();
      throw DiskFile.failed("look for", journal, e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Opens a database. Takes over the inputs, also when it throws. */
  static UnqliteFile open(Input file, @Nullable Input journal, Reading reading) {
    DamageLog log = new DamageLog(file.name(), reading == Reading.STRICT);
    Pager pager = Pager.open(file, journal, log);
    try {
      return new UnqliteFile(pager);
    } catch (RuntimeException e) {
      pager.close();
      throw e;
    }
  }

  /** The collections, ordered by the bytes of their names. */
  public List<UnqliteCollection> collections() {
    return List.copyOf(collections);
  }

  /** The collection of this name, null if there is none. */
  public @Nullable UnqliteCollection collection(String name) {
    Integer place = places.get(StringValue.of(name));
    return place == null ? null : collections.get(place);
  }

  /** All records, collection by collection in the order of {@link #collections}. */
  public UnqliteRecords records() {
    return records(0, RecordIndex.number(collections.size(), 0));
  }

  /** The records of a collection with {@code fromId <= id < toId}. */
  public UnqliteRecords records(UnqliteCollection collection, long fromId, long toId) {
    int place = place(collection);
    long from = Math.min(Math.max(0, fromId), RecordKey.ID_MAX + 1);
    long to = Math.min(Math.max(from, toId), RecordKey.ID_MAX + 1);
    return records(RecordIndex.number(place, from), RecordIndex.number(place, 0) + to);
  }

  /** The record of this id, as {@link #records} of that one id would find it. */
  public UnqliteRecords record(UnqliteCollection collection, long id) {
    return records(collection, id, id + 1);
  }

  /** The schema of a collection as the original sees it, null if there is none it can read. */
  public @Nullable Value schema(UnqliteCollection collection) {
    ValueBuilder builder = new ValueBuilder();
    return !collection.schemaBytes().isEmpty() && tellSchema(collection, builder)
        ? builder.result()
        : null;
  }

  /**
   * Tells of the schema of a collection, which has one.
   *
   * @return false if it cannot be read; part of it may have been told
   */
  public boolean tellSchema(UnqliteCollection collection, RecordVisitor visitor) {
    byte[] bytes = collection.schemaBytes().bytes();
    return FastJsonReader.exact().read(bytes, 0, bytes.length, visitor);
  }

  /** Whether a collection can have come that far. */
  public static boolean isPossibleNextId(long nextId) {
    return nextId >= 0 && nextId <= RecordKey.ID_MAX;
  }

  /** Hands out the keys that are neither a collection's header nor one of its records. */
  public void otherKeys(OtherKeys visitor) {
    RecordIndex index = new RecordIndex(store, collections, isSalvage());
    ByteBuilder data = new ByteBuilder(256);
    walk(
        (cell, key) -> {
          StringValue name = StringValue.of(key.bytes(), 0, key.length());
          if (places.containsKey(name) || index.numberOf(key.bytes(), key.length()) >= 0) {
            return;
          }
          data.clear();
          if (store.payloads().readData(cell, data)) {
            visitor.key(key.toArray(), data.toArray());
          }
        });
  }

  /** Whether the file is empty, which is a database without anything in it. */
  public boolean isEmpty() {
    return pager.pageCount() == 0;
  }

  public int pageSize() {
    return pager.pageSize();
  }

  /** Pages of the database, after rolling back. */
  public long pageCount() {
    return pager.pageCount();
  }

  /** How many buckets of the hash have pages. */
  public long bucketCount() {
    return store.bucketCount();
  }

  /** The next bucket to split. */
  public long splitBucket() {
    StoreHeader header = store.header();
    return header == null ? 0 : header.split();
  }

  /** How many buckets there were when the splitting began anew. */
  public long maxSplitBucket() {
    StoreHeader header = store.header();
    return header == null ? 0 : header.max();
  }

  public long freePageCount() {
    return store.countFreePages();
  }

  /** All keys: collections, records and others. */
  public long keyCount() {
    return keyCount;
  }

  /** Whether a journal was rolled back. */
  public boolean hasHotJournal() {
    return pager.journal() != null;
  }

  /** When the database was created, as a {@link PackedTime}; 0 if it is empty. */
  public int createdPacked() {
    DatabaseHeader header = pager.header();
    return header == null ? 0 : header.created();
  }

  /** How much damage was noted so far, when salvaging. */
  public long damageCount() {
    return log.damageCount();
  }

  /** The first damages that were noted, with page and offset. */
  public List<String> damages() {
    return log.damages();
  }

  /** Oddities that hide no record. */
  public List<String> remarks() {
    return log.remarks();
  }

  @Override
  public void close() {
    pager.close();
  }

  private boolean isSalvage() {
    return !log.isStrict();
  }

  private UnqliteRecords records(long from, long to) {
    RecordIndex index = new RecordIndex(store, collections, isSalvage());
    return new UnqliteRecords(pager, store, index, collections, from, to);
  }

  private int place(UnqliteCollection collection) {
    Integer place = places.get(collection.name());
    if (place == null) {
      throw new IllegalArgumentException("no collection of this file: " + collection.name());
    }
    return place;
  }

  private void walk(HashStore.Visitor visitor) {
    if (isSalvage()) {
      store.sweep(visitor);
    } else {
      store.walk(visitor, false);
    }
  }

  /** Goes over all keys, checking them, and keeps the collections. */
  private void survey() {
    HashStore.Visitor checker = (cell, key) -> keyCount++;
    HashStore.Visitor finder = (cell, key) -> addIfCollection(cell, key);
    if (isSalvage()) {
      store.walk(checker, true);
      keyCount = 0;
      store.sweep((cell, key) -> both(checker, finder, cell, key));
    } else {
      store.walk((cell, key) -> both(checker, finder, cell, key), true);
    }
    collections.sort(Comparator.comparing(UnqliteCollection::name));
    for (UnqliteCollection collection : collections) {
      places.put(collection.name(), places.size());
    }
    if (collections.size() > RecordIndex.COLLECTIONS_MAX) {
      throw log.fatal(0, 0, collections.size() + " collections");
    }
  }

  private static void both(
      HashStore.Visitor first, HashStore.Visitor second, Cell cell, ByteBuilder key) {
    first.cell(cell, key);
    second.cell(cell, key);
  }

  private void addIfCollection(Cell cell, ByteBuilder key) {
    if (cell.dataLength() < UnqliteCollection.HEADER_SIZE) {
      return;
    }
    ByteBuilder data = new ByteBuilder(64);
    boolean isHeader =
        store.payloads().readData(cell, 2, data)
            && UnqliteCollection.isHeader(data.bytes(), data.length(), cell.dataLength());
    data.clear();
    if (isHeader && store.payloads().readData(cell, data)) {
      StringValue name = StringValue.of(key.toArray());
      UnqliteCollection found = UnqliteCollection.read(name, data.bytes(), data.length());
      if (!isPossibleNextId(found.nextId())) {
        log.damaged(cell.page(), cell.offset(), "next id " + found.nextId() + " of '" + name + "'");
      }
      collections.add(found);
    }
  }
}
