package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.interchange.unqlite.RecordKey;
import dev.sonatina.engine.interchange.unqlite.UnqliteBuilder;
import dev.sonatina.engine.record.RecordWalker;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.MetaKeys;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes one moment of a store to a {@code .unqlite} file, which the original and Sonata can open,
 * read and continue.
 *
 * <p>The file is built beside its place, synced and moved there, so whatever was there stays whole
 * until the new one is. For one file, by one thread.
 */
public final class UnqliteExport {

  private static final int RECORDS_PER_STEP = 1_000;

  private final Vfs vfs;
  private final Clock clock;
  private final TransferProgress progress;
  private final Cancellation cancellation;
  private long recordCount;

  /**
   * @param clock the date of a database without collections; others have that of the oldest
   */
  public UnqliteExport(Vfs vfs, Clock clock, TransferProgress progress, Cancellation cancellation) {
    this.vfs = vfs;
    this.clock = clock;
    this.progress = progress;
    this.cancellation = cancellation;
  }

  /**
   * Writes a file, in the place of one that is there.
   *
   * @throws DatabaseException {@link ErrorCode#INVALID_NAME} for collections whose names collide in
   *     the format or are too long for it; {@link ErrorCode#LIMIT_EXCEEDED} for a record that is
   *     nested too deep for it
   * @throws SonatinaException {@link ErrorCode#CANCELLED}; then the file is what it was
   */
  public UnqliteExportReport write(Snapshot snapshot, Path file) {
    try (UnqliteBuilder builder = build(snapshot, file)) {
      builder.moveIntoPlace();
      return report(snapshot, builder);
    }
  }

  /** Builds a file up to the point where it is synced and only has to be moved to its place. */
  UnqliteBuilder build(Snapshot snapshot, Path file) {
    List<CollectionInfo> collections = snapshot.collections();
    requireNamesThatFit(collections);
    UnqliteBuilder builder =
        UnqliteBuilder.create(
            vfs,
            file,
            collections.stream().map(CollectionInfo::name).toList(),
            collections.stream()
                .map(info -> Instant.ofEpochMilli(info.createdMillis()))
                .min(Instant::compareTo)
                .orElseGet(clock::instant));
    boolean isDone = false;
    try {
      RecordWalker walker = new RecordWalker(StoredNames.load(snapshot));
      long total = collections.stream().mapToLong(CollectionInfo::count).sum();
      for (CollectionInfo collection : collections) {
        addRecords(snapshot, collection, walker, builder, total);
        addCollection(snapshot, collection, walker, builder);
      }
      builder.complete();
      isDone = true;
      return builder;
    } finally {
      if (!isDone) {
        builder.close();
      }
    }
  }

  static UnqliteExportReport report(Snapshot snapshot, UnqliteBuilder builder) {
    List<CollectionInfo> collections = snapshot.collections();
    return new UnqliteExportReport(
        collections.size(),
        collections.stream().mapToLong(CollectionInfo::count).sum(),
        builder.recordBytes(),
        builder.fileBytes(),
        builder.narrowing());
  }

  private void addRecords(
      Snapshot snapshot,
      CollectionInfo collection,
      RecordWalker walker,
      UnqliteBuilder builder,
      long total) {
    RecordView view = new RecordView();
    try (RecordCursor cursor = snapshot.scan(collection.number(), 0, Long.MAX_VALUE)) {
      while (cursor.next(view)) {
        tell(collection, cursor.id(), view, walker, builder);
        builder.addRecord(collection.name(), cursor.id());
        recordCount++;
        if (recordCount % RECORDS_PER_STEP == 0) {
          step(total);
        }
      }
    }
    step(total);
  }

  private static void tell(
      CollectionInfo collection,
      long id,
      RecordView view,
      RecordWalker walker,
      UnqliteBuilder builder) {
    try {
      walker.walk(view.buffer(), view.offset(), view.length(), id, builder.beginRecord());
    } catch (DatabaseException e) {
      throw new DatabaseException(
          e.code(), "record " + id + " of '" + collection.name() + "': " + e.getMessage(), e);
    }
  }

  private void step(long total) {
    if (cancellation.isCancelled()) {
      throw new SonatinaException(ErrorCode.CANCELLED, "the export was cancelled");
    }
    progress.records(recordCount, total);
  }

  private static void addCollection(
      Snapshot snapshot, CollectionInfo info, RecordWalker walker, UnqliteBuilder builder) {
    byte[] schema = snapshot.meta(MetaKeys.schema(info.number()));
    builder.addCollection(
        info.name(),
        info.nextId(),
        info.count(),
        Instant.ofEpochMilli(info.createdMillis()),
        visitor -> {
          if (schema != null) {
            ByteBuffer bytes = ByteBuffer.wrap(schema).order(ByteOrder.LITTLE_ENDIAN);
            walker.walk(bytes, 0, schema.length, 0, new ElementVisitor(visitor));
          }
        });
  }

  private static void requireNamesThatFit(List<CollectionInfo> collections) {
    Map<String, CollectionInfo> byName = new HashMap<>();
    collections.forEach(info -> byName.put(info.name(), info));
    for (CollectionInfo info : collections) {
      int separator = info.name().lastIndexOf('_');
      CollectionInfo other = byName.get(info.name().substring(0, Math.max(0, separator)));
      if (other != null && isRecordOf(other, info.name())) {
        throw new DatabaseException(
            ErrorCode.INVALID_NAME,
            "collection '"
                + info.name()
                + "' has the name of a record of collection '"
                + other.name()
                + "' in a .unqlite file");
      }
    }
  }

  private static boolean isRecordOf(CollectionInfo collection, String name) {
    long id = RecordKey.idIn(collection.name(), name);
    return id >= 0 && id < collection.nextId();
  }
}
