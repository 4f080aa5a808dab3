package dev.sonatina.net.provdb;

import java.util.List;

/**
 * The collections of a module of Chimbuko.
 *
 * @param shard those of each shard
 * @param global those of the global database
 */
public record CollectionNames(List<String> shard, List<String> global) {

  /** The module that has always been there, and the only one that uses the database. */
  public static final String DEFAULT_MODULE = "performance_analysis";

  /**
   * The collections of a module.
   *
   * @throws IllegalArgumentException for a module that is not known
   */
  public static CollectionNames of(String module) {
    if (!module.equals(DEFAULT_MODULE)) {
      throw new IllegalArgumentException(
          "module: " + module + " (expected: " + DEFAULT_MODULE + ")");
    }
    return new CollectionNames(
        List.of("anomalies", "metadata", "normalexecs"),
        List.of("func_stats", "counter_stats", "ad_model"));
  }
}
