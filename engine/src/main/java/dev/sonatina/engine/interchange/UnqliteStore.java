package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.RecordLimits;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.api.StoreInfo;
import dev.sonatina.engine.api.VerifyReport;
import dev.sonatina.engine.interchange.unqlite.UnqliteCollection;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.interchange.unqlite.UnqliteRecords;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.RecordEncoder;
import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.MetaKeys;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code .unqlite} file as a store that is only read, without importing it: records are turned
 * into stored ones as they are asked for.
 *
 * <p>The numbers of collections are their places in {@link UnqliteFile#collections}. Memory is
 * bounded for each snapshot and cursor as it is for a file. Member names that the first records do
 * not have stand in the records themselves.
 */
public final class UnqliteStore implements Store {

  /** Records of each collection that are looked at for the names of their members. */
  private static final int SAMPLE_SIZE = 200;

  private static final RecordLimits LIMITS = new RecordLimits(Transaction.RECORD_LENGTH_MAX, 64, 1);

  private final Vfs vfs;
  private final Path path;
  private final UnqliteFile file;
  private final KeyDictionary dictionary = new KeyDictionary();
  private final List<CollectionInfo> collections = new ArrayList<>();
  private final Map<String, byte[]> meta = new HashMap<>();
  private volatile boolean isClosed;

  private UnqliteStore(Vfs vfs, Path path, UnqliteFile file) {
    this.vfs = vfs;
    this.path = path;
    this.file = file;
    for (UnqliteCollection collection : file.collections()) {
      Instant created = collection.created();
      collections.add(
          new CollectionInfo(
              collections.size(),
              collection.name().toString(),
              created == null ? 0 : created.toEpochMilli(),
              collection.nextId(),
              collection.liveCount()));
    }
    learnNames();
    dictionary.freeze();
  }

  /**
   * Opens a file.
   *
   * @throws StorageException {@link ErrorCode#CORRUPT}, {@link ErrorCode#IO_FAILURE}
   */
  public static UnqliteStore open(Vfs vfs, Path path) {
    UnqliteFile file = UnqliteFile.open(vfs, path, UnqliteFile.Reading.STRICT);
    try {
      return new UnqliteStore(vfs, path, file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public Snapshot snapshot() {
    requireOpen();
    return new UnqliteSnapshot(this);
  }

  @Override
  public Transaction begin() {
    requireOpen();
    throw new StorageException(
        ErrorCode.READ_ONLY, path + " is only read; import it into a database to change it");
  }

  /** Does nothing: there is nothing to sync. */
  @Override
  public void sync() {
    requireOpen();
  }

  @Override
  public StoreInfo info() {
    requireOpen();
    long fileBytes = file.pageCount() * file.pageSize();
    long records = collections.stream().mapToLong(CollectionInfo::count).sum();
    return new StoreInfo(
        "unqlite", collections.size(), records, fileBytes, 0, fileBytes, 0, 0, 0, 0);
  }

  @Override
  public VerifyReport verify(Progress progress) {
    requireOpen();
    return UnqliteVerification.run(vfs, path, progress);
  }

  @Override
  public void compact(Progress progress) {
    throw unsupported("compact");
  }

  @Override
  public void backup(Path directory, Progress progress) {
    throw unsupported("backup");
  }

  private StorageException unsupported(String operation) {
    return new StorageException(
        ErrorCode.UNSUPPORTED,
        operation + ": not for a .unqlite file, which is only read; import " + path + " first");
  }

  @Override
  public void close() {
    isClosed = true;
    file.close();
  }

  /** A reader of the file for one thread. */
  UnqliteFile openReader() {
    requireOpen();
    return file.openAgain(vfs, path);
  }

  /** What makes stored records of the file's, for one thread. */
  RecordEncoder newEncoder() {
    return new RecordEncoder(dictionary, LIMITS, null);
  }

  KeyDictionary dictionary() {
    return dictionary;
  }

  List<CollectionInfo> collections() {
    return collections;
  }

  Map<String, byte[]> meta() {
    return meta;
  }

  private void learnNames() {
    RecordEncoder encoder = newEncoder();
    for (UnqliteCollection collection : file.collections()) {
      UnqliteRecords records = file.records(collection, 0, SAMPLE_SIZE);
      while (records.next()) {
        records.tell(encoder.begin());
      }
      learnSchema(collection, encoder);
    }
  }

  private void learnSchema(UnqliteCollection collection, RecordEncoder encoder) {
    RecordVisitor schema = encoder.begin();
    schema.beginArray();
    if (!collection.schemaBytes().isEmpty() && file.tellSchema(collection, schema)) {
      schema.endArray();
      int number = file.collections().indexOf(collection);
      meta.put(MetaKeys.schema(number), Arrays.copyOf(encoder.bytes(), encoder.length()));
    }
  }

  private void requireOpen() {
    if (isClosed) {
      throw new StorageException(ErrorCode.CLOSED, path + " has been closed");
    }
  }
}
