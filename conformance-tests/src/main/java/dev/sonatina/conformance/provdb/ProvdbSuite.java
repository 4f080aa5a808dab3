package dev.sonatina.conformance.provdb;

import dev.sonatina.cli.sample.SampleData;
import dev.sonatina.conformance.cases.CaseDirectory;
import dev.sonatina.conformance.cases.DatabaseSource;
import dev.sonatina.conformance.cases.Plans;
import dev.sonatina.conformance.cases.Tally;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Every case of a {@code queries.jsonl}, asked of the embedded engine and of the server.
 *
 * <p>Filters only read and share one database; each script gets a fresh one, since it may write.
 */
public final class ProvdbSuite {

  private static final String QUERIES = "queries";
  private static final String QUESTIONS = "questions";

  private final List<ProvdbCase> cases;
  private final Map<String, List<byte[]>> collections;

  private ProvdbSuite(List<ProvdbCase> cases, Map<String, List<byte[]>> collections) {
    this.cases = cases;
    this.collections = collections;
  }

  /** The cases and data that the project carries. */
  public static ProvdbSuite ofSampleData() throws IOException {
    return new ProvdbSuite(
        CaseDirectory.parsedLines(SampleData.PROVDB.openResource(QUERIES + ".jsonl")).stream()
            .map(ProvdbCase::new)
            .toList(),
        sampleCollections());
  }

  /**
   * The cases of a directory, over its data if it has any: each of its other files is a collection.
   */
  public static ProvdbSuite of(CaseDirectory directory) throws IOException {
    SortedMap<String, Path> files = directory.files(".jsonl");
    Path queries = files.remove(QUERIES);
    if (queries == null) {
      throw new IOException("no " + QUERIES + ".jsonl in the directory");
    }
    files.remove(QUESTIONS);
    Map<String, List<byte[]>> collections = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      collections.put(file.getKey(), CaseDirectory.lines(file.getValue()));
    }
    return new ProvdbSuite(
        CaseDirectory.parsedLines(queries).stream().map(ProvdbCase::new).toList(),
        collections.isEmpty() ? sampleCollections() : collections);
  }

  public List<ProvdbCase> cases() {
    return cases;
  }

  /** Runs every case everywhere; a case passes when it is answered well everywhere. */
  public void run(Tally tally, Plans plans) throws IOException {
    try (DatabaseSource embedded = DatabaseSource.embedded(plans);
        DatabaseSource served = DatabaseSource.served(plans);
        Database embeddedData = load(embedded.open());
        Database servedData = load(served.open())) {
      for (ProvdbCase each : cases) {
        Optional<String> difference =
            difference(each, embedded, embeddedData)
                .map(text -> "embedded: " + text)
                .or(() -> difference(each, served, servedData).map(text -> "served: " + text));
        tally.count(each.id(), difference);
      }
    }
  }

  /** Asks one case; filters of the shared database, which holds all collections. */
  Optional<String> difference(ProvdbCase each, DatabaseSource source, Database shared) {
    try {
      if (!each.isScript()) {
        return each.difference(shared);
      }
      try (Database fresh = load(source.open())) {
        return each.difference(fresh);
      }
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(e.toString());
    }
  }

  /** Stores all collections in a new database. */
  Database load(Database database) {
    collections.forEach(
        (name, records) -> {
          Collection collection = database.createCollection(name);
          collection.storeAllBytes(records, Durability.DEFERRED);
        });
    return database;
  }

  private static Map<String, List<byte[]>> sampleCollections() throws IOException {
    Map<String, List<byte[]>> collections = new LinkedHashMap<>();
    for (String name : SampleData.PROVDB.collections()) {
      collections.put(name, CaseDirectory.lines(SampleData.PROVDB.open(name)));
    }
    return collections;
  }
}
