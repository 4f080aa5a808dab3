package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.storage.CollectionInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next {@link LogState} from one, entry by entry: for an open transaction, and for the
 * transactions that recovery finds in the log. Checks nothing; both have done that. Used by one
 * thread.
 */
final class StateEditor {

  private final LogState base;

  /** Marks the parts of indexes that this editor may change. It must not keep the state alive. */
  private final Object token = new Object();

  private final Map<Integer, CollectionEditor> opened = new HashMap<>();
  private final List<CollectionEditor> created = new ArrayList<>();
  private final Map<Integer, byte[]> addedKeys = new HashMap<>();
  private @Nullable NavigableMap<String, byte[]> changedMeta;
  private int nextCollection;

  private int lastNumber = -1;
  private @Nullable CollectionEditor last;

  StateEditor(LogState base) {
    this.base = base;
    this.nextCollection = base.nextCollection();
  }

  int nextCollection() {
    return nextCollection;
  }

  /** The collections there are now, in the order of their numbers. */
  List<CollectionInfo> collections() {
    List<CollectionInfo> infos = new ArrayList<>();
    for (LogCollection collection : base.collections()) {
      CollectionEditor editor = opened.get(collection.number());
      if (editor == null) {
        infos.add(collection.info());
      } else if (!editor.isDropped()) {
        infos.add(editor.info());
      }
    }
    for (CollectionEditor editor : created) {
      if (!editor.isDropped()) {
        infos.add(editor.info());
      }
    }
    return infos;
  }

  /** The collection of this number for reading and changing, or null. */
  @Nullable CollectionEditor find(int number) {
    if (number != lastNumber) {
      lastNumber = number;
      last = open(number);
    }
    return last == null || last.isDropped() ? null : last;
  }

  private @Nullable CollectionEditor open(int number) {
    CollectionEditor editor = opened.get(number);
    if (editor == null) {
      LogCollection collection = base.find(number);
      if (collection != null) {
        editor = new CollectionEditor(collection, token);
        opened.put(number, editor);
      }
    }
    return editor;
  }

  /** Adds a collection. */
  void create(int number, String name, long createdMillis) {
    CollectionEditor editor =
        new CollectionEditor(
            new LogCollection(number, name, createdMillis, 0, 0, new IdIndex(), SegmentUsage.NONE),
            token);
    opened.put(number, editor);
    created.add(editor);
    nextCollection = Math.max(nextCollection, number + 1);
    lastNumber = -1;
  }

  byte @Nullable [] key(int keyId) {
    byte[] added = addedKeys.get(keyId);
    return added == null ? base.keys().name(keyId) : added;
  }

  int keyLimit() {
    int limit = base.keys().limit();
    for (int keyId : addedKeys.keySet()) {
      limit = Math.max(limit, keyId + 1);
    }
    return limit;
  }

  void addKey(int keyId, byte[] name) {
    addedKeys.put(keyId, name);
  }

  NavigableMap<String, byte[]> meta() {
    return changedMeta == null ? base.meta() : changedMeta;
  }

  void putMeta(String key, byte[] value) {
    metaForChange().put(key, value);
  }

  void removeMeta(String key) {
    metaForChange().remove(key);
  }

  private NavigableMap<String, byte[]> metaForChange() {
    NavigableMap<String, byte[]> meta = changedMeta;
    if (meta == null) {
      meta = new TreeMap<>(base.meta());
      changedMeta = meta;
    }
    return meta;
  }

  /** The state with all changes. The editor must not be used afterwards. */
  LogState done(long version, LogPlace place) {
    return new LogState(
        version,
        place.end(),
        place.previousCrc(),
        place.logBytes(),
        nextCollection,
        opened.isEmpty() ? base.collections() : changedCollections(),
        addedKeys.isEmpty() ? base.keys() : base.keys().with(addedKeys),
        meta(),
        place.segments());
  }

  private List<LogCollection> changedCollections() {
    List<LogCollection> result = new ArrayList<>(base.collections().size() + created.size());
    for (LogCollection collection : base.collections()) {
      CollectionEditor editor = opened.get(collection.number());
      if (editor == null) {
        result.add(collection);
      } else if (!editor.isDropped()) {
        result.add(editor.done());
      }
    }
    for (CollectionEditor editor : created) {
      if (!editor.isDropped()) {
        result.add(editor.done());
      }
    }
    if (created.size() > 1) {
      result.sort(
          Comparator.comparingInt(LogCollection::number)); // Salvage meets them in any order.
    }
    return result;
  }

  /**
   * Gives the changes up.
   *
   * @return the ids handed out by them, as the next id of each collection concerned
   */
  Map<Integer, Long> undo() {
    Map<Integer, Long> nextIds = new HashMap<>();
    opened.forEach(
        (number, editor) -> {
          LogCollection before = base.find(number);
          if (before != null) {
            long nextId = editor.undo();
            if (nextId > before.nextId()) {
              nextIds.put(number, nextId);
            }
          }
        });
    return nextIds;
  }
}
