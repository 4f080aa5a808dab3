package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.engine.api.OpenOptions.StoreType;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The types of databases that a server offers, by name. Immutable. */
public final class BackendTypes {

  private final HeapBudget heapBudget;
  private final Map<String, BackendFactory> factories = new HashMap<>();

  /** Sonata's types, and ours. */
  public BackendTypes(DataDirectory directory, DatabaseOpener opener, FileTransfers transfers) {
    heapBudget = opener.heapBudget();
    factories.put("unqlite", new UnqliteFactory(directory, opener, transfers));
    factories.put("sonatina", new SonatinaFactory(directory, opener, StoreType.LOG));
    factories.put("chronicle", new SonatinaFactory(directory, opener, StoreType.CHRONICLE));
    factories.put("jsoncpp", new Fileless(config -> new JsonCppBackend(heapBudget)));
    factories.put("vector", new Fileless(config -> new VectorBackend(heapBudget)));
    factories.put("null", new Fileless(NullBackend::new));
    factories.put("aggregator", new AggregatorFactory());
  }

  /**
   * The factory of a type.
   *
   * @throws BackendFault when there is no such type
   */
  public BackendFactory factory(String type) {
    BackendFactory factory = factories.get(type);
    if (factory == null) {
      throw new BackendFault(ErrorTexts.unknownType(type));
    }
    return factory;
  }

  /** Of a database without files there is nothing to attach to: it is made either way. */
  private record Fileless(Function<BackendConfig, Backend> maker) implements BackendFactory {

    @Override
    public Backend create(String name, BackendConfig config) {
      return maker.apply(config);
    }

    @Override
    public Backend attach(String name, BackendConfig config) {
      return maker.apply(config);
    }
  }

  /** Wraps a database of any other type. */
  private final class AggregatorFactory implements BackendFactory {

    @Override
    public Backend create(String name, BackendConfig config) {
      BackendFactory inner = inner(config);
      return new AggregatorBackend(
          config, heapBudget, () -> inner.create(name, config.inner("config")));
    }

    @Override
    public Backend attach(String name, BackendConfig config) {
      BackendFactory inner = inner(config);
      return new AggregatorBackend(
          config, heapBudget, () -> inner.attach(name, config.inner("config")));
    }

    private BackendFactory inner(BackendConfig config) {
      String type = config.string("backend", "");
      if (type.isEmpty()) {
        throw new BackendFault(ErrorTexts.AGGREGATOR_NEEDS_BACKEND);
      }
      return factory(type);
    }
  }
}
