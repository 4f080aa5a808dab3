package dev.sonatina.engine.query;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.api.StoreInfo;
import dev.sonatina.engine.api.VerifyReport;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.RecordEncoder;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.storage.StoreReader;
import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A database in this process, over a store.
 *
 * <p>Each write is a transaction of its own; each read works on a snapshot of its own. Records are
 * encoded before the writer is asked for, where that is possible, so that parsing does not hold up
 * other writers.
 */
public final class EmbeddedDatabase implements Database {

  /** The longest name that a collection can be given, in UTF-8. */
  static final int NAME_BYTES_MAX = 65_535;

  /** How long a script may keep other writers waiting. */
  private static final Duration TRANSACTION_TIME_MAX = Duration.ofSeconds(5);

  private final Store store;
  private final EncoderPool encoders;
  private final List<Library> libraries;
  private final HeapBudget.Share heapShare;
  private volatile boolean closed;

  private final Object languageLock = new Object();

  /** Null until the first script or filter: many databases are opened for records alone. */
  private volatile @Nullable Language language;

  final OpenOptions options;
  final Duration transactionTimeMax;
  final KeyDictionary dictionary;
  final ColumnRegistry columns;
  final ErrorLog errorLog = new ErrorLog();
  final TransactionTimer timer = new TransactionTimer();
  final ScanPool scanPool;

  /** Takes over the store, which it closes. */
  public EmbeddedDatabase(Store store, OpenOptions options) {
    this(store, options, List.of());
  }

  /**
   * Takes over the store, which it closes.
   *
   * @param libraries functions and constants that scripts find besides the language's own
   */
  public EmbeddedDatabase(Store store, OpenOptions options, List<Library> libraries) {
    this(store, options, libraries, TRANSACTION_TIME_MAX);
  }

  EmbeddedDatabase(
      Store store, OpenOptions options, List<Library> libraries, Duration transactionTimeMax) {
    this.store = store;
    this.transactionTimeMax = transactionTimeMax;
    this.options = options;
    this.heapShare = options.heapBudget().share();
    try (Snapshot snapshot = store.snapshot()) {
      this.dictionary = Keys.load(snapshot);
    }
    if (options.readOnly()) {
      dictionary.freeze();
    }
    this.columns = new ColumnRegistry(dictionary, store::snapshot, options.eagerPlans());
    this.libraries = List.copyOf(libraries);
    this.scanPool = new ScanPool(options.scanThreads() - 1);
    this.encoders =
        new EncoderPool(() -> new RecordEncoder(dictionary, options.recordLimits(), this::literal));
  }

  private Value literal(byte[] text) {
    return language().literal(text);
  }

  // --- collections

  @Override
  public Collection createCollection(String name) {
    int nameBytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (nameBytes == 0 || nameBytes > NAME_BYTES_MAX) {
      throw new DatabaseException(
          ErrorCode.INVALID_NAME,
          "collection name: " + nameBytes + " bytes (expected: 1.." + NAME_BYTES_MAX + ")");
    }
    writing(
        Durability.COMMITTED,
        transaction -> {
          if (transaction.reader().collection(name) != null) {
            throw new DatabaseException(
                ErrorCode.COLLECTION_EXISTS, "collection '" + name + "' exists already");
          }
          errorLog.noSuchCollection(name);
          transaction.createCollection(name);
          return name;
        });
    return new EmbeddedCollection(this, name);
  }

  @Override
  public Collection collection(String name) {
    reading(snapshot -> collectionIn(snapshot, name));
    return new EmbeddedCollection(this, name);
  }

  @Override
  public boolean hasCollection(String name) {
    return reading(snapshot -> snapshot.collection(name) != null);
  }

  @Override
  public void dropCollection(String name) {
    int dropped =
        writing(
            Durability.COMMITTED,
            transaction -> {
              int number = collectionIn(transaction.reader(), name).number();
              transaction.dropCollection(number);
              return number;
            });
    columns.forget(dropped);
  }

  @Override
  public void declareColumn(String collection, String path) {
    if (path.isEmpty() || path.startsWith(".") || path.endsWith(".") || path.contains("\n")) {
      throw new SonatinaException(
          ErrorCode.INVALID_ARGUMENT, "path: " + path + " (expected: names with points between)");
    }
    boolean isKnown =
        reading(snapshot -> ColumnRegistry.declaredTexts(snapshot, collection).contains(path));
    if (isKnown) {
      return;
    }
    writing(
        Durability.DEFERRED,
        transaction -> {
          ColumnRegistry.declare(transaction, collection, path);
          return path;
        });
    reading(
        snapshot -> {
          columns.redeclare(snapshot, collection);
          return path;
        });
  }

  @Override
  public List<String> collectionNames() {
    return reading(snapshot -> snapshot.collections().stream().map(CollectionInfo::name).toList());
  }

  // --- scripts

  @Override
  public ScriptResult execute(ScriptRequest request) {
    return new ScriptExecution(this).execute(request);
  }

  @Override
  public Explanation explain(ScriptRequest request) {
    return new ScriptExecution(this).explain(request);
  }

  @Override
  public String errorLog() {
    return errorLog.text();
  }

  // --- life

  @Override
  public void commit() {
    requireOpen();
    store.sync();
  }

  @Override
  public StoreInfo info() {
    requireOpen();
    return store.info();
  }

  @Override
  public VerifyReport verify(Progress progress) {
    requireOpen();
    return store.verify(progress);
  }

  @Override
  public void compact(Progress progress) {
    requireOpen();
    store.compact(progress);
  }

  @Override
  public void backup(Path directory, Progress progress) {
    requireOpen();
    store.backup(directory, progress);
  }

  @Override
  public void close() {
    closed = true;
    timer.close();
    scanPool.close();
    try {
      store.close();
    } finally {
      heapShare.close();
    }
  }

  // --- for collections, filters and scripts

  /** The language of this database's scripts. */
  Language language() {
    Language known = language;
    if (known != null) {
      return known;
    }
    synchronized (languageLock) {
      known = language;
      if (known == null) {
        known = new Language(options, libraries);
        language = known;
      }
      return known;
    }
  }

  /** The collection of that name in one state of the store. */
  CollectionInfo collectionIn(StoreReader reader, String name) {
    CollectionInfo info = reader.collection(name);
    if (info == null) {
      errorLog.noSuchCollection(name);
      throw new DatabaseException(ErrorCode.NO_SUCH_COLLECTION, "no collection '" + name + "'");
    }
    return info;
  }

  /** Works on a snapshot. */
  <T> T reading(Function<Snapshot, T> work) {
    try (Snapshot snapshot = snapshot()) {
      try {
        return work.apply(snapshot);
      } catch (InternalError e) {
        throw snapshot.unreadable(e);
      }
    }
  }

  /** Opens records that take over a snapshot. */
  Records streaming(Function<Snapshot, Records> opening) {
    Snapshot snapshot = snapshot();
    try {
      return opening.apply(snapshot);
    } catch (RuntimeException | Error e) {
      snapshot.close();
      throw e;
    }
  }

  /** Works in a transaction of its own, rolled back if the work fails. */
  <T> T writing(Durability durability, Function<WriteTransaction, T> work) {
    try (WriteTransaction transaction = begin()) {
      T result = work.apply(transaction);
      transaction.commit(durability == Durability.COMMITTED);
      return result;
    }
  }

  /** Works with an encoder of the pool. */
  <T> T encoding(Function<RecordEncoder, T> work) {
    RecordEncoder encoder = encoders.take();
    try {
      return work.apply(encoder);
    } finally {
      encoders.giveBack(encoder);
    }
  }

  Snapshot snapshot() {
    requireOpen();
    return store.snapshot();
  }

  WriteTransaction begin() {
    requireOpen();
    if (options.readOnly()) {
      throw new StorageException(ErrorCode.READ_ONLY, "the database was opened read-only");
    }
    return new WriteTransaction(store.begin(), dictionary, columns, heapShare);
  }

  private void requireOpen() {
    if (closed) {
      throw new StorageException(ErrorCode.CLOSED, "the database has been closed");
    }
  }
}
