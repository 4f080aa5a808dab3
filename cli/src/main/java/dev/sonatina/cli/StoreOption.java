package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.OpenOptions.StoreType;

/** The option that says how the records of a database in a directory are kept. */
final class StoreOption {

  private StoreOption() {}

  static Argument<StoreType> addTo(Verb verb) {
    return verb.option("--store", "TYPE", "log; chronicle: mirrored for other processes.")
        .orElse("log")
        .as(StoreType.class);
  }
}
