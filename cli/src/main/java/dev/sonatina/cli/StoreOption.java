package dev.sonatina.cli;

import dev.sonatina.engine.api.OpenOptions.StoreType;
import picocli.CommandLine.Option;

/** The option that says how the records of a database in a directory are kept. */
final class StoreOption {

  @Option(
      names = "--store",
      paramLabel = "TYPE",
      defaultValue = "log",
      description = "log; chronicle: mirrored for other processes.")
  private StoreType type = StoreType.LOG;

  StoreType type() {
    return type;
  }
}
