package dev.sonatina.engine.query;

import dev.sonatina.engine.storage.CollectionInfo;
import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.function.NativeFunction;
import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The {@code db_*} functions, as the original has them. They work on the {@link ScriptSession}
 * attached to the run.
 *
 * <p>A function that cannot do its work reports why and yields null or false; none of them stops a
 * script.
 */
final class DatabaseLibrary {

  private static final StringValue VERSION = StringValue.of("1.1.9");
  private static final StringValue SIGNATURE =
      StringValue.of("unqlite:29c173b1-ac2c-4b49-93ba-e600619e304e");
  private static final StringValue COPYRIGHT =
      StringValue.of("Sonatina, the database functions of UnQLite 1.1.9 written anew");

  /** What finding a collection counts for; stores go through all of them. */
  private static final int LOOKUP_STEPS = 32;

  private DatabaseLibrary() {}

  /** A function of a collection that exists. */
  @FunctionalInterface
  private interface CollectionFunction {
    Value call(CallContext context, OpenCollection collection, Value[] arguments);
  }

  static Library create() {
    return Library.builder("db").part(DatabaseLibrary::define).build();
  }

  private static void define(BiConsumer<String, NativeFunction> library) {
    add(library, DatabaseLibrary::exists, "db_exists", "collection_exists");
    add(library, DatabaseLibrary::create, "db_create", "collection_create");
    add(library, DatabaseLibrary::drop, "db_drop_collection", "collection_delete");
    add(library, DatabaseLibrary::store, "db_store", "db_put");
    add(library, DatabaseLibrary::update, "db_update_record");
    add(library, DatabaseLibrary::erase, "db_drop_record");
    add(library, onCollection(NullValue.NULL, (c, o, a) -> o.fetch(c)), "db_fetch", "db_get");
    add(library, DatabaseLibrary::fetchById, "db_fetch_by_id", "db_get_by_id");
    add(library, DatabaseLibrary::fetchAll, "db_fetch_all", "db_get_all");
    add(library, onCollection(BoolValue.FALSE, DatabaseLibrary::lastRecordId), "db_last_record_id");
    add(
        library,
        onCollection(BoolValue.FALSE, (c, o, a) -> IntValue.of(o.cursor())),
        "db_current_record_id");
    add(
        library,
        onCollection(BoolValue.FALSE, DatabaseLibrary::resetCursor),
        "db_reset_record_cursor");
    add(library, onCollection(BoolValue.FALSE, DatabaseLibrary::totalRecords), "db_total_records");
    add(library, onCollection(BoolValue.FALSE, DatabaseLibrary::creationDate), "db_creation_date");
    add(library, DatabaseLibrary::setSchema, "db_set_schema");
    add(library, DatabaseLibrary::schema, "db_get_schema");
    add(library, transaction(ScriptSession::begin), "db_begin");
    add(library, transaction(ScriptSession::commit), "db_commit");
    add(library, transaction(ScriptSession::rollback), "db_rollback");
    add(library, (c, a) -> StringValue.of(session(c).database().errorLog()), "db_errlog");
    add(library, (c, a) -> VERSION, "db_version");
    add(library, (c, a) -> SIGNATURE, "db_sig");
    add(library, (c, a) -> COPYRIGHT, "db_copyright", "db_credits");
  }

  private static void add(
      BiConsumer<String, NativeFunction> library, NativeFunction function, String... names) {
    for (String name : names) {
      library.accept(name, function);
    }
  }

  /** A step that may wait for a disk: whether the script has to end is looked at before each. */
  private static NativeFunction transaction(Consumer<ScriptSession> action) {
    return (context, arguments) -> {
      context.meter().checkpoint();
      action.accept(session(context));
      return BoolValue.TRUE;
    };
  }

  private static ScriptSession session(CallContext context) {
    return Objects.requireNonNull(context.attachment(ScriptSession.class), "no database attached");
  }

  // --- arguments

  /** A function that takes a collection first, and yields {@code failure} when there is none. */
  private static NativeFunction onCollection(Value failure, CollectionFunction function) {
    return (context, arguments) -> {
      OpenCollection collection = collection(context, arguments, 1, "", null);
      return collection == null ? failure : function.call(context, collection, arguments);
    };
  }

  /**
   * The collection that the first argument names, null if there is none.
   *
   * @param ifUnknown how bad it is if no collection has that name; null if it is not worth a report
   */
  private static @Nullable OpenCollection collection(
      CallContext context,
      Value[] arguments,
      int needed,
      String others,
      @Nullable Severity ifUnknown) {
    String name = name(context, arguments, needed, others);
    if (name == null) {
      return null;
    }
    OpenCollection collection = session(context).collection(name);
    if (collection == null && ifUnknown != null) {
      report(context, ifUnknown, "No such collection '" + name + "'");
    }
    return collection;
  }

  private static @Nullable String name(
      CallContext context, Value[] arguments, int needed, String others) {
    context.meter().step(LOOKUP_STEPS);
    if (arguments.length < needed) {
      report(context, Severity.ERROR, "Missing collection name" + others);
      return null;
    }
    StringValue name = arguments[0].toStringValue(context.meter());
    String text = name.toString();
    boolean isMalformed = text.indexOf('\uFFFD') >= 0 && !StringValue.of(text).equals(name);
    if (isMalformed || name.isEmpty() || name.length() > EmbeddedDatabase.NAME_BYTES_MAX) {
      report(context, Severity.ERROR, "Invalid collection name");
      return null;
    }
    return text;
  }

  private static void report(CallContext context, Severity severity, String message) {
    context.report(severity, context.functionName() + "(): " + message);
  }

  // --- collections

  private static Value exists(CallContext context, Value[] arguments) {
    String name = name(context, arguments, 1, "");
    return BoolValue.of(name != null && session(context).info(name) != null);
  }

  private static Value create(CallContext context, Value[] arguments) {
    String name = name(context, arguments, 1, "");
    if (name == null) {
      return BoolValue.FALSE;
    }
    ScriptSession session = session(context);
    boolean created =
        session.info(name) == null
            && session.write(
                context.meter(),
                transaction -> {
                  if (transaction.reader().collection(name) != null) {
                    return false;
                  }
                  transaction.createCollection(name);
                  return true;
                });
    if (created) {
      session.database().errorLog.noSuchCollection(name);
    }
    return BoolValue.of(created);
  }

  private static Value drop(CallContext context, Value[] arguments) {
    OpenCollection collection = collection(context, arguments, 1, "", Severity.ERROR);
    return BoolValue.of(
        collection != null
            && session(context).dropCollection(collection.toString(), context.meter()));
  }

  private static Value lastRecordId(
      CallContext context, OpenCollection collection, Value[] arguments) {
    return IntValue.of(Math.max(0, info(context, collection).nextId() - 1));
  }

  private static Value totalRecords(
      CallContext context, OpenCollection collection, Value[] arguments) {
    return IntValue.of(info(context, collection).count());
  }

  private static CollectionInfo info(CallContext context, OpenCollection collection) {
    return Objects.requireNonNull(session(context).info(collection.number()));
  }

  private static Value resetCursor(
      CallContext context, OpenCollection collection, Value[] arguments) {
    collection.resetCursor();
    return BoolValue.TRUE;
  }

  /** The original's form, which counts months from 0. */
  private static Value creationDate(
      CallContext context, OpenCollection collection, Value[] arguments) {
    Instant created = Instant.ofEpochMilli(info(context, collection).createdMillis());
    ZonedDateTime time = created.atZone(ZoneOffset.UTC);
    return StringValue.of(
        String.format(
            Locale.ROOT,
            "%d-%d-%d %02d:%02d:%02d",
            time.getYear(),
            time.getMonthValue() - 1,
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            time.getSecond()));
  }

  private static Value setSchema(CallContext context, Value[] arguments) {
    if (arguments.length > 1 && !(arguments[1] instanceof MapValue map && map.isObject())) {
      report(context, Severity.ERROR, "Invalid collection scheme");
      return BoolValue.FALSE;
    }
    OpenCollection collection =
        collection(context, arguments, 2, " and/or db scheme", Severity.WARNING);
    return BoolValue.of(
        collection != null && collection.setSchema((MapValue) arguments[1], context.meter()));
  }

  private static Value schema(CallContext context, Value[] arguments) {
    String name = name(context, arguments, 1, " and/or db scheme");
    if (name == null) {
      return BoolValue.FALSE;
    }
    OpenCollection collection = collection(context, arguments, 1, "", Severity.WARNING);
    return collection == null ? NullValue.NULL : collection.schema();
  }

  // --- records

  private static Value store(CallContext context, Value[] arguments) {
    OpenCollection collection =
        collection(context, arguments, 2, " and/or records", Severity.ERROR);
    if (collection == null) {
      return BoolValue.FALSE;
    }
    List<Value> values = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      addRecords(arguments[i], values);
    }
    return BoolValue.of(collection.storeAll(values, context.meter()));
  }

  /** An array stands for its elements, anything else for itself. */
  private static void addRecords(Value value, List<Value> records) {
    if (!(value instanceof MapValue map) || map.isObject()) {
      records.add(value);
      return;
    }
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      records.add(map.valueAt(at));
    }
  }

  private static Value update(CallContext context, Value[] arguments) {
    OpenCollection collection =
        collection(context, arguments, 2, " and/or records", Severity.ERROR);
    if (collection == null || arguments.length < 3) {
      return BoolValue.FALSE;
    }
    if (arguments[2] instanceof MapValue map && !map.isObject()) {
      // The original takes an array for records to add.
      List<Value> values = new ArrayList<>();
      addRecords(map, values);
      return BoolValue.of(collection.storeAll(values, context.meter()));
    }
    boolean updated = collection.update(arguments[1].toInt(), arguments[2], context.meter());
    if (!updated) {
      session(context).database().errorLog.noRecordToUpdate(collection.toString());
    }
    return BoolValue.of(updated);
  }

  private static Value erase(CallContext context, Value[] arguments) {
    OpenCollection collection =
        collection(context, arguments, 2, " and/or records", Severity.ERROR);
    return BoolValue.of(
        collection != null && collection.erase(arguments[1].toInt(), context.meter()));
  }

  private static Value fetchById(CallContext context, Value[] arguments) {
    OpenCollection collection = collection(context, arguments, 2, " and/or record ID", null);
    if (collection == null) {
      return NullValue.NULL;
    }
    int id = (int) arguments[1].toInt(); // The original looks for the lowest 32 bits only.
    return collection.fetchById(id, context);
  }

  private static Value fetchAll(CallContext context, Value[] arguments) {
    OpenCollection collection = collection(context, arguments, 1, "", null);
    if (collection == null) {
      return NullValue.NULL;
    }
    return collection.fetchAll(context, arguments.length > 1 ? arguments[1] : NullValue.NULL);
  }
}
