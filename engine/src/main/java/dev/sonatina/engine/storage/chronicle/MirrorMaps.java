package dev.sonatina.engine.storage.chronicle;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.vfs.FailureText;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import dev.sonatina.engine.vfs.VfsMapping;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.openhft.chronicle.hash.locks.InterProcessDeadLockException;
import org.jspecify.annotations.Nullable;

/**
 * The reading side of a mirror, in any process: finds records in the maps while another process
 * writes. Used by one thread at a time.
 *
 * <p>Each record is read whole, as one transaction left it. Different records may come from
 * different moments; {@link #changes} tells whether anything changed between two reads.
 */
public final class MirrorMaps implements AutoCloseable {

  /** How often files that come and go are looked for before that counts as damage. */
  private static final int ATTEMPTS = 100;

  private final MirrorFiles files;
  private final VfsMapping stateMapping;
  private final ByteBuffer state;
  private final Map<Path, Generation> open = new HashMap<>();
  private final Map<Integer, NavigableMap<Long, Generation>> maps = new HashMap<>();
  private MirrorCatalog catalog = new MirrorCatalog(-1, List.of(), List.of());
  private long opening = -1;
  private boolean closed;

  private MirrorMaps(MirrorFiles files, VfsMapping stateMapping) {
    this.files = files;
    this.stateMapping = stateMapping;
    state = stateMapping.buffer().duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Opens the mirror of a database. This process needs the right to write to its files, since
   * Chronicle keeps its locks in them.
   *
   * @throws StorageException {@code NO_SUCH_DATABASE} if the database has no mirror; {@code
   *     UNSUPPORTED} if Chronicle Map cannot work in this process, saying what it needs
   */
  public static MirrorMaps open(Vfs vfs, Path database) {
    ChronicleSupport.require();
    MirrorFiles files = MirrorFiles.of(vfs, database);
    try (VfsFile file = vfs.open(files.state(), Vfs.OpenMode.READ)) {
      if (file.size() < MirrorState.LENGTH) {
        throw noMirror(database, null);
      }
      return new MirrorMaps(files, file.map(MirrorState.LENGTH));
    } catch (NoSuchFileException e) {
      throw noMirror(database, e);
    } catch (IOException e) {
      throw failed("open", files.state(), e);
    }
  }

  private static StorageException noMirror(Path database, @Nullable Exception cause) {
    return new StorageException(
        ErrorCode.NO_SUCH_DATABASE,
        database + " has no mirror: the database has never been opened with the store 'chronicle'",
        cause);
  }

  /** Whether a running process keeps the maps as its database is. */
  public boolean isLive() {
    return status() == MirrorState.Status.LIVE
        && ProcessHandle.of(state.getLong(MirrorState.PROCESS))
            .map(ProcessHandle::isAlive)
            .orElse(false);
  }

  private MirrorState.Status status() {
    requireOpen();
    return MirrorState.Status.of((int) state.getLong(MirrorState.STATUS));
  }

  /**
   * Grows with each transaction: odd while one goes over into the maps. What was read between two
   * calls that gave the same even number is of one moment.
   */
  public long changes() {
    requireOpen();
    return state.getLong(MirrorState.CHANGES);
  }

  /** The names of the collections, in the order in which they were made. */
  public List<String> collectionNames() {
    refresh();
    return catalog.collections().stream().map(MirrorCatalog.Collection::name).toList();
  }

  /** The number of a collection, or -1 if there is none of this name. */
  public int number(String name) {
    refresh();
    for (MirrorCatalog.Collection each : catalog.collections()) {
      if (each.name().equals(name)) {
        return each.number();
      }
    }
    return -1;
  }

  /** Member names by their numbers; at least those of the records read before. Do not change. */
  public List<byte[]> names() {
    return catalog.names();
  }

  /** The id behind the last one for which there is a map; greater than all that are there. */
  public long endId(int collection) {
    refresh();
    NavigableMap<Long, Generation> generations = maps.get(collection);
    return generations == null || generations.isEmpty()
        ? 0
        : generations.lastEntry().getValue().range().endId();
  }

  /** The first id from this one on for which there is a map; {@link Long#MAX_VALUE} if none is. */
  public long nextId(int collection, long fromId) {
    refresh();
    NavigableMap<Long, Generation> generations = maps.get(collection);
    if (generations == null || find(generations, fromId) != null) {
      return generations == null ? Long.MAX_VALUE : fromId;
    }
    Long above = generations.ceilingKey(fromId);
    return above == null ? Long.MAX_VALUE : above;
  }

  /** A record as the store encodes it, or null if there is none. */
  public byte @Nullable [] read(int collection, long id) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      refresh();
      NavigableMap<Long, Generation> generations = maps.get(collection);
      Generation generation = generations == null ? null : find(generations, id);
      byte[] value = generation == null ? null : value(generation, id);
      if (isChanged()) {
        continue; // Its names may be new, or its map may have been given up meanwhile.
      }
      if (value == null) {
        return null;
      }
      byte[] record = record(collection, id, value);
      if (record != null) {
        return record;
      }
    }
    throw new StorageException(
        ErrorCode.BUSY, files.directory() + " changes too quickly to read record " + id);
  }

  private static byte @Nullable [] value(Generation generation, long id) {
    try {
      return generation.get(id);
    } catch (IllegalStateException | InterProcessDeadLockException e) {
      throw new StorageException(
          ErrorCode.BUSY,
          generation.path() + " is locked, perhaps by a process that has died: try again",
          e);
    }
  }

  /** The record behind a value; null if it was replaced meanwhile. */
  private byte @Nullable [] record(int collection, long id, byte[] value) {
    if (value[0] == MirrorFiles.RECORD) {
      byte[] record = new byte[value.length - 1];
      System.arraycopy(value, 1, record, 0, record.length);
      return record;
    }
    long version = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(1);
    Path path = files.large(collection, id, version);
    try (VfsFile file = files.vfs().open(path, Vfs.OpenMode.READ)) {
      ByteBuffer record = ByteBuffer.allocate((int) file.size());
      file.read(record, 0);
      return record.array();
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw failed("read", path, e);
    }
  }

  private static @Nullable Generation find(NavigableMap<Long, Generation> generations, long id) {
    Map.Entry<Long, Generation> below = generations.floorEntry(id);
    return below != null && id < below.getValue().range().endId() ? below.getValue() : null;
  }

  private boolean isChanged() {
    return state.getLong(MirrorState.OPENING) != opening
        || state.getLong(MirrorState.CATALOG) > catalog.sequence();
  }

  /** Takes over a new catalog, if there is one. */
  private void refresh() {
    for (int attempt = 0; isBuilt() && isChanged(); attempt++) {
      try {
        takeOpening();
        take(MirrorCatalog.read(files));
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw failed("read", files.catalog(), e);
        }
      } catch (IOException e) {
        throw failed("read", files.catalog(), e);
      }
    }
  }

  private boolean isBuilt() {
    if (status() == MirrorState.Status.BUILDING) {
      throw new StorageException(
          ErrorCode.BUSY, files.directory() + " is being made anew: try again");
    }
    return true;
  }

  /** After the writer has opened the database anew, other maps may have the names of the old. */
  private void takeOpening() {
    long now = state.getLong(MirrorState.OPENING);
    if (now != opening) {
      open.values().forEach(Generation::close);
      open.clear();
      maps.clear();
      catalog = new MirrorCatalog(-1, List.of(), List.of());
      opening = now;
    }
  }

  private void take(MirrorCatalog taken) throws IOException {
    maps.clear();
    List<Path> used = new ArrayList<>();
    for (MirrorCatalog.Collection collection : taken.collections()) {
      NavigableMap<Long, Generation> generations = new TreeMap<>();
      for (MirrorCatalog.Range range : collection.maps()) {
        Path path = files.map(collection.number(), range.firstId(), range.edition());
        generations.put(range.firstId(), opened(range, path));
        used.add(path);
      }
      maps.put(collection.number(), generations);
    }
    open.entrySet()
        .removeIf(
            entry -> {
              boolean isUnused = !used.contains(entry.getKey());
              if (isUnused) {
                entry.getValue().close();
              }
              return isUnused;
            });
    catalog = taken;
  }

  private Generation opened(MirrorCatalog.Range range, Path path) throws IOException {
    Generation generation = open.get(path);
    if (generation != null && generation.range().equals(range)) {
      return generation;
    }
    if (!files.vfs().exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    Generation fresh = Generation.open(range, path);
    open.put(path, fresh);
    return fresh;
  }

  private static StorageException failed(String verb, Path path, IOException e) {
    return new StorageException(
        ErrorCode.IO_FAILURE,
        "cannot " + verb + " " + path + ": " + FailureText.reason(e, path),
        e);
  }

  private void requireOpen() {
    if (closed) {
      throw new StorageException(ErrorCode.CLOSED, files.directory() + " has been closed here");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    open.values().forEach(Generation::close);
    stateMapping.close();
  }
}
