package dev.sonatina.net.sonata;

import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ArrayValue;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonWriter;
import dev.sonatina.net.protocol.thallium.ThalliumReader;
import dev.sonatina.net.rpc.CallOrder;
import dev.sonatina.net.rpc.DatabaseLanes;
import dev.sonatina.net.rpc.RpcCall;
import dev.sonatina.net.rpc.RpcRouter;
import dev.sonatina.net.rpc.SerialLane;
import dev.sonatina.net.rpc.Workers;
import dev.sonatina.net.sonata.backend.Backend;
import dev.sonatina.net.sonata.backend.BackendConfig;
import dev.sonatina.net.sonata.backend.BackendFactory;
import dev.sonatina.net.sonata.backend.BackendFault;
import dev.sonatina.net.sonata.backend.BackendTypes;
import dev.sonatina.net.sonata.backend.ErrorTexts;
import dev.sonatina.net.sonata.script.ScriptPeer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A numbered set of named databases on a server, and the RPCs that reach them.
 *
 * <p>Calls on a database run in that database's lanes; admin calls run one after another in a lane
 * of the provider. Safe for every thread.
 */
public final class SonataProvider {

  private static final System.Logger LOG = System.getLogger(SonataProvider.class.getName());

  /** What a database takes of the heap with nothing in it, and without its configuration. */
  private static final long DATABASE_BYTES = 64 << 10;

  /** What a byte of a configuration takes. */
  private static final long CONFIG_COPIES = 16;

  private final int id;
  private final BackendTypes types;
  private final Workers workers;
  private final ProviderOptions options;
  private final SerialLane admin;
  private final ScriptPeer scriptPeer = new LocalPeer(this);
  private final Map<String, HostedDatabase> databases = new ConcurrentHashMap<>();

  /** Those that close databases which are no longer on offer. */
  private final Set<Thread> retiring = ConcurrentHashMap.newKeySet();

  public SonataProvider(int id, BackendTypes types, Workers workers, ProviderOptions options) {
    this.id = id;
    this.types = types;
    this.workers = workers;
    this.options = options;
    admin = new SerialLane(workers.shortWork(), 1);
  }

  public int id() {
    return id;
  }

  ProviderOptions options() {
    return options;
  }

  /** Offers this provider's RPCs. */
  public void register(RpcRouter router) {
    new DatabaseHandlers()
        .entries()
        .forEach(
            (rpc, entry) ->
                router.register(
                    id,
                    rpc.signature(),
                    call ->
                        call.startInOrder(entry.lane().kind(), () -> dispatch(call, entry, true))));
    new AdminHandlers(this)
        .entries()
        .forEach(
            (rpc, handler) ->
                router.register(
                    id,
                    rpc.signature(),
                    call ->
                        call.startInOrder(
                            CallOrder.Kind.ALONE,
                            () -> admin.execute(() -> handler.handle(call)))));
  }

  /** Finds the database and puts the call into one of its lanes. Waits for nothing. */
  private void dispatch(RpcCall call, DatabaseHandlers.Entry entry, boolean mayWait) {
    ThalliumReader arguments = call.arguments();
    String name = arguments.readString();
    HostedDatabase database = databases.get(name);
    if (database == null) {
      if (mayWait && admin.isBusy()) {
        // The call that creates the database may be on its way.
        admin.execute(() -> dispatch(call, entry, false));
      } else {
        LOG.log(System.Logger.Level.DEBUG, "[provider:{0}] Database {1} not found", id, name);
        String error = ErrorTexts.databaseMissing(name);
        call.answer(entry.result().writeFailure(call.newResult(), error));
      }
      return;
    }
    Invocation invocation = new Invocation(call, database, arguments, entry.result(), options);
    Runnable task = () -> invocation.run(entry.handler());
    DatabaseLanes lanes = database.lanes();
    switch (entry.lane()) {
      case WRITE -> lanes.write(task);
      case READ -> lanes.read(task);
      case SCAN, SCRIPT -> lanes.script(task);
    }
  }

  /**
   * Creates a database and offers it.
   *
   * @throws BackendFault when the name is taken or the backend refuses
   */
  public void create(String name, String type, String config) {
    offer(name, type, config, true);
  }

  /**
   * Opens an existing database and offers it.
   *
   * @throws BackendFault when the name is taken or the backend refuses
   */
  public void attach(String name, String type, String config) {
    offer(name, type, config, false);
  }

  private synchronized void offer(String name, String type, String configText, boolean create) {
    if (databases.containsKey(name)) {
      throw new BackendFault(ErrorTexts.databaseAttached(name));
    }
    BackendConfig config = BackendConfig.parse(configText);
    BackendFactory factory = types.factory(type);
    HeapBudget.Share heapShare = options.heapBudget().share();
    try {
      heapShare.change(DATABASE_BYTES + CONFIG_COPIES * (name.length() + configText.length()));
      Backend backend = create ? factory.create(name, config) : factory.attach(name, config);
      databases.put(
          name, new HostedDatabase(name, type, config, backend, workers.newLanes(), heapShare));
    } catch (RuntimeException e) {
      heapShare.close();
      throw e;
    }
  }

  @Nullable HostedDatabase find(String name) {
    return databases.get(name);
  }

  /** This provider for scripts that run on this server. */
  public ScriptPeer scriptPeer() {
    return scriptPeer;
  }

  /** Stops offering a database, null when it was not offered. The caller closes it. */
  synchronized @Nullable HostedDatabase remove(String name) {
    HostedDatabase removed = databases.remove(name);
    if (removed != null) {
      removed.withdrawn();
    }
    return removed;
  }

  /** Names of the databases on offer. */
  public List<String> databaseNames() {
    return List.copyOf(databases.keySet());
  }

  /** The configuration that would offer the same databases again, as JSON. */
  public String config() {
    List<JsonValue> list = new ArrayList<>();
    for (HostedDatabase database : databases.values()) {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      members.put("name", JsonValue.of(database.name()));
      members.put("type", JsonValue.of(database.type()));
      members.put("mode", JsonValue.of("attach"));
      members.put("config", database.config().json());
      list.add(new ObjectValue(members));
    }
    return JsonWriter.write(new ObjectValue(Map.of("databases", new ArrayValue(list))));
  }

  /**
   * Closes a database that was {@linkplain #remove removed}, on a thread of its own: publishing it
   * may take longer than calls may, and goes on while the server stops.
   *
   * @param whenDone is told how it went: null, or what went wrong
   */
  void retire(HostedDatabase database, Consumer<@Nullable RuntimeException> whenDone) {
    Thread thread =
        new Thread(
            () -> {
              RuntimeException failure = null;
              try {
                database.backend().close();
              } catch (RuntimeException e) {
                failure = e;
              }
              retiring.remove(Thread.currentThread());
              whenDone.accept(failure);
            },
            "sonatina-detach-" + database.name());
    retiring.add(thread);
    thread.start();
  }

  /**
   * Syncs every database.
   *
   * @return whether all went well; what did not is in the log
   */
  public synchronized boolean commit() {
    boolean isGood = true;
    for (HostedDatabase database : databases.values()) {
      isGood &= logged("committing", database, () -> database.backend().commit());
    }
    return isGood;
  }

  /**
   * Commits and closes every database; returns when also those being detached are closed.
   *
   * @return as {@link #commit}
   */
  public synchronized boolean close() {
    boolean isGood = true;
    for (String name : databaseNames()) {
      HostedDatabase database = remove(name);
      if (database != null) {
        isGood &= logged("closing", database, () -> database.backend().close());
      }
    }
    try {
      for (Thread thread : retiring) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return isGood;
  }

  private static boolean logged(String activity, HostedDatabase database, Runnable action) {
    try {
      action.run();
      return true;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, activity + " database " + database.name(), e);
      return false;
    }
  }
}
