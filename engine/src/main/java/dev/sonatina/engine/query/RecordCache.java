package dev.sonatina.engine.query;

import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.MemberSource;
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
 * A record moves through three stages. The latest RECENT_MAX are held, as long as they are small. When one leaves that stage it is compared with the stored bytes:
 * if it differs, or would come back from the store as something else, it is held for good; if not, only weakly, so that it stays the
 * same map as long as the script refers to it and is forgotten when it no longer does.
 *
 * One case remains different from the original: a script that keeps an old record, changes it after hundreds of other fetches, lets go
 * of it and then fetches it again sees the stored record without the change.
 */
final class RecordCache {

  private static final int RECENT_MAX = 512;
  private static final long RECENT_BYTES_MAX = 4L << 20;

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
  private long recentBytes;
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
    Held held = recent.get(id);
    Value value = held != null ? held.value() : changed.get(id);
    if (value == null) {
      WeakRecord weak = unchanged.get(id);
      value = weak == null ? null : weak.get();
    }
    return value;
  }

  void put(long id, Value value) {
    remove(id);
    long bytes = storedBytes(value);
    recent.put(id, new Held(value, bytes));
    recentBytes += bytes;
    while (recent.size() > RECENT_MAX || (recentBytes > RECENT_BYTES_MAX && recent.size() > 1)) {
      retireOldest();
    }
  }

  private static long storedBytes(Value value) {
    MemberSource source = value instanceof MapValue map ? map.source() : null;
    return source == null ? 0 : source.heldBytes();
  }

  void remove(long id) {
    Held held = recent.remove(id);
    recentBytes -= held == null ? 0 : held.bytes();
    changed.remove(id);
    unchanged.remove(id);
  }

  void clear() {
    recent.clear();
    recentBytes = 0;
    changed.clear();
    unchanged.clear();
  }

  /** Visits the records that the script has made something else of. */
  void visitHeld(Consumer<? super Value> visitor) {
    for (Held held : recent.values()) {
      if (!(held.value() instanceof MapValue map && map.isUntouched())) {
        visitor.accept(held.value());
      }
    }
    changed.values().forEach(visitor);
  }

  private void retireOldest() {
    Iterator<Map.Entry<Long, Held>> entries = recent.entrySet().iterator();
    Map.Entry<Long, Held> oldest = entries.next();
    long id = oldest.getKey();
    Value value = oldest.getValue().value();
    recentBytes -= oldest.getValue().bytes();
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
