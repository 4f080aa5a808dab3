package dev.sonatina.net.client;

import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.sonata.SonataRpc;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A database behind a server. Safe for every thread; closing it leaves the client open.
 *
 * <pre>{@code
 * RemoteDatabase database = client.database(0, "provdb.0");
 * database.execute("$n = db_total_records('anomalies');", "n").text("n"); // 12
 * database.commit();
 * }</pre>
 *
 * <p>Operations also exist as {@code …Async}; what is attached to such a future runs on the
 * connection's thread and must not wait.
 */
public final class RemoteDatabase implements Database {

  private final Calls calls;
  private final String name;

  RemoteDatabase(Calls calls, String name) {
    this.calls = calls;
    this.name = name;
  }

  /** The name under which the provider offers it. */
  public String name() {
    return name;
  }

  private ThalliumWriter arguments() {
    return new ThalliumWriter().string(name);
  }

  @Override
  public RemoteCollection createCollection(String collection) {
    return calls.await(createCollectionAsync(collection));
  }

  /** The future of {@link #createCollection}. */
  public CompletableFuture<RemoteCollection> createCollectionAsync(String collection) {
    return calls
        .callForNothing(SonataRpc.CREATE_COLLECTION, arguments().string(collection))
        .thenApply(created -> collectionUnchecked(collection));
  }

  @Override
  public RemoteCollection collection(String collection) {
    return calls.await(collectionAsync(collection));
  }

  /** The future of {@link #collection}. */
  public CompletableFuture<RemoteCollection> collectionAsync(String collection) {
    return hasCollectionAsync(collection)
        .thenApply(
            exists -> {
              if (!exists) {
                throw ClientErrors.refused(
                    SonataRpc.OPEN_COLLECTION, "Collection " + collection + " does not exist");
              }
              return collectionUnchecked(collection);
            });
  }

  /** The collection without asking the server; operations fail if there is none. */
  public RemoteCollection collectionUnchecked(String collection) {
    return new RemoteCollection(calls, name, collection);
  }

  @Override
  public boolean hasCollection(String collection) {
    return calls.await(hasCollectionAsync(collection));
  }

  /** The future of {@link #hasCollection}. */
  public CompletableFuture<Boolean> hasCollectionAsync(String collection) {
    return probe(calls, name, collection);
  }

  static CompletableFuture<Boolean> probe(Calls calls, String database, String collection) {
    ThalliumWriter arguments = new ThalliumWriter().string(database).string(collection);
    return calls
        .callForNothing(SonataRpc.OPEN_COLLECTION, arguments)
        .handle(
            (nothing, failure) -> {
              if (failure == null) {
                return true;
              }
              Throwable cause = failure.getCause() == null ? failure : failure.getCause();
              if (cause instanceof SonatinaException refused) {
                if (refused.code() == ErrorCode.NO_SUCH_COLLECTION) {
                  return false;
                }
                throw refused;
              }
              throw new IllegalStateException(cause);
            });
  }

  @Override
  public void dropCollection(String collection) {
    calls.await(dropCollectionAsync(collection));
  }

  /** The future of {@link #dropCollection}. */
  public CompletableFuture<Void> dropCollectionAsync(String collection) {
    return calls.callForNothing(SonataRpc.DROP_COLLECTION, arguments().string(collection));
  }

  /**
   * Not offered by Sonata's wire.
   *
   * @throws SonatinaException {@link ErrorCode#UNSUPPORTED}
   */
  @Override
  public List<String> collectionNames() {
    throw new SonatinaException(
        ErrorCode.UNSUPPORTED, "a server does not tell the names of its collections");
  }

  /**
   * {@inheritDoc}
   *
   * <p>The script runs on the server, with the server's limits.
   *
   * @throws SonatinaException {@link ErrorCode#UNSUPPORTED} when the request sets variables or
   *     limits or asks for reports, which the wire cannot carry
   */
  @Override
  public ScriptResult execute(ScriptRequest request) {
    ScriptResult result = calls.await(executeAsync(request));
    OutputStream output = request.output();
    if (output != null) {
      try {
        output.write(result.outputBytes());
        output.flush();
      } catch (IOException e) {
        throw new SonatinaException(
            ErrorCode.IO_FAILURE, "writing the output of a script: " + e.getMessage(), e);
      }
    }
    return result;
  }

  /** The future of {@link #execute(ScriptRequest)}; the output comes with the result. */
  public CompletableFuture<ScriptResult> executeAsync(ScriptRequest request) {
    if (!request.arguments().isEmpty() || request.limits() != null || request.reportErrors()) {
      throw new SonatinaException(
          ErrorCode.UNSUPPORTED,
          "variables, limits and error reports of a script cannot be sent to a server");
    }
    Set<String> variables = new LinkedHashSet<>(request.wanted());
    variables.add(ScriptRequest.OUTPUT_VARIABLE);
    ThalliumWriter arguments =
        arguments()
            .string(request.code())
            .stringList(variables)
            .bool(request.durability() == Durability.COMMITTED);
    CompletableFuture<ScriptResult> result =
        calls.call(
            SonataRpc.EXECUTE, arguments, in -> RemoteScriptResult.read(in, request.wanted()));
    return Cancelling.with(result, request.cancellation());
  }

  @Override
  public void commit() {
    calls.await(commitAsync());
  }

  /** The future of {@link #commit}. */
  public CompletableFuture<Void> commitAsync() {
    return calls.callForNothing(SonataRpc.COMMIT, arguments());
  }

  @Override
  public String errorLog() {
    ScriptResult result = execute("print db_errlog();");
    return result.output();
  }

  /** Nothing to do: the connection belongs to the client, the database to the server. */
  @Override
  public void close() {}

  /** The address of the database, as the command line takes it. */
  @Override
  public String toString() {
    return calls + "/" + name;
  }
}
