package dev.sonatina.net.client;

import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.net.protocol.thallium.ThalliumReader;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.sonata.SonataRpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A collection behind a server. Safe for every thread.
 *
 * <pre>{@code
 * RemoteCollection anomalies = client.database(0, "provdb.0").collection("anomalies");
 * long id = anomalies.store("{\"rid\": 4}", Durability.COMMITTED);
 * anomalies.fetch(id); // Optional[{"rid":4,"__id":0}]
 * anomalies.filter("function($r) { return $r.rid == 4; }").toList();
 * }</pre>
 *
 * <p>Every operation also exists as {@code …Async}, which returns at once; any number may be under
 * way. What is attached to such a future runs on the connection's thread and must not wait.
 * Operations without {@code Async} must not be called from there.
 */
public final class RemoteCollection implements Collection {

  private final Calls calls;
  private final String database;
  private final String name;

  RemoteCollection(Calls calls, String database, String name) {
    this.calls = calls;
    this.database = database;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  private ThalliumWriter arguments() {
    return new ThalliumWriter().string(database).string(name);
  }

  private static boolean commit(Durability durability) {
    return durability == Durability.COMMITTED;
  }

  @Override
  public long store(byte[] record, Durability durability) {
    return calls.await(storeAsync(record, durability));
  }

  /** The future of {@link #store(byte[], Durability)}. */
  public CompletableFuture<Long> storeAsync(byte[] record, Durability durability) {
    ThalliumWriter arguments =
        new ThalliumWriter(record.length + 128).string(database).string(name);
    arguments.bytes(record).bool(commit(durability));
    return calls.call(SonataRpc.STORE, arguments, ThalliumReader::readU64);
  }

  @Override
  public long[] storeAllBytes(List<byte[]> records, Durability durability) {
    return calls.await(storeAllAsync(records, durability));
  }

  /** The future of {@link #storeAllBytes}. */
  public CompletableFuture<long[]> storeAllAsync(List<byte[]> records, Durability durability) {
    ThalliumWriter arguments = arguments().bytesList(records).bool(commit(durability));
    return calls.call(SonataRpc.STORE_MULTI, arguments, ThalliumReader::readU64List);
  }

  @Override
  public Optional<Record> find(long id) {
    return calls.await(findAsync(id));
  }

  /** The future of {@link #find}. */
  public CompletableFuture<Optional<Record>> findAsync(long id) {
    return calls
        .callForString(SonataRpc.FETCH, arguments().u64(id))
        .handle(
            (text, failure) -> {
              if (failure == null) {
                return Optional.<Record>of(new RemoteRecord(id, text));
              }
              Throwable cause = failure.getCause() == null ? failure : failure.getCause();
              if (cause instanceof DatabaseException refused
                  && refused.code() == ErrorCode.NO_SUCH_RECORD) {
                return Optional.<Record>empty();
              }
              throw cause instanceof RuntimeException unchecked
                  ? unchecked
                  : new IllegalStateException(cause);
            });
  }

  @Override
  public List<Optional<Record>> findAll(long... ids) {
    return calls.await(findAllAsync(ids));
  }

  /** The future of {@link #findAll}. */
  public CompletableFuture<List<Optional<Record>>> findAllAsync(long... ids) {
    long[] wanted = ids.clone();
    return calls.call(
        SonataRpc.FETCH_MULTI,
        arguments().u64List(wanted),
        in -> {
          List<byte[]> texts = in.readBytesList();
          List<Optional<Record>> found = new ArrayList<>();
          for (int i = 0; i < texts.size(); i++) {
            byte[] text = texts.get(i);
            found.add(
                text.length == 0
                    ? Optional.empty()
                    : Optional.of(new RemoteRecord(wanted[i], text)));
          }
          return found;
        });
  }

  @Override
  public void update(long id, byte[] record, Durability durability) {
    calls.await(updateAsync(id, record, durability));
  }

  /** The future of {@link #update(long, byte[], Durability)}. */
  public CompletableFuture<Void> updateAsync(long id, byte[] record, Durability durability) {
    return calls.callForNothing(
        SonataRpc.UPDATE, arguments().u64(id).bytes(record).bool(commit(durability)));
  }

  @Override
  public boolean[] updateAllBytes(long[] ids, List<byte[]> records, Durability durability) {
    return calls.await(updateAllAsync(ids, records, durability));
  }

  /** The future of {@link #updateAllBytes}. */
  public CompletableFuture<boolean[]> updateAllAsync(
      long[] ids, List<byte[]> records, Durability durability) {
    if (ids.length != records.size()) {
      throw new SonatinaException(
          ErrorCode.INVALID_ARGUMENT,
          "records: " + records.size() + " (expected: as many as ids, " + ids.length + ")");
    }
    ThalliumWriter arguments = arguments().u64List(ids).bytesList(records).bool(commit(durability));
    return calls.call(SonataRpc.UPDATE_MULTI, arguments, ThalliumReader::readBoolList);
  }

  @Override
  public void erase(long id, Durability durability) {
    calls.await(eraseAsync(id, durability));
  }

  /** The future of {@link #erase(long, Durability)}. */
  public CompletableFuture<Void> eraseAsync(long id, Durability durability) {
    return calls.callForNothing(SonataRpc.ERASE, arguments().u64(id).bool(commit(durability)));
  }

  @Override
  public void eraseAll(long[] ids, Durability durability) {
    calls.await(eraseAllAsync(ids, durability));
  }

  /** The future of {@link #eraseAll(long[], Durability)}. */
  public CompletableFuture<Void> eraseAllAsync(long[] ids, Durability durability) {
    return calls.callForNothing(
        SonataRpc.ERASE_MULTI, arguments().u64List(ids).bool(commit(durability)));
  }

  @Override
  public Records all() {
    return calls.await(allAsync());
  }

  /** The future of {@link #all}; complete when all records have arrived. */
  public CompletableFuture<Records> allAsync() {
    return calls.call(SonataRpc.ALL, arguments(), in -> new RemoteRecords(in.readBytesList()));
  }

  /**
   * Every record in id order like {@link #all}, but fetched while it is read, so that memory holds
   * two pages and no answer is too large. Each page is of its own moment; records stored after the
   * call do not show.
   *
   * @param pageRecords how many ids are asked for at once, from 1
   * @throws SonatinaException {@link ErrorCode#NO_SUCH_COLLECTION}; while reading whatever {@link
   *     #findAll} throws
   */
  public Records allInPages(int pageRecords) {
    if (pageRecords < 1) {
      throw new SonatinaException(
          ErrorCode.INVALID_ARGUMENT, "pageRecords: " + pageRecords + " (expected: 1 or more)");
    }
    return new PagedRecords(calls, this::findAllAsync, lastId().orElse(-1), pageRecords);
  }

  /**
   * {@inheritDoc}
   *
   * @throws SonatinaException {@link ErrorCode#UNSUPPORTED} when the request sets variables or
   *     limits, which the wire cannot carry
   */
  @Override
  public Records filter(FilterRequest request) {
    return calls.await(filterAsync(request));
  }

  /** The future of {@link #filter(FilterRequest)}; complete when all records have arrived. */
  public CompletableFuture<Records> filterAsync(FilterRequest request) {
    if (!request.arguments().isEmpty() || request.limits() != null) {
      throw new SonatinaException(
          ErrorCode.UNSUPPORTED, "variables and limits of a filter cannot be sent to a server");
    }
    CompletableFuture<Records> records =
        calls.call(
            SonataRpc.FILTER,
            arguments().string(request.function()),
            in -> new RemoteRecords(in.readBytesList()));
    return Cancelling.with(records, request.cancellation());
  }

  @Override
  public long size() {
    try {
      return calls.await(sizeAsync());
    } catch (SonatinaException e) {
      // The original refuses when the answer is 0.
      if (e.code() == ErrorCode.REFUSED && exists()) {
        return 0;
      }
      throw e;
    }
  }

  /** The number of live records as the server answers it. */
  public CompletableFuture<Long> sizeAsync() {
    return calls.call(SonataRpc.SIZE, arguments(), ThalliumReader::readU64);
  }

  @Override
  public OptionalLong lastId() {
    try {
      return OptionalLong.of(calls.await(lastIdAsync()));
    } catch (SonatinaException e) {
      // Refused when there is none, and by the original also when it is 0.
      if (e.code() == ErrorCode.REFUSED && exists()) {
        return find(0).isPresent() ? OptionalLong.of(0) : OptionalLong.empty();
      }
      throw e;
    }
  }

  /** The highest id as the server answers it: an empty collection is refused. */
  public CompletableFuture<Long> lastIdAsync() {
    return calls.call(SonataRpc.LAST_ID, arguments(), ThalliumReader::readU64);
  }

  private boolean exists() {
    return calls.await(RemoteDatabase.probe(calls, database, name));
  }
}
