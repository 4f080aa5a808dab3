package dev.sonatina.conformance.cases;

import dev.sonatina.engine.api.Database;
import dev.sonatina.net.client.SonataClient;
import dev.sonatina.net.server.SonatinaServer;
import java.io.IOException;

/**
 * Databases in memory, behind a server in this process that is talked to over TCP. Those that were
 * opened stay until the server goes.
 */
final class ServedDatabases implements DatabaseSource {

  private final SonatinaServer server;
  private final SonataClient client;
  private int count;

  private ServedDatabases(SonatinaServer server) {
    this.server = server;
    this.client = SonataClient.connect(server.address().toString());
  }

  static ServedDatabases start(Plans plans) throws IOException {
    return new ServedDatabases(SonatinaServer.builder().openOptions(plans.options()).start());
  }

  @Override
  public Database open() {
    String name = "database-" + count++;
    client.admin(0).createDatabase(name, "unqlite", "{\"in-memory\":true}");
    return client.database(0, name);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
