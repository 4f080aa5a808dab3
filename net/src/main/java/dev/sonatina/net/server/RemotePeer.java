package dev.sonatina.net.server;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.client.ClientOptions;
import dev.sonatina.net.client.RemoteCollection;
import dev.sonatina.net.client.RemoteDatabase;
import dev.sonatina.net.client.SonataAdmin;
import dev.sonatina.net.client.SonataClient;
import dev.sonatina.net.sonata.backend.BackendFault;
import dev.sonatina.net.sonata.backend.ErrorTexts;
import dev.sonatina.net.sonata.script.ScriptPeer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A provider of another server as scripts see it. Each operation has a connection of its own:
 * scripts rarely call elsewhere, and nothing has to be kept open for those that did.
 */
record RemotePeer(String address, int provider) implements ScriptPeer {

  /** How often a waiting script looks whether it must end. */
  private static final int LOOK_MILLIS = 20;

  /** What scripts do with another server. */
  private interface Use<T> {
    T with(SonataClient client);
  }

  private <T> T call(String token, Use<T> use) {
    ClientOptions options = ClientOptions.defaults().withSecurityToken(token);
    try (SonataClient client = SonataClient.connect(address, options)) {
      return use.with(client);
    }
  }

  private void admin(String token, Consumer<SonataAdmin> use) {
    call(
        token,
        client -> {
          use.accept(client.admin(provider));
          return true;
        });
  }

  private <T> T database(String name, Function<RemoteDatabase, T> use) {
    return call("", client -> use.apply(client.databaseUnchecked(provider, name)));
  }

  private <T> T collection(String database, String name, Function<RemoteCollection, T> use) {
    return database(database, found -> use.apply(found.collectionUnchecked(name)));
  }

  @Override
  public void createDatabase(String name, String type, String config, String token) {
    admin(token, admin -> admin.createDatabase(name, type, config));
  }

  @Override
  public void attachDatabase(String name, String type, String config, String token) {
    admin(token, admin -> admin.attachDatabase(name, type, config));
  }

  @Override
  public void detachDatabase(String name, String token) {
    admin(token, admin -> admin.detachDatabase(name));
  }

  @Override
  public void destroyDatabase(String name, String token) {
    admin(token, admin -> admin.destroyDatabase(name));
  }

  @Override
  public void createCollection(String database, String collection) {
    database(database, found -> found.createCollection(collection));
  }

  @Override
  public boolean hasCollection(String database, String collection) {
    return database(database, found -> found.hasCollection(collection));
  }

  @Override
  public void dropCollection(String database, String collection) {
    database(
        database,
        found -> {
          found.dropCollection(collection);
          return true;
        });
  }

  @Override
  public Map<String, byte[]> execute(
      String database, String code, Set<String> variables, Cancellation cancellation) {
    ScriptRequest request = ScriptRequest.of(code).want(variables.toArray(String[]::new));
    ScriptResult result =
        database(database, found -> await(found.executeAsync(request), cancellation));
    Map<String, byte[]> texts = new LinkedHashMap<>();
    result.variables().forEach((name, value) -> texts.put(name, value.textBytes()));
    return texts;
  }

  @Override
  public long store(String database, String collection, byte[] record) {
    return collection(database, collection, found -> found.store(record, Durability.DEFERRED));
  }

  @Override
  public byte[] fetch(String database, String collection, long id) {
    return collection(database, collection, found -> found.find(id))
        .orElseThrow(() -> new BackendFault(ErrorTexts.RECORD_MISSING))
        .jsonBytes();
  }

  @Override
  public List<byte[]> filter(
      String database, String collection, String function, Cancellation cancellation) {
    FilterRequest request = FilterRequest.of(function);
    return texts(
        collection(database, collection, found -> await(found.filterAsync(request), cancellation)));
  }

  /** Waits for an answer as long as it is wanted. */
  private static <T> T await(CompletableFuture<T> answer, Cancellation cancellation) {
    while (!cancellation.isCancelled()) {
      try {
        return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Looks whether the answer is still wanted.
      } catch (ExecutionException e) {
        throw e.getCause() instanceof SonatinaException refused
            ? refused
            : new SonatinaException(ErrorCode.IO_FAILURE, "call to another server failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    answer.cancel(false);
    throw new SonatinaException(ErrorCode.CANCELLED, "the call was cancelled");
  }

  @Override
  public List<byte[]> all(String database, String collection) {
    return texts(collection(database, collection, Collection::all));
  }

  private static List<byte[]> texts(Records records) {
    List<byte[]> texts = new ArrayList<>();
    for (Record record : records) {
      texts.add(record.jsonBytes());
    }
    return texts;
  }

  @Override
  public void update(String database, String collection, long id, byte[] record) {
    collection(
        database,
        collection,
        found -> {
          found.update(id, record, Durability.DEFERRED);
          return true;
        });
  }

  @Override
  public long lastId(String database, String collection) {
    return collection(database, collection, Collection::lastId)
        .orElseThrow(() -> new BackendFault(ErrorTexts.EMPTY_COLLECTION));
  }

  @Override
  public long size(String database, String collection) {
    return collection(database, collection, Collection::size);
  }

  @Override
  public void erase(String database, String collection, long id) {
    collection(
        database,
        collection,
        found -> {
          found.erase(id, Durability.DEFERRED);
          return true;
        });
  }
}
