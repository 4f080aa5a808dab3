package dev.sonatina.net.provdb;

import java.util.ArrayList;
import java.util.List;

/**
 * Which shard is on which server, and there on which provider; clients compute the same. Immutable.
 *
 * <p>Instances, which are servers, take equal runs of shards, rounded up. The first one also has
 * the global database, on provider 0, which moves its shards up by one.
 */
public final class ShardLayout {

  /** The database that is there once. */
  public static final String GLOBAL_DATABASE = "provdb.global";

  private final int shards;
  private final int instances;
  private final int shardsPerInstance;

  /**
   * One database of an instance.
   *
   * @param collections what clients expect to find in it
   */
  public record Database(int provider, String name, List<String> collections) {}

  /**
   * A layout.
   *
   * @throws IllegalArgumentException when there is not at least one of each
   */
  public ShardLayout(int shards, int instances) {
    if (shards < 1) {
      throw new IllegalArgumentException("number of shards: " + shards + " (expected: 1 or more)");
    }
    if (instances < 1) {
      throw new IllegalArgumentException(
          "number of instances: " + instances + " (expected: 1 or more)");
    }
    this.shards = shards;
    this.instances = instances;
    shardsPerInstance = (shards + instances - 1) / instances;
  }

  private int instanceOf(int shard) {
    return shard / shardsPerInstance;
  }

  private int providerOf(int shard) {
    int place = shard % shardsPerInstance;
    return instanceOf(shard) == 0 ? place + 1 : place;
  }

  /**
   * The databases of one instance, by provider; none when there are more instances than are needed.
   *
   * @throws IllegalArgumentException when there is no such instance
   */
  public List<Database> databases(int instance, CollectionNames names) {
    if (instance < 0 || instance >= instances) {
      throw new IllegalArgumentException(
          "server instance: " + instance + " (expected: 0 to " + (instances - 1) + ")");
    }
    List<Database> databases = new ArrayList<>();
    if (instance == 0) {
      databases.add(new Database(0, GLOBAL_DATABASE, names.global()));
    }
    int end = Math.min(shards, (instance + 1) * shardsPerInstance);
    for (int shard = instance * shardsPerInstance; shard < end; shard++) {
      databases.add(new Database(providerOf(shard), "provdb." + shard, names.shard()));
    }
    return databases;
  }

  /** The text of the file {@code provider.map}: a line of shard, instance and provider for each. */
  public String map() {
    StringBuilder text = new StringBuilder();
    for (int shard = 0; shard < shards; shard++) {
      text.append(shard).append(' ').append(instanceOf(shard)).append(' ');
      text.append(providerOf(shard)).append('\n');
    }
    return text.append("global 0 0\n").toString();
  }
}
