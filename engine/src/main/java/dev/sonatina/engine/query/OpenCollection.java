package dev.sonatina.engine.query;

import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.RecordEncoder;
import dev.sonatina.engine.record.RecordSource;
import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.engine.storage.MetaKeys;
import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import dev.sonatina.jx9.value.WorkGuard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A collection as one script has it open: the record cursor, the records seen so far, the schema.
 *
 * <p>Records reach the script as maps over a copy of the stored bytes, so that nothing is decoded
 * that the script does not look at, and nothing depends on the store's memory. For the thread that
 * runs the script.
 */
final class OpenCollection {

  /** What a record in the result of {@link #fetchAll} takes besides its bytes. */
  private static final int SELECTED_BYTES = 48;

  /** A record that has been stored, with what its bytes take. */
  private record Stored(long id, int bytes) {}

  private final ScriptSession session;
  private final String name;
  private final int number;
  private final RecordCache cache;
  private long cursor;
  private @Nullable Value schema;

  OpenCollection(ScriptSession session, String name, int number) {
    this.session = session;
    this.name = name;
    this.number = number;
    this.cache = new RecordCache(session.recentRecords, this::isAsStored);
  }

  int number() {
    return number;
  }

  long cursor() {
    return cursor;
  }

  void resetCursor() {
    cursor = 0;
  }

  /** Forgets the records that the script has seen, since a rollback may have undone some. */
  void forgetRecords() {
    cache.clear();
    schema = null;
  }

  void visitHeld(Consumer<? super Value> visitor) {
    cache.visitHeld(visitor);
    if (schema != null) {
      visitor.accept(schema);
    }
  }

  private long nextId() {
    CollectionInfo info = session.info(number);
    return info == null ? 0 : info.nextId();
  }

  // --- reading

  /**
   * The next record from the cursor on, null at the end, where the cursor goes back to the first.
   */
  Value fetch(CallContext context) {
    long end = nextId();
    while (cursor < end) {
      long id = cursor++;
      Value cached = cache.get(id);
      if (cached != null) {
        return cached;
      }
      byte[] record = session.read(number, id);
      if (record != null) {
        return load(id, record, context);
      }
      context.meter().step(1);
    }
    cursor = 0;
    return NullValue.NULL;
  }

  /** The record of this id, null if there is none or it cannot be read. */
  Value fetchById(long id, CallContext context) {
    Value cached = cache.get(id);
    if (cached != null) {
      return cached;
    }
    byte[] record = session.read(number, id);
    return record == null ? NullValue.NULL : load(id, record, context);
  }

  /** Makes a value of a record and keeps it. */
  private Value load(long id, byte[] record, CallContext context) {
    Value value = value(id, record, context.meter());
    if (value == null) {
      return NullValue.NULL;
    }
    context.meter().allocate(record.length);
    cache.put(id, value, record.length);
    session.statistics.countReturned(1);
    return value;
  }

  /** A record as a value, null if it cannot be read. */
  private @Nullable Value value(long id, byte[] record, WorkGuard guard) {
    session.statistics.countExamined();
    RecordSource source = new RecordSource(session.database().dictionary).watchedBy(guard);
    source.own(record, id);
    return isUnreadable(source) ? null : source.value();
  }

  /** The original stores a whole number as record, but fails to read it back. */
  private static boolean isUnreadable(RecordSource source) {
    return source.typeAt(source.root()) == ValueType.INT;
  }

  /**
   * The records for which {@code callback} yields true, or all if it is not callable. A record that
   * cannot be read ends it. The cursor moves along, stays behind a record that could not be read,
   * and is at the first one otherwise.
   */
  /*
   * The callback may fetch, store, replace and erase in this very collection. As in the original, a record it fetches is passed over, and
   * one it erases is known no more; but where it moves the cursor back, by db_fetch_all or at the end of all records, the original begins
   * anew and never ends, so here it goes on behind the record it has judged.
   */
  MapValue fetchAll(CallContext context, Value callback) {
    boolean isFiltered = context.isCallable(callback);
    MapValue selected = MapValue.array();
    if (isFiltered) {
      context.hold(selected); // The callback may make more of the records in it.
    }
    boolean verdict = !isFiltered;
    cursor = 0;
    while (cursor < nextId()) {
      long id = cursor++;
      context.meter().step(1);
      Value value = cache.get(id);
      byte[] record = value != null ? null : session.read(number, id);
      if (record != null) {
        value = value(id, record, context.meter());
        if (value == null) {
          session.statistics.countReturned(selected.size());
          return selected;
        }
        cache.put(id, value, record.length);
      }
      if (value == null) {
        continue;
      }
      if (isFiltered) {
        Value answer = context.call(callback, value);
        // A callback ended by exit has no answer: the verdict on the record before it counts again.
        verdict = context.callbackExited() ? verdict : answer.toBool();
        cursor = Math.max(cursor, id + 1);
      }
      if (!verdict) {
        cache.remove(cursor - 1);
        continue;
      }
      context.meter().allocate(SELECTED_BYTES + (record == null ? 0 : record.length));
      selected.append(value);
    }
    cursor = 0;
    session.statistics.countReturned(selected.size());
    return selected;
  }

  /**
   * Whether fetching the record anew would give just this value; if not, it takes memory for good.
   */
  private boolean isAsStored(long id, Value value) {
    if (value instanceof MapValue map && map.isUntouched()) {
      return true;
    }
    byte[] record = session.read(number, id);
    Value stored = record == null ? null : value(id, record, WorkGuard.NONE);
    return stored != null && StoredForm.isSame(value, stored, session.guard());
  }

  // --- writing

  /**
   * Stores each value as a record, as one transaction, and gives objects their ids. A value nested
   * too deep ends it: those before it are stored, and the answer is false.
   */
  boolean storeAll(List<Value> values, WorkGuard guard) {
    List<Stored> stored =
        session
            .database()
            .encoding(
                encoder ->
                    session.write(
                        guard, transaction -> append(transaction, encoder, values, guard)));
    for (int i = 0; i < stored.size(); i++) {
      guard.step(1);
      Stored record = stored.get(i);
      setId(values.get(i), record.id());
      cache.put(record.id(), values.get(i), record.bytes());
    }
    return stored.size() == values.size();
  }

  private List<Stored> append(
      WriteTransaction transaction, RecordEncoder encoder, List<Value> values, WorkGuard guard) {
    List<Stored> stored = new ArrayList<>(values.size());
    for (Value value : values) {
      guard.step(1);
      if (!encoder.encodeScriptValue(value, guard)) {
        break;
      }
      stored.add(new Stored(transaction.append(number, encoder), encoder.length()));
    }
    return stored;
  }

  /** Replaces a record; false if there is none or the value is nested too deep. */
  boolean update(long id, Value value, WorkGuard guard) {
    int bytes = session.database().encoding(encoder -> replace(encoder, id, value, guard));
    if (bytes < 0) {
      return false;
    }
    setId(value, id);
    cache.put(id, value, bytes);
    return true;
  }

  /** Answers how long the stored record is, -1 if nothing was replaced. */
  private int replace(RecordEncoder encoder, long id, Value value, WorkGuard guard) {
    boolean replaced =
        encoder.encodeScriptValue(value, guard)
            && session.write(guard, transaction -> transaction.replace(number, id, encoder));
    return replaced ? encoder.length() : -1;
  }

  private static void setId(Value value, long id) {
    if (value instanceof MapValue map && map.isObject()) {
      map.put(KeyDictionary.ID_NAME, IntValue.of(id));
    }
  }

  boolean erase(long id, WorkGuard guard) {
    boolean erased = session.write(guard, transaction -> transaction.erase(number, id));
    if (erased) {
      cache.remove(id);
    }
    return erased;
  }

  // --- schema

  Value schema() {
    Value known = schema;
    if (known == null) {
      known = readSchema();
      schema = known;
    }
    return known;
  }

  private Value readSchema() {
    byte[] stored = session.meta(schemaKey(number));
    if (stored == null) {
      return NullValue.NULL;
    }
    RecordSource source = new RecordSource(session.database().dictionary);
    source.own(stored.clone(), 0);
    Value wrapped = source.valueAt(source.element(source.root(), 0));
    if (wrapped instanceof MapValue map) {
      map.materialize();
    }
    return wrapped;
  }

  /**
   * Keeps the schema with the collection. It is stored inside an array, so that no member of it is
   * taken for a record's id.
   */
  boolean setSchema(MapValue value, WorkGuard guard) {
    MapValue wrapper = MapValue.array();
    wrapper.append(value);
    boolean stored =
        session
            .database()
            .encoding(
                encoder ->
                    encoder.encodeScriptValue(wrapper, guard)
                        && session.write(
                            guard,
                            transaction -> {
                              transaction.putMeta(
                                  schemaKey(number),
                                  Arrays.copyOf(encoder.bytes(), encoder.length()));
                              return true;
                            }));
    if (stored) {
      schema = value;
    }
    return stored;
  }

  /** Under which key of the store's meta area the schema of a collection lies. */
  static String schemaKey(int number) {
    return MetaKeys.schema(number);
  }

  @Override
  public String toString() {
    return name;
  }
}
