package dev.sonatina.conformance.bench;

import dev.sonatina.cli.bench.BenchCommand;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The scripts that {@code sonatina bench jx9} times, which only compute. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ScriptBenchmark {

  /** The script's name. */
  @Param({
    "nested-loops-int",
    "nested-loops-float",
    "string-building",
    "map-insert-lookup",
    "sort-with-comparator",
    "recursion",
    "json-encode-decode",
    "group-by"
  })
  public String script = "";

  private final Database database = Sonatina.inMemory();
  private ScriptRequest request = ScriptRequest.of("");

  /** Reads the script. */
  @Setup
  public void read() throws IOException {
    String name = "jx9/" + script + ".jx9";
    try (InputStream text = BenchCommand.class.getResourceAsStream(name)) {
      if (text == null) {
        throw new FileNotFoundException(name);
      }
      request = ScriptRequest.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Closes the database. */
  @TearDown
  public void close() {
    database.close();
  }

  /** One run. */
  @Benchmark
  public ScriptResult run() {
    return database.execute(request);
  }
}
