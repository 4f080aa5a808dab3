package dev.sonatina.net.client;

import dev.sonatina.net.protocol.thallium.ThalliumReader;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.sonata.SonataRpc;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Makes, opens and removes databases of one provider. Sends the client's security token with every
 * call. Safe for every thread.
 *
 * <pre>{@code
 * SonataAdmin admin = client.admin(0);
 * admin.createDatabase("provdb.0", "unqlite", "{\"path\": \"provdb.0.unqlite\"}");
 * admin.listDatabases(); // [provdb.0]
 * admin.detachDatabase("provdb.0");
 * }</pre>
 *
 * <p>Every operation also exists as {@code …Async}; what is attached to such a future runs on the
 * connection's thread and must not wait. All of them end with a {@link
 * dev.sonatina.engine.api.SonatinaException}: {@code UNAUTHORIZED} for a wrong token, {@code
 * DATABASE_EXISTS} and {@code NO_SUCH_DATABASE} for names and files, otherwise {@code REFUSED} with
 * the server's text.
 */
public final class SonataAdmin {

  private final Calls calls;

  SonataAdmin(Calls calls) {
    this.calls = calls;
  }

  /**
   * Makes a database and offers it.
   *
   * @param type for instance {@code unqlite}
   * @param config JSON, for instance {@code {"path": "provdb.0.unqlite"}} or {@code {"in-memory":
   *     true}}
   */
  public void createDatabase(String name, String type, String config) {
    calls.await(createDatabaseAsync(name, type, config));
  }

  /** The future of {@link #createDatabase}. */
  public CompletableFuture<Void> createDatabaseAsync(String name, String type, String config) {
    return calls.callForNothing(
        SonataRpc.CREATE_DATABASE, arguments(name).string(type).string(config));
  }

  /** Opens an existing database and offers it. */
  public void attachDatabase(String name, String type, String config) {
    calls.await(attachDatabaseAsync(name, type, config));
  }

  /** The future of {@link #attachDatabase}. */
  public CompletableFuture<Void> attachDatabaseAsync(String name, String type, String config) {
    return calls.callForNothing(
        SonataRpc.ATTACH_DATABASE, arguments(name).string(type).string(config));
  }

  /** Stops offering a database; what is stored stays. */
  public void detachDatabase(String name) {
    calls.await(detachDatabaseAsync(name));
  }

  /** The future of {@link #detachDatabase}. */
  public CompletableFuture<Void> detachDatabaseAsync(String name) {
    return calls.callForNothing(SonataRpc.DETACH_DATABASE, arguments(name));
  }

  /** Removes a database with everything in it. */
  public void destroyDatabase(String name) {
    calls.await(destroyDatabaseAsync(name));
  }

  /** The future of {@link #destroyDatabase}. */
  public CompletableFuture<Void> destroyDatabaseAsync(String name) {
    return calls.callForNothing(SonataRpc.DESTROY_DATABASE, arguments(name));
  }

  /** The names of the databases on offer, in any order. */
  public List<String> listDatabases() {
    return calls.await(listDatabasesAsync());
  }

  /** The future of {@link #listDatabases}. */
  public CompletableFuture<List<String>> listDatabasesAsync() {
    return calls.call(SonataRpc.LIST_DATABASES, token(), ThalliumReader::readStringList);
  }

  private ThalliumWriter token() {
    return new ThalliumWriter().string(calls.options().securityToken());
  }

  private ThalliumWriter arguments(String name) {
    return token().string(name);
  }
}
