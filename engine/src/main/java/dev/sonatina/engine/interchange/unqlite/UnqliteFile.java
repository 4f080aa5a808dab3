package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
  private final KeySurvey keys;

  /** Where records lie, if another file tells that. */
  private UnqliteRecords.@Nullable Windows windows;

  /** The window that was loaded last for other files. */
  private @Nullable RecordWindow shared;

  /**
   * @param surveyed what is known of the keys, null to go over them
   */
  private UnqliteFile(Pager pager, @Nullable KeySurvey surveyed) {
    this.pager = pager;
    log = pager.log();
    store = new HashStore(pager);
    keys = surveyed != null ? surveyed : KeySurvey.of(store, log);
  }

  /**
   * Opens a database, rolling back in memory what a journal beside it says was not committed.
   *
   * @throws StorageException {@link ErrorCode#CORRUPT} for damage, in either way of reading if it
   *     is in the headers; {@link ErrorCode#IO_FAILURE}
   */
  public static UnqliteFile open(Vfs vfs, Path path, Reading reading) {
    return opened(openPager(vfs, path, reading == Reading.STRICT), null);
  }

  /** Opens a database. Takes over the inputs, also when it throws. */
  static UnqliteFile open(Input file, @Nullable Input journal, Reading reading) {
    DamageLog log = new DamageLog(file.name(), reading == Reading.STRICT);
    return opened(Pager.open(file, journal, log), null);
  }

  /**
   * Opens the same file for another thread, without going over its keys again. Where its records
   * lie it learns from this one, which must stay open and serve nothing else.
   *
   * @throws StorageException {@link ErrorCode#BUSY} if the file was changed meanwhile
   */
  public UnqliteFile openAgain(Vfs vfs, Path path) {
    UnqliteFile again = opened(openPager(vfs, path, log.isStrict()), keys);
    if (!again.isSameAs(this)) {
      again.close();
      throw new StorageException(
          ErrorCode.BUSY, path + " was changed by another program while it was being read");
    }
    again.windows = this::sharedWindow;
    return again;
  }

  /** The collections, ordered by the bytes of their names. */
  public List<UnqliteCollection> collections() {
    return keys.collections();
  }

  /** The collection of this name, null if there is none. */
  public @Nullable UnqliteCollection collection(String name) {
    int place = keys.place(StringValue.of(name));
    return place < 0 ? null : keys.collections().get(place);
  }

  /** All records, collection by collection in the order of {@link #collections}. */
  public UnqliteRecords records() {
    return records(0, RecordIndex.number(keys.collections().size(), 0));
  }

  /** The records of a collection with {@code fromId <= id < toId}. */
  public UnqliteRecords records(UnqliteCollection collection, long fromId, long toId) {
    int place = place(collection);
    long from = Math.min(Math.max(0, fromId), RecordKey.ID_MAX + 1);
    long to = Math.min(Math.max(from, toId), RecordKey.ID_MAX + 1);
    return records(RecordIndex.number(place, from), RecordIndex.number(place, 0) + to);
  }

  /**
   * The record of this id, looked for by its key; none, as ever, if there is none. Not for salvage,
   * which does not trust the map.
   */
  public UnqliteRecords record(UnqliteCollection collection, long id) {
    ByteBuilder key = new ByteBuilder(64);
    Cell cell = new Cell();
    long number = RecordIndex.number(place(collection), Math.max(0, id));
    RecordKey.append(collection.name(), Math.max(0, id), key);
    boolean isThere =
        id >= 0 && id < collection.nextId() && store.find(key.bytes(), key.length(), cell);
    RecordWindow window =
        new RecordWindow(
            number,
            number + 1,
            new long[] {number},
            new long[] {RecordWindow.place(cell)},
            isThere ? 1 : 0);
    return new UnqliteRecords(pager, store, any -> window, keys.collections(), number, number + 1);
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

  /**
   * Whether a file begins as a database does or is empty, which is one too.
   *
   * @throws StorageException {@link ErrorCode#IO_FAILURE} if it cannot be read
   */
  public static boolean looksLikeDatabase(Vfs vfs, Path path) {
    try (DiskFile file = DiskFile.open(vfs, path, Vfs.OpenMode.READ)) {
      return file.size() == 0 || DatabaseHeader.isSigned(file);
    }
  }

  /** Where the journal of a database lies. */
  public static Path journalOf(Path database) {
    return UnqliteFormat.journalOf(database);
  }

  /** Whether a collection can have come that far. */
  public static boolean isPossibleNextId(long nextId) {
    return nextId >= 0 && nextId <= RecordKey.ID_MAX;
  }

  /** Hands out the keys that are neither a collection's header nor one of its records. */
  public void otherKeys(OtherKeys visitor) {
    RecordIndex index = new RecordIndex(store, keys.collections(), isSalvage());
    ByteBuilder data = new ByteBuilder(256);
    walk(
        (cell, key) -> {
          StringValue name = StringValue.of(key.bytes(), 0, key.length());
          if (keys.place(name) >= 0 || index.numberOf(key.bytes(), key.length()) >= 0) {
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
    return keys.keyCount();
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
    UnqliteRecords.Windows places = windows;
    if (places == null) {
      RecordIndex index = new RecordIndex(store, keys.collections(), isSalvage());
      places = number -> index.load(number, to);
    }
    return new UnqliteRecords(pager, store, places, keys.collections(), from, to);
  }

  /** A window with this number, the one at hand if it has it. */
  private synchronized RecordWindow sharedWindow(long number) {
    RecordWindow window = shared;
    if (window == null || !window.covers(number)) {
      shared = null; // Memory is for one of them.
      RecordIndex index = new RecordIndex(store, keys.collections(), isSalvage());
      window = index.load(number, RecordIndex.number(keys.collections().size(), 0));
      shared = window;
    }
    return window;
  }

  private boolean isSameAs(UnqliteFile other) {
    return pager.pageCount() == other.pager.pageCount()
        && Objects.equals(pager.header(), other.pager.header())
        && Objects.equals(store.header(), other.store.header());
  }

  private static Pager openPager(Vfs vfs, Path path, boolean isStrict) {
    Path journal = UnqliteFormat.journalOf(path);
    DiskFile file = DiskFile.open(vfs, path, Vfs.OpenMode.READ);
    try {
      DiskFile journalFile =
          vfs.exists(journal) ? DiskFile.open(vfs, journal, Vfs.OpenMode.READ) : null;
      return Pager.open(file, journalFile, new DamageLog(path.toString(), isStrict));
    } catch (IOException e) {
      file.close();
      throw DiskFile.failed("look for", journal, e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static UnqliteFile opened(Pager pager, @Nullable KeySurvey surveyed) {
    try {
      return new UnqliteFile(pager, surveyed);
    } catch (RuntimeException e) {
      pager.close();
      throw e;
    }
  }

  private int place(UnqliteCollection collection) {
    int place = keys.place(collection.name());
    if (place < 0) {
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
}
