package dev.sonatina.engine.query;

import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.engine.api.ScriptVariable;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.record.JsonWriter;
import dev.sonatina.jx9.Script;
import dev.sonatina.jx9.ScriptRun;
import dev.sonatina.jx9.run.OutputSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out {@link EmbeddedDatabase#execute}. */
final class ScriptExecution {

  private final EmbeddedDatabase database;

  ScriptExecution(EmbeddedDatabase database) {
    this.database = database;
  }

  ScriptResult execute(ScriptRequest request) {
    try (PreparedRun prepared = prepare(request)) {
      prepared.execute();
      ScriptResult result = result(request, prepared);
      complete(request, prepared);
      return result;
    }
  }

  Explanation explain(ScriptRequest request) {
    long start = System.nanoTime();
    try (PreparedRun prepared = prepare(request)) {
      prepared.execute();
      complete(request, prepared);
      return prepared.explanation(System.nanoTime() - start);
    }
  }

  private PreparedRun prepare(ScriptRequest request) {
    Script script = database.language().compile(request.code());
    OutputStream output = request.output();
    return new PreparedRun(
        database,
        script,
        0,
        request.arguments(),
        request.limits(),
        request.cancellation(),
        output == null ? null : sink(output),
        request.reportErrors());
  }

  /** What the script left open counts from now on. */
  private void complete(ScriptRequest request, PreparedRun prepared) {
    prepared.complete();
    flush(request.output());
    if (request.durability() == Durability.COMMITTED) {
      database.commit();
    }
  }

  private ScriptResult result(ScriptRequest request, PreparedRun prepared) {
    ResultGuard guard = prepared.resultGuard();
    ScriptRun run = prepared.run();
    JsonWriter writer = new JsonWriter(database.dictionary);
    Map<String, ScriptVariable> variables = new LinkedHashMap<>();
    for (String name : request.wanted()) {
      variables.put(
          name,
          name.equals(ScriptRequest.OUTPUT_VARIABLE)
              ? VariableForms.ofOutput(run.output(), writer)
              : VariableForms.of(run.variable(name), writer, guard));
    }
    byte[] returned = VariableForms.json(run.result(), writer, guard);
    return new ScriptResult(
        variables, run.output(), run.exitStatus(), new String(returned, StandardCharsets.UTF_8));
  }

  private static OutputSink sink(OutputStream output) {
    return (bytes, offset, length) -> {
      try {
        output.write(bytes, offset, length);
      } catch (IOException e) {
        throw outputFailed(e);
      }
    };
  }

  private static void flush(@Nullable OutputStream output) {
    if (output == null) {
      return;
    }
    try {
      output.flush();
    } catch (IOException e) {
      throw outputFailed(e);
    }
  }

  private static StorageException outputFailed(IOException e) {
    return new StorageException(
        ErrorCode.IO_FAILURE, "writing the script's output failed: " + e.getMessage(), e);
  }
}
