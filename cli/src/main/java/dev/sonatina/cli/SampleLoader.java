package dev.sonatina.cli;

import dev.sonatina.cli.sample.SampleData;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.interchange.JsonLinesReader;
import java.io.IOException;
import java.util.OptionalLong;

/** Stores the collections of a sample in a database. */
final class SampleLoader {

  private SampleLoader() {}

  /**
   * Stores all of them and commits.
   *
   * @param patienceNanos how long to wait before a progress bar shows
   * @return the number of records
   * @throws CliException when one of the collections exists already; nothing was stored then
   */
  static long load(SampleData data, Database database, Stdio stdio, long patienceNanos)
      throws IOException {
    for (String collection : data.collections()) {
      if (database.hasCollection(collection)) {
        throw new CliException(
            ExitCode.REFUSED,
            "the database has a collection " + collection + " already; choose another database");
      }
    }
    long total = 0;
    OptionalLong collections = OptionalLong.of(data.collections().size());
    try (ProgressBar progress = new ProgressBar(stdio, "loading", collections, patienceNanos)) {
      int done = 0;
      for (String collection : data.collections()) {
        progress.update(done++, total);
        total += load(data, collection, database);
      }
    }
    return total;
  }

  private static long load(SampleData data, String collection, Database database)
      throws IOException {
    try (JsonLinesReader lines = new JsonLinesReader(data.open(collection))) {
      Loader loader = new Loader(database, collection, (record, reason) -> false, stored -> {});
      if (!loader.load(lines)) {
        throw new IOException("the sample collection " + collection + " is damaged");
      }
      return loader.storedCount();
    }
  }
}
