package dev.sonatina.cli;

import dev.sonatina.engine.api.OpenOptions.StoreType;
import picocli.CommandLine.Option;

/** The option that says how the records of a database in a directory are kept. */
final class StoreOption {

  @Option(
      names = "--store",
      paramLabel = "TYPE",
      defaultValue = "log",
      description = "log, or chronicle: with a mirror for other processes here (default: log).")
  private StoreType type = StoreType.LOG;

  StoreType type() {
    return type;
  }
}
