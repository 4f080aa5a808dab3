package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsLock;
import dev.sonatina.jx9.value.StringValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * A {@code .unqlite} file that is being built beside its place: records and collections are added,
 * {@link #complete} syncs it, {@link #moveIntoPlace} makes it the database. Closing it before that
 * leaves everything as it was. Used by one thread.
 */
public final class UnqliteBuilder implements AutoCloseable {

  private static final String BUILT_SUFFIX = ".sonatina-new";
  private static final String SPILL_SUFFIX = ".sonatina-new-cells";

  private final Vfs vfs;
  private final Path target;
  private final Path built;
  private final VfsLock lock;
  private final DiskFile file;
  private final UnqliteWriter writer;
  private final int pageSize;
  private long pageCount;
  private boolean isMoved;

  private UnqliteBuilder(
      Vfs vfs, Path target, Path built, VfsLock lock, int pageSize, Instant created) {
    this.vfs = vfs;
    this.target = target;
    this.built = built;
    this.lock = lock;
    this.pageSize = pageSize;
    file = new DiskFile(lock.file());
    file.resize(0);
    writer = new UnqliteWriter(file, this::makeSpill, pageSize, PackedTime.pack(created));
  }

  /**
   * Starts a file.
   *
   * @param names of all collections that will be added
   * @throws DatabaseException {@link ErrorCode#INVALID_NAME} for a name too long for the format
   * @throws StorageException {@link ErrorCode#LOCKED} if another process is building the same file
   */
  public static UnqliteBuilder create(Vfs vfs, Path target, List<String> names, Instant created) {
    int pageSize = UnqliteWriter.pageSizeFor(names.stream().map(StringValue::of).toList());
    Path built = target.resolveSibling(target.getFileName() + BUILT_SUFFIX);
    VfsLock lock;
    try {
      lock = vfs.lock(built);
    } catch (IOException e) {
      throw DiskFile.failed("create", built, e);
    }
    if (lock == null) {
      throw new StorageException(
          ErrorCode.LOCKED, target + " is being written already, as " + built.getFileName());
    }
    try {
      return new UnqliteBuilder(vfs, target, built, lock, pageSize, created);
    } catch (RuntimeException e) {
      leave(vfs, built, lock, true);
      throw e;
    }
  }

  /**
   * What to tell of the next record, complete with its outermost value; then {@link #addRecord}.
   */
  public RecordVisitor beginRecord() {
    return writer.beginRecord();
  }

  /** Adds the record that was told. */
  public void addRecord(String collection, long id) {
    writer.addRecord(StringValue.of(collection), id);
  }

  /**
   * Adds a collection.
   *
   * @param schema tells of its schema, or of nothing if it has none
   */
  public void addCollection(
      String name, long nextId, long count, Instant created, Consumer<RecordVisitor> schema) {
    StringValue schemaBytes = writer.encode(schema);
    writer.addCollection(
        new UnqliteCollection(
            StringValue.of(name), nextId, count, PackedTime.pack(created), schemaBytes));
  }

  /** Writes what is left and syncs the file, which is not in its place yet. */
  public void complete() {
    pageCount = writer.finish();
  }

  /** Where the file is being built. */
  public Path built() {
    return built;
  }

  /**
   * Puts the completed file into its place. What lies there is replaced at once, after its journal,
   * if it has one, was rolled back.
   */
  public void moveIntoPlace() {
    JournalRollback.run(vfs, target);
    try {
      vfs.rename(built, target);
      isMoved = true;
      vfs.syncDirectory(UnqliteFormat.directoryOf(target));
    } catch (IOException e) {
      throw DiskFile.failed("replace", target, e);
    }
  }

  /** How many bytes the records have in the file's own form. */
  public long recordBytes() {
    return writer.recordBytes();
  }

  /** How long the completed file is. */
  public long fileBytes() {
    return pageCount * pageSize;
  }

  public UnqliteNarrowing narrowing() {
    return writer.narrowing();
  }

  @Override
  public void close() {
    try {
      writer.close();
    } finally {
      leave(vfs, built, lock, !isMoved);
    }
  }

  /** Unlocks in any case, so that the next one can try. */
  private static void leave(Vfs vfs, Path built, VfsLock lock, boolean isUnused) {
    try (lock) {
      if (isUnused && vfs.exists(built)) {
        vfs.delete(built);
      }
    } catch (IOException e) {
      throw DiskFile.failed("close", built, e);
    }
  }

  /** The temporary file has no name any more when it is handed out, so nothing can be left over. */
  private Output makeSpill() {
    Path spill = target.resolveSibling(target.getFileName() + SPILL_SUFFIX);
    try {
      if (vfs.exists(spill)) {
        vfs.delete(spill);
      }
      DiskFile opened = DiskFile.open(vfs, spill, Vfs.OpenMode.CREATE);
      vfs.delete(spill);
      return opened;
    } catch (IOException e) {
      throw DiskFile.failed("create", spill, e);
    }
  }
}
