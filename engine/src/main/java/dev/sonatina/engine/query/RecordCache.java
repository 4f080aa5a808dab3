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
import java.util.function.Consumer;
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
 * A record moves through three stages. The latest are held, as many as RecentRecords grants. When one leaves that stage it is compared with the stored bytes:
 * if it differs, or would come back from the store as something else, it is held for good; if not, only weakly, so that it stays the
 * same map as long as the script refers to it and is forgotten when it no longer does.
 *
 * One case remains different from the original: a script that keeps an old record, changes it after hundreds of other fetches, lets go
 * of it and then fetches it again sees the stored record without the change.
 */
final class RecordCache {

  /** A record with what its stored bytes take. */
  private record Held(Value value, long bytes) {}

  private static final class WeakRecord extends WeakReference<MapValue> {
    final long id;

    WeakRecord(long id, MapValue map, ReferenceQueue<MapValue> queue) {
      super(map, queue);
      this.id = id;
    }
  }

  private final Map<Long, Held> recent = new LinkedHashMap<>();
  private final RecentRecords budget;
  private final Map<Long, Value> changed = new HashMap<>();
  private final Map<Long, WeakRecord> unchanged = new HashMap<>();
  private final ReferenceQueue<MapValue> forgotten = new ReferenceQueue<>();
  private final BiPredicate<Long, Value> isAsStored;

  /**
   * @param budget shared with the other caches of the script
   * @param isAsStored whether fetching the record of this id from the store would give just this
   *     value
   */
  RecordCache(RecentRecords budget, BiPredicate<Long, Value> isAsStored) {
    this.budget = budget;
    this.isAsStored = isAsStored;
  }

  boolean isEmpty() {
    return recent.isEmpty() && changed.isEmpty() && unchanged.isEmpty();
  }

  @Nullable Value get(long id) {
    if (isEmpty()) {
      return null;
    }
    Held held = recent.get(id);
    Value value = held != null ? held.value() : changed.get(id);
    if (value == null) {
      WeakRecord weak = unchanged.get(id);
      value = weak == null ? null : weak.get();
    }
    return value;
  }

  /**
   * Keeps a record for a while.
   *
   * @param bytes what its stored bytes take
   */
  void put(long id, Value value, long bytes) {
    remove(id);
    recent.put(id, new Held(value, bytes));
    budget.added(this, bytes);
  }

  void remove(long id) {
    Held held = recent.remove(id);
    if (held != null) {
      budget.removed(this, held.bytes());
    }
    changed.remove(id);
    unchanged.remove(id);
  }

  /** How many of the latest records are held. */
  int recentCount() {
    return recent.size();
  }

  /** Forgets everything. */
  void clear() {
    while (!recent.isEmpty()) {
      remove(recent.keySet().iterator().next());
    }
    changed.clear();
    unchanged.clear();
  }

  /** Visits the records that are kept whether the script refers to them or not. */
  void visitHeld(Consumer<? super Value> visitor) {
    recent.values().forEach(held -> visitor.accept(held.value()));
    changed.values().forEach(visitor);
  }

  /** Lets go of the one of the latest records that came first. */
  void retireOldest() {
    Iterator<Map.Entry<Long, Held>> entries = recent.entrySet().iterator();
    Map.Entry<Long, Held> oldest = entries.next();
    long id = oldest.getKey();
    Value value = oldest.getValue().value();
    entries.remove();
    budget.removed(this, oldest.getValue().bytes());
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
