package dev.sonatina.conformance.bench;

import dev.sonatina.cli.sample.ProvenanceGenerator;
import dev.sonatina.cli.sample.ProvenanceProfile;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.OpenOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Predicates over encoded records on one thread, without columns: how many records a second. The
 * records are far larger than any cache, and next to none match, so that what is measured is the
 * predicate and not the text of results.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PredicateBenchmark {

  static final int RECORDS = 200_000;

  private static final String COLLECTION = "anomalies";
  private static final int BATCH = 500;

  /** The predicate's name. */
  @Param({"nothing", "members", "substr_count", "nested", "array", "nested array"})
  public String predicate = "";

  private Path directory = Path.of("");
  private Database database = Sonatina.inMemory();
  private FilterRequest request = FilterRequest.of("");

  private static String function(String name) {
    return switch (name) {
      case "nothing" -> "function($r){ return false; }";
      case "members" ->
          "function($r){ return $r.pid == 0 && $r.rid == 4 && $r.io_step >= 1000000; }";
      case "substr_count" -> "function($r){ return substr_count($r.event_id, ':::') > 0; }";
      case "nested" -> "function($r){ return $r.algo_params.internal_global_threshold == -1; }";
      case "array" -> "function($r){ return $r.call_stack[1].fid == -7; }";
      case "nested array" -> "function($r){ return $r.event_window.exec_window[0].fid == -7; }";
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Stores the records, about 2.5 KB each. */
  @Setup(Level.Trial)
  public void store() throws IOException {
    directory = Files.createTempDirectory("sonatina-jmh");
    database.close();
    database =
        Sonatina.open(
            directory.resolve("db"), OpenOptions.defaults().withScanThreads(1).withColumns(false));
    Collection collection = database.createCollection(COLLECTION);
    Iterator<String> generated =
        new ProvenanceGenerator(ProvenanceProfile.ofSmallRecords(1)).ofCollection(COLLECTION);
    List<String> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < RECORDS; i++) {
      batch.add(generated.next());
      if (batch.size() == BATCH) {
        collection.storeAll(batch);
        batch.clear();
      }
    }
    database.commit();
    request = FilterRequest.of(function(predicate));
  }

  /** Removes the records. */
  @TearDown(Level.Trial)
  public void remove() throws IOException {
    database.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(PredicateBenchmark::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One scan; an operation is a record. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public long filter() {
    return database.collection(COLLECTION).explain(request).recordsReturned();
  }
}
