package dev.sonatina.engine.query;

import dev.sonatina.engine.query.column.CollectionColumns;
import dev.sonatina.engine.query.column.Path;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.Snapshot;
import dev.sonatina.engine.storage.StoreReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The columns of all collections of a database, and which of them users have declared. Safe for
 * every thread.
 */
final class ColumnRegistry {

  /** Columns of one collection may take this share of the heap. */
  private static final int HEAP_SHARE = 8;

  /** How often filters compare a path before it gets a column unasked. */
  private static final int USES_BEFORE_BUILDING = 2;

  private final Map<Integer, CollectionColumns> columns = new ConcurrentHashMap<>();
  private final KeyDictionary dictionary;
  private final Supplier<Snapshot> snapshots;
  private final boolean isEager;

  /**
   * @param isEager whether columns are built when they are first of use
   */
  ColumnRegistry(KeyDictionary dictionary, Supplier<Snapshot> snapshots, boolean isEager) {
    this.dictionary = dictionary;
    this.snapshots = snapshots;
    this.isEager = isEager;
  }

  /** The columns of a collection, perhaps none yet. */
  CollectionColumns of(int collection) {
    CollectionColumns known = columns.get(collection);
    return known != null ? known : columns.computeIfAbsent(collection, this::create);
  }

  private CollectionColumns create(int collection) {
    long memoryBytesMax = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    CollectionColumns created =
        new CollectionColumns(
            collection, dictionary, snapshots, memoryBytesMax, isEager ? 1 : USES_BEFORE_BUILDING);
    try (Snapshot snapshot = snapshots.get()) {
      CollectionInfo info = snapshot.collection(collection);
      created.declare(info == null ? Set.of() : declared(snapshot, info.name()));
    }
    return created;
  }

  /** Forgets the columns of a collection that was dropped. */
  void forget(int collection) {
    columns.remove(collection);
  }

  // --- declarations, kept in the store: a path a line

  /** Under which key of the store's meta area the declared paths of a collection lie. */
  static String declarationKey(String collection) {
    return "columns/" + collection;
  }

  private static Set<Path> declared(StoreReader reader, String collection) {
    Set<Path> paths = new HashSet<>();
    for (String path : declaredTexts(reader, collection)) {
      paths.add(Path.of(path));
    }
    return paths;
  }

  static List<String> declaredTexts(StoreReader reader, String collection) {
    byte[] stored = reader.meta(declarationKey(collection));
    return stored == null || stored.length == 0
        ? List.of()
        : List.of(new String(stored, StandardCharsets.UTF_8).split("\n"));
  }

  static void declare(WriteTransaction transaction, String collection, String path) {
    List<String> paths = new ArrayList<>(declaredTexts(transaction.reader(), collection));
    if (!paths.contains(path)) {
      paths.add(path);
      transaction.putMeta(
          declarationKey(collection), String.join("\n", paths).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Goes by what is declared for a collection now, if it is there. */
  void redeclare(StoreReader reader, String collection) {
    CollectionInfo info = reader.collection(collection);
    if (info != null) {
      of(info.number()).declare(declared(reader, collection));
    }
  }
}
