package dev.sonatina.net.server;

import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonWriter;
import dev.sonatina.net.provdb.CollectionNames;
import dev.sonatina.net.provdb.ShardLayout;
import dev.sonatina.net.server.ProviderConfig.DatabaseConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What one server of a provenance database offers, and how long. Immutable.
 *
 * @param instance the number of this server, from 0
 * @param type the type of its databases, for instance {@code unqlite}
 * @param config the configuration of each; the path of its file is added
 * @param isAggregated whether the path belongs into the configuration of the backend below
 * @param inMemory whether nothing is kept
 * @param commitMillis how often everything is committed, 0 for never but at the end
 * @param autoShutdown whether the server ends once its clients have come and gone
 * @param addressDirectory where the files are by which clients find their server
 */
public record ProvdbOptions(
    ShardLayout layout,
    CollectionNames collections,
    int instance,
    String type,
    ObjectValue config,
    boolean isAggregated,
    boolean inMemory,
    long commitMillis,
    boolean autoShutdown,
    Path addressDirectory) {

  private static final String MEMORY_PATH = ":mem:";

  /** The databases of this server; empty when it is not needed. */
  List<ShardLayout.Database> databases() {
    return layout.databases(instance, collections);
  }

  ProviderConfig providerConfig() {
    return new ProviderConfig(
        databases().stream()
            .map(
                database ->
                    new DatabaseConfig(
                        database.provider(), database.name(), type, true, config(database.name())))
            .toList());
  }

  private String config(String database) {
    String path = inMemory ? MEMORY_PATH : database + ".unqlite";
    if (!isAggregated) {
      return JsonWriter.write(withFile(config, path));
    }
    ObjectValue below =
        config.get("config") instanceof ObjectValue given ? given : new ObjectValue(Map.of());
    return JsonWriter.write(config.with("config", withFile(below, path)));
  }

  /**
   * Chimbuko's scripts remove what earlier runs left by {@code rm -f provdb.*.unqlite*}, which ends
   * them if it finds a directory: hence nothing but files stays.
   */
  private static ObjectValue withFile(ObjectValue config, String path) {
    ObjectValue result = config.with("path", JsonValue.of(path));
    return config.get("keep") == null ? result.with("keep", JsonValue.of("file")) : result;
  }

  /** The file with this server's address, there once clients find all they need. */
  Path addressFile() {
    return addressDirectory.resolve("provider.address." + instance);
  }

  Path mapFile() {
    return addressDirectory.resolve("provider.map");
  }
}
