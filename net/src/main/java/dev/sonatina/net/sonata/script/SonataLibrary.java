package dev.sonatina.net.sonata.script;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.JsonText;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.net.sonata.backend.BackendFault;
import dev.sonatina.net.sonata.backend.ErrorTexts;
import dev.sonatina.net.sonata.script.ScriptArguments.CollectionHandle;
import dev.sonatina.net.sonata.script.ScriptArguments.DatabaseHandle;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The functions that Sonata adds to Jx9, and the constant {@code __SCRIPT__}.
 *
 * <p>A call that is refused prints why and yields null, as in the original, whose words these are.
 * A third argument, meant for asynchronous calls that never came to be, is accepted and ignored.
 */
public final class SonataLibrary {

  /** What one function does. */
  private interface Body {
    Value run(CallContext context, ScriptArguments arguments);
  }

  private final ScriptPeers peers;
  private final HeapBudget heapBudget;
  private final Library.Builder library = Library.builder("sonata");

  private SonataLibrary(ScriptPeers peers, HeapBudget heapBudget) {
    this.peers = peers;
    this.heapBudget = heapBudget;
  }

  /**
   * A library whose functions reach these providers.
   *
   * @param heapBudget that of the databases of this process: what they grow by for a script counts
   *     as its memory
   */
  public static Library create(ScriptPeers peers, HeapBudget heapBudget) {
    SonataLibrary functions = new SonataLibrary(peers, heapBudget);
    functions.library.constant("__SCRIPT__", CallContext::scriptText);
    functions.addAdmin();
    functions.addDatabase();
    functions.addCollection();
    functions.addRequests();
    return functions.library.build();
  }

  private void addAdmin() {
    add("sonata_db_create", 5, 6, this::createDatabase);
    add("sonata_db_attach", 5, 6, this::attachDatabase);
    add("sonata_db_detach", 3, 4, this::detachDatabase);
    add("sonata_db_destroy", 3, 4, this::destroyDatabase);
  }

  private void addDatabase() {
    add("sonata_coll_create", 2, 2, this::createCollection);
    add("sonata_coll_exists", 2, 2, this::collectionExists);
    add("sonata_coll_open", 2, 2, this::openCollection);
    add("sonata_coll_drop", 2, 2, this::dropCollection);
    add("sonata_execute", 2, 3, this::execute);
  }

  private void addCollection() {
    add("sonata_store", 2, 3, this::store);
    add("sonata_fetch", 2, 3, this::fetch);
    add("sonata_filter", 2, 3, this::filter);
    add("sonata_update", 3, 4, this::update);
    add("sonata_all", 1, 2, this::all);
    add("sonata_last_record_id", 1, 1, this::lastId);
    add("sonata_size", 1, 1, this::size);
    add("sonata_erase", 2, 3, this::erase);
  }

  /** No function yields a request to wait for, so these refuse whatever they get. */
  private void addRequests() {
    Body refuse =
        (context, arguments) -> {
          throw new BackendFault("Invalid argument (not an asynchronous request object)");
        };
    add("sonata_wait", 1, 1, refuse);
    add("sonata_test", 1, 1, refuse);
  }

  private void add(String name, int arguments, int argumentsMax, Body body) {
    library.function(
        name,
        (context, values) -> {
          if (values.length != arguments && values.length != argumentsMax) {
            String expected =
                arguments == argumentsMax
                    ? String.valueOf(arguments)
                    : arguments + " or " + argumentsMax;
            print(
                context,
                name
                    + ": unexpected number of aruments ("
                    + values.length
                    + ", expected "
                    + expected
                    + ")");
            return NullValue.NULL;
          }
          return run(name, context, new ScriptArguments(context, values), body);
        });
  }

  private Value run(String name, CallContext context, ScriptArguments arguments, Body body) {
    String error;
    // Each call may wait for a disk or another server.
    context.meter().checkpoint();
    try {
      DatabaseGrowth growth = DatabaseGrowth.of(context);
      return heapBudget.paidBy(
          bytes -> growth.change(context, bytes), () -> body.run(context, arguments));
    } catch (BackendFault e) {
      error = e.text();
    } catch (SonatinaException e) {
      error = ErrorTexts.of(e, "");
    }
    print(context, name + " threw an exception: " + error);
    return NullValue.NULL;
  }

  private static void print(CallContext context, String text) {
    context.print(StringValue.of(text));
  }

  private Value createDatabase(CallContext context, ScriptArguments arguments) {
    admin(arguments)
        .createDatabase(
            arguments.text(2), arguments.text(3), arguments.text(4), arguments.optionalText(5));
    return BoolValue.TRUE;
  }

  private Value attachDatabase(CallContext context, ScriptArguments arguments) {
    admin(arguments)
        .attachDatabase(
            arguments.text(2), arguments.text(3), arguments.text(4), arguments.optionalText(5));
    return BoolValue.TRUE;
  }

  private Value detachDatabase(CallContext context, ScriptArguments arguments) {
    admin(arguments).detachDatabase(arguments.text(2), arguments.optionalText(3));
    return BoolValue.TRUE;
  }

  private Value destroyDatabase(CallContext context, ScriptArguments arguments) {
    admin(arguments).destroyDatabase(arguments.text(2), arguments.optionalText(3));
    return BoolValue.TRUE;
  }

  private ScriptPeer admin(ScriptArguments arguments) {
    return peers.peer(arguments.text(0), arguments.provider(1));
  }

  private ScriptPeer peer(DatabaseHandle database) {
    return peers.peer(database.address(), database.provider());
  }

  private ScriptPeer peer(CollectionHandle collection) {
    return peer(collection.database());
  }

  /** What the server refuses is null without a word. */
  private Value createCollection(CallContext context, ScriptArguments arguments) {
    DatabaseHandle database = arguments.database(0);
    String name = arguments.collectionName(1);
    ScriptPeer peer = peer(database);
    try {
      peer.createCollection(database.name(), name);
    } catch (BackendFault | SonatinaException e) {
      return NullValue.NULL;
    }
    return handle(arguments);
  }

  private Value collectionExists(CallContext context, ScriptArguments arguments) {
    return BoolValue.of(exists(arguments));
  }

  private Value openCollection(CallContext context, ScriptArguments arguments) {
    return exists(arguments) ? handle(arguments) : NullValue.NULL;
  }

  private boolean exists(ScriptArguments arguments) {
    DatabaseHandle database = arguments.database(0);
    String name = arguments.collectionName(1);
    ScriptPeer peer = peer(database);
    try {
      return peer.hasCollection(database.name(), name);
    } catch (BackendFault | SonatinaException e) {
      return false;
    }
  }

  private Value dropCollection(CallContext context, ScriptArguments arguments) {
    DatabaseHandle database = arguments.database(0);
    String name = arguments.collectionName(1);
    ScriptPeer peer = peer(database);
    try {
      peer.dropCollection(database.name(), name);
    } catch (BackendFault | SonatinaException e) {
      return BoolValue.FALSE;
    }
    return BoolValue.TRUE;
  }

  private static Value handle(ScriptArguments arguments) {
    MapValue handle = MapValue.array();
    handle.put(StringValue.of("database"), arguments.value(0));
    handle.put(StringValue.of("collection_name"), arguments.value(1));
    return handle;
  }

  private Value execute(CallContext context, ScriptArguments arguments) {
    DatabaseHandle database = arguments.database(0);
    String code = arguments.code(1, false);
    Set<String> variables = new LinkedHashSet<>();
    if (arguments.count() == 3 && arguments.value(2) instanceof MapValue names) {
      for (Value name : names.values()) {
        variables.add(name.toStringValue().toString());
      }
    }
    Map<String, byte[]> results =
        peer(database).execute(database.name(), code, variables, endingWith(context));
    MapValue texts = MapValue.array();
    results.forEach((name, text) -> texts.put(StringValue.of(name), StringValue.of(text)));
    return context.hold(texts);
  }

  private Value store(CallContext context, ScriptArguments arguments) {
    CollectionHandle collection = arguments.collection(0);
    byte[] record = arguments.record(1);
    return IntValue.of(
        peer(collection).store(collection.database().name(), collection.name(), record));
  }

  private Value fetch(CallContext context, ScriptArguments arguments) {
    CollectionHandle collection = arguments.collection(0);
    long id = arguments.id(1);
    byte[] text = peer(collection).fetch(collection.database().name(), collection.name(), id);
    return context.hold(decode(context, text));
  }

  private Value filter(CallContext context, ScriptArguments arguments) {
    CollectionHandle collection = arguments.collection(0);
    String function = arguments.code(1, true);
    return list(
        context,
        peer(collection)
            .filter(
                collection.database().name(), collection.name(), function, endingWith(context)));
  }

  /** What a script starts ends when the script has to. */
  private static Cancellation endingWith(CallContext context) {
    return new Cancellation(context.meter()::isOver);
  }

  private Value update(CallContext context, ScriptArguments arguments) {
    CollectionHandle collection = arguments.collection(0);
    long id = arguments.id(1);
    byte[] record = arguments.record(2);
    peer(collection).update(collection.database().name(), collection.name(), id, record);
    return BoolValue.TRUE;
  }

  private Value all(CallContext context, ScriptArguments arguments) {
    CollectionHandle collection = arguments.collection(0);
    return list(context, peer(collection).all(collection.database().name(), collection.name()));
  }

  private Value lastId(CallContext context, ScriptArguments arguments) {
    CollectionHandle collection = arguments.collection(0);
    return IntValue.of(peer(collection).lastId(collection.database().name(), collection.name()));
  }

  private Value size(CallContext context, ScriptArguments arguments) {
    CollectionHandle collection = arguments.collection(0);
    return IntValue.of(peer(collection).size(collection.database().name(), collection.name()));
  }

  private Value erase(CallContext context, ScriptArguments arguments) {
    CollectionHandle collection = arguments.collection(0);
    long id = arguments.id(1);
    peer(collection).erase(collection.database().name(), collection.name(), id);
    return BoolValue.TRUE;
  }

  private static Value list(CallContext context, List<byte[]> texts) {
    MapValue list = MapValue.array(texts.size());
    for (byte[] text : texts) {
      list.append(decode(context, text));
    }
    return context.hold(list);
  }

  private static Value decode(CallContext context, byte[] text) {
    context.meter().allocate(text.length);
    Value value = JsonText.decode(StringValue.wrap(text), context.meter());
    return value == null ? NullValue.NULL : value;
  }
}
