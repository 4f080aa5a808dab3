package dev.sonatina.engine.query;

import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.Value;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The records of one collection that a script has seen, handed out by reference for the rest of the
 * script.
 *
 * <p>The original keeps every one of them, so that a change to a fetched record shows in later
 * fetches. Keeping them all would take the memory of the whole collection; this cache keeps those
 * that differ from what is stored, those that the script still refers to, and the latest ones. For
 * one thread.
 */
/*
 * A record moves through three stages. The latest RECENT_MAX are held. When one leaves that stage it is compared with the stored bytes:
 * if it differs, or would come back from the store as something else, it is held for good; if not, only weakly, so that it stays the
 * same map as long as the script refers to it and is forgotten when it no longer does.
 *
 * One case remains different from the original: a script that keeps an old record, changes it after hundreds of other fetches, lets go
 * of it and then fetches it again sees the stored record without the change.
 */
final class RecordCache {

  private static final int RECENT_MAX = 512;

  private static final class WeakRecord extends WeakReference<MapValue> {
    final long id;

    WeakRecord(long id, MapValue map, ReferenceQueue<MapValue> queue) {
      super(map, queue);
      this.id = id;
    }
  }

  private final Map<Long, Value> recent = new LinkedHashMap<>();
  private final Map<Long, Value> changed = new HashMap<>();
  private final Map<Long, WeakRecord> unchanged = new HashMap<>();
  private final ReferenceQueue<MapValue> forgotten = new ReferenceQueue<>();
  private final BiPredicate<Long, Value> isAsStored;

  /**
   * @param isAsStored whether fetching the record of this id from the store would give just this
   *     value
   */
  RecordCache(BiPredicate<Long, Value> isAsStored) {
    this.isAsStored = isAsStored;
  }

  boolean isEmpty() {
    return recent.isEmpty() && changed.isEmpty() && unchanged.isEmpty();
  }

  @Nullable Value get(long id) {
    if (isEmpty()) {
      return null;
    }
    Value value = recent.get(id);
    if (value == null) {
      value = changed.get(id);
    }
    if (value == null) {
      WeakRecord weak = unchanged.get(id);
      value = weak == null ? null : weak.get();
    }
    return value;
  }

  void put(long id, Value value) {
    remove(id);
    recent.put(id, value);
    if (recent.size() > RECENT_MAX) {
      retireOldest();
    }
  }

  void remove(long id) {
    recent.remove(id);
    changed.remove(id);
    unchanged.remove(id);
  }

  void clear() {
    recent.clear();
    changed.clear();
    unchanged.clear();
  }

  private void retireOldest() {
    Iterator<Map.Entry<Long, Value>> entries = recent.entrySet().iterator();
    Map.Entry<Long, Value> oldest = entries.next();
    long id = oldest.getKey();
    Value value = oldest.getValue();
    entries.remove();
    if (!isAsStored.test(id, value)) {
      changed.put(id, value);
    } else if (value instanceof MapValue map) {
      unchanged.put(id, new WeakRecord(id, map, forgotten));
    }
    for (Reference<? extends MapValue> gone = forgotten.poll();
        gone != null;
        gone = forgotten.poll()) {
      if (gone instanceof WeakRecord record) {
        unchanged.remove(record.id, record);
      }
    }
  }
}
