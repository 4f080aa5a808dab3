package dev.sonatina.net.client;

import dev.sonatina.net.protocol.thallium.ThalliumReader;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.sonata.SonataRpc;
import java.util.List;

/**
 * Makes, opens and removes databases of one provider. Sends the client's security token with every
 * call. Safe for every thread.
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
    Calls.await(
        calls.callForNothing(
            SonataRpc.CREATE_DATABASE, arguments(name).string(type).string(config)));
  }

  /** Opens an existing database and offers it. */
  public void attachDatabase(String name, String type, String config) {
    Calls.await(
        calls.callForNothing(
            SonataRpc.ATTACH_DATABASE, arguments(name).string(type).string(config)));
  }

  /** Stops offering a database; what is stored stays. */
  public void detachDatabase(String name) {
    Calls.await(calls.callForNothing(SonataRpc.DETACH_DATABASE, arguments(name)));
  }

  /** Removes a database with everything in it. */
  public void destroyDatabase(String name) {
    Calls.await(calls.callForNothing(SonataRpc.DESTROY_DATABASE, arguments(name)));
  }

  /** The names of the databases on offer, in any order. */
  public List<String> listDatabases() {
    return Calls.await(
        calls.call(SonataRpc.LIST_DATABASES, token(), ThalliumReader::readStringList));
  }

  private ThalliumWriter token() {
    return new ThalliumWriter().string(calls.options().securityToken());
  }

  private ThalliumWriter arguments(String name) {
    return token().string(name);
  }
}
