package dev.sonatina.engine.storage.chronicle;

import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreReader;
import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * The writing side of a mirror: makes the maps show what the store holds. Safe for every thread;
 * one works at a time.
 *
 * <p>It is told which records a transaction has changed, and takes what they are now from the
 * store's last state. So it does not matter in which order transactions arrive here: the maps never
 * go back.
 *
 * <p>The store is never held responsible for its mirror. When the maps cannot follow (the disk is
 * full, say), the mirror says so to its readers and in the log, and is made anew at the next
 * opening.
 */
final class Mirror {

  private static final System.Logger LOG = System.getLogger(Mirror.class.getName());

  private final MirrorFiles files;
  private final MirrorState state;
  private final Executor background;
  private final Map<Integer, MirroredCollection> collections = new TreeMap<>();
  private List<byte[]> names = List.of();
  private long catalogSequence;
  private long changes;
  private boolean following = true;

  private Mirror(MirrorFiles files, MirrorState state, Executor background) throws IOException {
    this.files = files;
    this.state = state;
    this.background = background;
    catalogSequence = state.get(MirrorState.CATALOG);
    changes = state.get(MirrorState.CHANGES) & ~1L;
  }

  /**
   * Opens the mirror of a database, and makes it anew unless it was closed in order when the store
   * was as it is now.
   *
   * @param storeId of the log store
   */
  static Mirror open(Vfs vfs, Path database, long storeId, Snapshot snapshot, Executor background)
      throws IOException {
    MirrorFiles files = MirrorFiles.of(vfs, database);
    vfs.createDirectories(files.directory());
    Mirror mirror = new Mirror(files, MirrorState.open(files), background);
    boolean done = false;
    try {
      mirror.start(storeId, snapshot);
      done = true;
    } finally {
      if (!done) {
        mirror.stopFollowing();
      }
    }
    return mirror;
  }

  private void start(long storeId, Snapshot snapshot) throws IOException {
    boolean isCurrent =
        state.status() == MirrorState.Status.CLOSED
            && state.get(MirrorState.STORE) == storeId
            && state.get(MirrorState.VERSION) == snapshot.version();
    state.status(MirrorState.Status.BUILDING);
    // Before the maps change: what a power cut leaves of them must not be taken for whole.
    state.sync();
    state.put(MirrorState.OPENING, state.get(MirrorState.OPENING) + 1);
    state.put(MirrorState.STORE, storeId);
    state.put(MirrorState.PROCESS, ProcessHandle.current().pid());
    if (isCurrent) {
      reopen(snapshot);
    } else {
      build(snapshot);
    }
    state.put(MirrorState.CHANGES, changes);
    state.put(MirrorState.VERSION, snapshot.version());
    state.status(MirrorState.Status.LIVE);
  }

  private void reopen(Snapshot snapshot) throws IOException {
    MirrorCatalog catalog = MirrorCatalog.read(files);
    names = catalog.names();
    for (MirrorCatalog.Collection each : catalog.collections()) {
      CollectionInfo info = snapshot.collection(each.number());
      if (info != null) {
        mirrored(info).reopen(each.maps());
      }
    }
  }

  private void build(Snapshot snapshot) throws IOException {
    files.clear();
    names = namesOf(snapshot);
    for (CollectionInfo info : snapshot.collections()) {
      mirrored(info);
    }
    writeCatalog();
    for (CollectionInfo info : snapshot.collections()) {
      mirrored(info).follow(snapshot, snapshot.version(), 0, info.nextId());
    }
  }

  /**
   * Goes over what a transaction has changed.
   *
   * @param snapshot a state of the store in which the transaction is visible
   */
  synchronized void follow(ChangedRecords changed, Snapshot snapshot) {
    if (!following || changed.isEmpty()) {
      return;
    }
    try {
      state.put(MirrorState.CHANGES, ++changes);
      if (changed.isCatalogChanged()) {
        followCatalog(snapshot);
      }
      changed.forEach((number, fromId, toId) -> followRecords(snapshot, number, fromId, toId));
      state.put(MirrorState.VERSION, Math.max(state.get(MirrorState.VERSION), snapshot.version()));
      state.put(MirrorState.CHANGES, ++changes);
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      LOG.log(
          System.Logger.Level.ERROR,
          files.directory()
              + " does not follow its database any more, until that is opened again: "
              + e);
      stopFollowing();
    }
  }

  private void followRecords(Snapshot snapshot, int number, long fromId, long toId) {
    CollectionInfo info = snapshot.collection(number);
    if (info == null) {
      return; // It was dropped, which followCatalog has seen to, or will.
    }
    try {
      mirrored(info).follow(snapshot, snapshot.version(), fromId, toId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void followCatalog(Snapshot snapshot) throws IOException {
    names = namesOf(snapshot);
    List<MirroredCollection> dropped = new ArrayList<>();
    for (int number : List.copyOf(collections.keySet())) {
      if (snapshot.collection(number) == null) {
        dropped.add(collections.remove(number));
      }
    }
    snapshot.collections().forEach(this::mirrored);
    writeCatalog();
    for (MirroredCollection each : dropped) {
      each.drop();
    }
  }

  private MirroredCollection mirrored(CollectionInfo info) {
    return collections.computeIfAbsent(
        info.number(),
        number -> new MirroredCollection(files, info, background, this::writeCatalog));
  }

  /** Names that are in use; a number that is free, which is rare, stands for an empty one. */
  private static List<byte[]> namesOf(StoreReader reader) {
    List<byte[]> names = new ArrayList<>();
    for (int keyId = 0; keyId < reader.keyLimit(); keyId++) {
      byte[] name = reader.key(keyId);
      names.add(name == null ? new byte[0] : name);
    }
    return names;
  }

  private void writeCatalog() {
    List<MirrorCatalog.Collection> entries =
        collections.values().stream().map(MirroredCollection::entry).toList();
    try {
      new MirrorCatalog(++catalogSequence, entries, names).write(files);
      state.put(MirrorState.CATALOG, catalogSequence);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stopFollowing() {
    following = false;
    try (MirrorState closing = state) {
      closing.status(MirrorState.Status.LEFT_BEHIND);
      closeMaps();
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot close " + files.directory() + ": " + e);
    }
  }

  private void closeMaps() throws IOException {
    for (MirroredCollection each : collections.values()) {
      each.close();
    }
    collections.clear();
  }

  /**
   * Closes the maps.
   *
   * @param version the store's state that they show exactly; negative if that is not sure, so that
   *     they are made anew the next time
   */
  synchronized void close(long version) {
    if (!following) {
      return;
    }
    if (version < 0) {
      stopFollowing();
      return;
    }
    following = false;
    try (MirrorState closing = state) {
      closeMaps();
      files.sync();
      closing.put(MirrorState.VERSION, version);
      closing.sync();
      closing.status(MirrorState.Status.CLOSED);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot close " + files.directory() + ": " + e);
    }
  }
}
