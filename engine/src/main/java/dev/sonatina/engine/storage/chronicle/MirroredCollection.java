package dev.sonatina.engine.storage.chronicle;

import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.RecordCursor;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.StoreReader;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The maps of one collection. Used by one thread at a time.
 *
 * <p>Ids only grow, so the map of an id is known without looking, and nobody has to say how many
 * records there will be: the next map is sized from the last, and made in the background before it
 * is needed. A map whose records became too large for it, or one that a dead reader has left
 * locked, is made anew from the store as its next edition.
 */
final class MirroredCollection implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(MirroredCollection.class.getName());

  /** Records longer than this are kept in files of their own. */
  static final int LARGE_BYTES = 32 << 10;

  private static final long FIRST_IDS = 1 << 10;
  private static final long FIRST_AVERAGE_BYTES = 1 << 10;

  /** What a map needs for a record besides its bytes is about as much. */
  private static final long AVERAGE_BYTES_MIN = 64;

  /** A larger map would take long to make. */
  private static final long MAP_BYTES_MAX = 64 << 20;

  private static final int KIND_LENGTH = 1;

  private final MirrorFiles files;
  private final CollectionInfo info;
  private final Executor background;
  private final Runnable catalogChanged;
  private final TreeMap<Long, Generation> generations = new TreeMap<>();
  private final Map<Long, Long> large = new TreeMap<>();
  private @Nullable CompletableFuture<Generation> next;

  /**
   * @param catalogChanged called when maps came or went, before anything is put into new ones
   */
  MirroredCollection(
      MirrorFiles files, CollectionInfo info, Executor background, Runnable catalogChanged) {
    this.files = files;
    this.info = info;
    this.background = background;
    this.catalogChanged = catalogChanged;
  }

  /** Takes over the maps that a mirror closed in order has left. */
  void reopen(List<MirrorCatalog.Range> ranges) throws IOException {
    for (MirrorCatalog.Range range : ranges) {
      Path path = files.map(info.number(), range.firstId(), range.edition());
      generations.put(range.firstId(), Generation.open(range, path));
    }
    for (String name : files.vfs().list(files.directory())) {
      String prefix = "c" + info.number() + "-";
      if (name.startsWith(prefix) && name.endsWith(".large")) {
        String[] parts = name.substring(prefix.length(), name.indexOf('.')).split("-", -1);
        large.put(Long.valueOf(parts[0]), Long.valueOf(parts[1]));
      }
    }
  }

  MirrorCatalog.Collection entry() {
    List<MirrorCatalog.Range> ranges =
        generations.values().stream().map(Generation::range).toList();
    return new MirrorCatalog.Collection(info.number(), info.createdMillis(), info.name(), ranges);
  }

  /** Makes the maps show what the store has of a range of ids. */
  void follow(StoreReader store, long version, long fromId, long toId) throws IOException {
    RecordView view = new RecordView();
    long missing = fromId;
    try (RecordCursor cursor = store.scan(info.number(), fromId, toId)) {
      while (cursor.next(view)) {
        remove(store, version, missing, cursor.id());
        put(store, version, cursor.id(), view);
        missing = cursor.id() + 1;
      }
    }
    remove(store, version, missing, toId);
  }

  private void put(StoreReader store, long version, long id, RecordView view) throws IOException {
    Generation generation = generationFor(id);
    byte[] value = value(version, id, view);
    try {
      generation.put(id, value);
    } catch (RuntimeException e) {
      remadeAfter(e, generation, store, version);
    }
    prepareNext(generation, id);
  }

  private byte[] value(long version, long id, RecordView view) throws IOException {
    if (view.length() > LARGE_BYTES) {
      return largeValue(version, id, view);
    }
    forgetLarge(id);
    byte[] value = new byte[KIND_LENGTH + view.length()];
    value[0] = MirrorFiles.RECORD;
    view.copyTo(value, KIND_LENGTH);
    return value;
  }

  private byte[] largeValue(long version, long id, RecordView view) throws IOException {
    Path path = files.large(info.number(), id, version);
    if (files.vfs().exists(path)) {
      files.vfs().delete(path);
    }
    try (VfsFile file = files.vfs().open(path, Vfs.OpenMode.CREATE)) {
      file.write(ByteBuffer.wrap(view.toBytes()), 0);
    }
    Long before = large.put(id, version);
    if (before != null && before != version) {
      files.vfs().delete(files.large(info.number(), id, before));
    }
    ByteBuffer value = ByteBuffer.allocate(KIND_LENGTH + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return value.put(MirrorFiles.LARGE).putLong(version).array();
  }

  private void forgetLarge(long id) throws IOException {
    Long version = large.remove(id);
    if (version != null) {
      files.vfs().delete(files.large(info.number(), id, version));
    }
  }

  private void remove(StoreReader store, long version, long fromId, long toId) throws IOException {
    if (fromId >= toId) {
      return;
    }
    Long first = generations.floorKey(fromId);
    List<Generation> touched =
        new ArrayList<>(generations.subMap(first == null ? fromId : first, toId).values());
    for (Generation generation : touched) {
      long from = Math.max(fromId, generation.range().firstId());
      long end = Math.min(toId, generation.range().endId());
      Generation left = remove(generation, store, version, from, end);
      if (left.size() == 0 && !isLast(left)) {
        generations.remove(left.range().firstId());
        catalogChanged.run();
        drop(left);
      }
    }
  }

  /** Removes records from a map and returns it, or the one made anew in its place. */
  private Generation remove(
      Generation generation, StoreReader store, long version, long fromId, long toId)
      throws IOException {
    for (long id = fromId; id < toId; id++) {
      forgetLarge(id);
    }
    try {
      for (long id = fromId; id < toId; id++) {
        generation.remove(id);
      }
      return generation;
    } catch (RuntimeException e) {
      return remadeAfter(e, generation, store, version);
    }
  }

  private boolean isLast(Generation generation) {
    return generation.range().firstId() == generations.lastKey();
  }

  private Generation generationFor(long id) throws IOException {
    Map.Entry<Long, Generation> below = generations.floorEntry(id);
    if (below != null && id < below.getValue().range().endId()) {
      return below.getValue();
    }
    Generation made = takePrepared(id);
    if (made == null) {
      made = create(sizeNext(id));
    }
    generations.put(made.range().firstId(), made);
    catalogChanged.run();
    return made;
  }

  /** The range and average length of a map that begins with an id. */
  private record Size(long firstId, long endId, long averageBytes) {}

  private Size sizeNext(long firstId) {
    Map.Entry<Long, Generation> last = generations.floorEntry(firstId);
    long average = FIRST_AVERAGE_BYTES;
    long ids = FIRST_IDS;
    if (last != null) {
      Generation generation = last.getValue();
      average =
          generation.averageBytes() == 0
              ? average
              : Math.max(AVERAGE_BYTES_MIN, generation.averageBytes());
      ids = 2 * (generation.range().endId() - generation.range().firstId());
    }
    ids = Math.max(1, Math.min(ids, MAP_BYTES_MAX / average));
    Long above = generations.higherKey(firstId);
    long end = above == null ? firstId + ids : Math.min(above, firstId + ids);
    return new Size(firstId, end, average);
  }

  private Generation create(Size size) throws IOException {
    MirrorCatalog.Range range = new MirrorCatalog.Range(size.firstId(), size.endId(), 0);
    Path path = files.map(info.number(), range.firstId(), range.edition());
    return Generation.create(range, path, size.averageBytes());
  }

  /** Has the next map made in the background when three quarters of the last one's ids are used. */
  private void prepareNext(Generation generation, long id) {
    MirrorCatalog.Range range = generation.range();
    boolean isDue = id - range.firstId() >= (range.endId() - range.firstId()) / 4 * 3;
    if (isDue && next == null && isLast(generation)) {
      Size size = sizeNext(range.endId());
      next =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return create(size);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              background);
    }
  }

  /** The map made in the background, if the id belongs to it. */
  private @Nullable Generation takePrepared(long id) throws IOException {
    CompletableFuture<Generation> prepared = next;
    if (prepared == null) {
      return null;
    }
    next = null;
    Generation made = prepared.join();
    if (made.range().firstId() <= id && id < made.range().endId()) {
      return made;
    }
    drop(made);
    return null;
  }

  /**
   * Makes a map anew, large enough for what the store has in its range: too many records are longer
   * than those before, or a reader died while it held a lock.
   */
  private Generation remadeAfter(
      RuntimeException failure, Generation old, StoreReader store, long version)
      throws IOException {
    LOG.log(System.Logger.Level.DEBUG, old.path() + " is made anew", failure);
    MirrorCatalog.Range before = old.range();
    MirrorCatalog.Range range =
        new MirrorCatalog.Range(before.firstId(), before.endId(), before.edition() + 1);
    Path path = files.map(info.number(), range.firstId(), range.edition());
    Generation made = Generation.create(range, path, averageBytes(store, range));
    RecordView view = new RecordView();
    try (RecordCursor cursor = store.scan(info.number(), range.firstId(), range.endId())) {
      while (cursor.next(view)) {
        made.put(cursor.id(), value(version, cursor.id(), view));
      }
    }
    generations.put(range.firstId(), made);
    catalogChanged.run();
    drop(old);
    return made;
  }

  private long averageBytes(StoreReader store, MirrorCatalog.Range range) {
    long bytes = 0;
    long records = 1;
    RecordView view = new RecordView();
    try (RecordCursor cursor = store.scan(info.number(), range.firstId(), range.endId())) {
      while (cursor.next(view)) {
        bytes += Math.min(view.length(), LARGE_BYTES);
        records++;
      }
    }
    return Math.max(FIRST_AVERAGE_BYTES, bytes / records);
  }

  private void drop(Generation generation) throws IOException {
    generation.close();
    files.vfs().delete(generation.path());
  }

  /** Removes the files of a collection that was dropped. */
  void drop() throws IOException {
    close();
    for (Generation generation : generations.values()) {
      files.vfs().delete(generation.path());
    }
    for (Map.Entry<Long, Long> each : large.entrySet()) {
      files.vfs().delete(files.large(info.number(), each.getKey(), each.getValue()));
    }
  }

  @Override
  public void close() throws IOException {
    CompletableFuture<Generation> prepared = next;
    next = null;
    if (prepared != null) {
      drop(prepared.join());
    }
    generations.values().forEach(Generation::close);
  }
}
