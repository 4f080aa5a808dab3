package dev.sonatina.net.sonata;

import dev.sonatina.net.sonata.backend.RecordForm;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Every RPC on a database: its lane, the form of its result, and the handler that does it. */
final class DatabaseHandlers {

  /** How one RPC is served. */
  record Entry(Lane lane, ResultType result, Consumer<Invocation> handler) {}

  private final Map<SonataRpc, Entry> entries = new EnumMap<>(SonataRpc.class);

  DatabaseHandlers() {
    add(SonataRpc.OPEN_DATABASE, Lane.READ, ResultType.BOOL, new OpenDatabase());
    add(SonataRpc.COMMIT, Lane.WRITE, ResultType.BOOL, new Commit());
    add(SonataRpc.EXECUTE, Lane.SCRIPT, ResultType.LIST, new Execute());
    add(SonataRpc.CREATE_COLLECTION, Lane.WRITE, ResultType.BOOL, new CreateCollection());
    add(SonataRpc.OPEN_COLLECTION, Lane.READ, ResultType.BOOL, new OpenCollection());
    add(SonataRpc.DROP_COLLECTION, Lane.WRITE, ResultType.BOOL, new DropCollection());
    add(SonataRpc.STORE, Lane.WRITE, ResultType.NUMBER, new Store(RecordForm.TEXT));
    add(SonataRpc.STORE_JSON, Lane.WRITE, ResultType.NUMBER, new Store(RecordForm.JSON));
    add(SonataRpc.STORE_MULTI, Lane.WRITE, ResultType.LIST, new StoreMulti(RecordForm.TEXT));
    add(SonataRpc.STORE_MULTI_JSON, Lane.WRITE, ResultType.LIST, new StoreMulti(RecordForm.JSON));
    add(SonataRpc.FETCH, Lane.READ, ResultType.STRING, new Fetch(RecordForm.TEXT));
    add(SonataRpc.FETCH_JSON, Lane.READ, ResultType.JSON, new Fetch(RecordForm.JSON));
    add(SonataRpc.FETCH_MULTI, Lane.READ, ResultType.LIST, new FetchMulti(RecordForm.TEXT));
    add(SonataRpc.FETCH_MULTI_JSON, Lane.READ, ResultType.JSON, new FetchMulti(RecordForm.JSON));
    add(SonataRpc.FILTER, Lane.SCAN, ResultType.LIST, new Filter());
    add(SonataRpc.FILTER_JSON, Lane.SCAN, ResultType.JSON, new Filter());
    add(SonataRpc.UPDATE, Lane.WRITE, ResultType.BOOL, new Update(RecordForm.TEXT));
    add(SonataRpc.UPDATE_JSON, Lane.WRITE, ResultType.BOOL, new Update(RecordForm.JSON));
    add(SonataRpc.UPDATE_MULTI, Lane.WRITE, ResultType.LIST, new UpdateMulti(RecordForm.TEXT));
    add(SonataRpc.UPDATE_MULTI_JSON, Lane.WRITE, ResultType.LIST, new UpdateMulti(RecordForm.JSON));
    add(SonataRpc.ALL, Lane.SCAN, ResultType.LIST, new All(RecordForm.TEXT));
    add(SonataRpc.ALL_JSON, Lane.SCAN, ResultType.JSON, new All(RecordForm.JSON));
    add(SonataRpc.LAST_ID, Lane.READ, ResultType.NUMBER, new LastId());
    add(SonataRpc.SIZE, Lane.READ, ResultType.NUMBER, new Size());
    add(SonataRpc.ERASE, Lane.WRITE, ResultType.BOOL, new Erase());
    add(SonataRpc.ERASE_MULTI, Lane.WRITE, ResultType.BOOL, new EraseMulti());
  }

  private void add(SonataRpc rpc, Lane lane, ResultType result, Consumer<Invocation> handler) {
    entries.put(rpc, new Entry(lane, result, handler));
  }

  Map<SonataRpc, Entry> entries() {
    return entries;
  }
}
