package dev.sonatina.engine.query;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Explanation;
import dev.sonatina.engine.api.ScriptLimits;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.record.RecordEncoder;
import dev.sonatina.engine.record.RecordSource;
import dev.sonatina.jx9.RunOptions;
import dev.sonatina.jx9.Script;
import dev.sonatina.jx9.ScriptRun;
import dev.sonatina.jx9.diagnostic.CancelledException;
import dev.sonatina.jx9.diagnostic.Jx9Exception;
import dev.sonatina.jx9.run.CancellationToken;
import dev.sonatina.jx9.run.OutputSink;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a script against a database, from its arguments to its end. For one thread; only
 * cancelling comes from others.
 */
final class PreparedRun implements AutoCloseable {

  private final ScriptSession session;
  private final CancellationToken token;
  private final Runnable onCancel = this::stop;
  private final @Nullable Cancellation cancellation;
  private final int columnsBefore;
  private final long memoryBytesMax;
  private final ScriptRun run;

  /**
   * @param columnsBefore characters that stand before the user's text on its first line
   * @param output where the output goes, null to collect it
   */
  PreparedRun(
      EmbeddedDatabase database,
      Script script,
      int columnsBefore,
      Map<String, String> arguments,
      @Nullable ScriptLimits limits,
      @Nullable Cancellation cancellation,
      @Nullable OutputSink output,
      boolean reportErrors) {
    this.token =
        cancellation == null
            ? new CancellationToken()
            : new CancellationToken(cancellation::isCancelled);
    this.memoryBytesMax = (limits == null ? database.options.scriptLimits() : limits).memoryBytes();
    this.session = new ScriptSession(database, memoryBytesMax, onCancel);
    this.columnsBefore = columnsBefore;
    this.cancellation = cancellation;
    RunOptions.Builder options =
        RunOptions.builder()
            .attach(ScriptSession.class, session)
            .cancellation(token)
            .reportErrors(reportErrors)
            .clock(database.options.clock());
    if (database.options.random() != null) {
      options.random(database.options.random());
    }
    if (limits != null) {
      options.limits(Language.limits(limits));
    }
    if (output != null) {
      options.output(output);
    }
    values(database, arguments).forEach(options::variable);
    run = script.newRun(options.build());
    session.watchedBy(run.guard());
    if (cancellation != null) {
      cancellation.onCancel(onCancel);
    }
  }

  /**
   * The arguments as values that belong to one run. They are seen as scripts see stored records.
   */
  static Map<String, Value> values(EmbeddedDatabase database, Map<String, String> arguments) {
    Map<String, Value> values = new LinkedHashMap<>();
    arguments.forEach(
        (name, json) ->
            values.put(name, database.encoding(encoder -> value(database, encoder, name, json))));
    return values;
  }

  private static Value value(
      EmbeddedDatabase database, RecordEncoder encoder, String name, String json) {
    // Inside an array, so that an object is not taken for a record and given an id.
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.write('[');
    text.writeBytes(json.getBytes(StandardCharsets.UTF_8));
    text.write(']');
    try {
      encoder.encode(text.toByteArray());
    } catch (DatabaseException e) {
      throw new DatabaseException(
          ErrorCode.INVALID_ARGUMENT, "argument " + name + ": " + e.getMessage(), e);
    }
    byte[] bytes = Arrays.copyOf(encoder.bytes(), encoder.length());
    RecordSource source = new RecordSource(database.dictionary);
    source.own(bytes, 0);
    Value value = source.valueAt(source.element(source.root(), 0));
    if (value instanceof MapValue map) {
      map.materialize();
    }
    return value;
  }

  /** A guard for text made of what the script hands out, which may take what its values may. */
  ResultGuard resultGuard() {
    return new ResultGuard(memoryBytesMax);
  }

  ScriptRun run() {
    return run;
  }

  /** Runs the script. */
  void execute() {
    try {
      run.execute();
    } catch (Jx9Exception e) {
      throw error(e);
    }
  }

  /** What the language threw, as the store throws it. */
  SonatinaException error(Jx9Exception e) {
    if (e instanceof CancelledException && session.isExpired()) {
      return session.expiryError();
    }
    return Language.scriptError(e, columnsBefore);
  }

  /** Ends the run, from any thread. */
  void stop() {
    token.cancel();
  }

  /** What the run has taken so far. */
  Explanation explanation(long nanos) {
    return session.statistics.explanation(nanos, run.liveBytes());
  }

  /** The script has ended well: a transaction that it left open counts. */
  void complete() {
    session.complete();
  }

  /** Gives back what the run had open; a transaction that does not count is rolled back. */
  @Override
  public void close() {
    if (cancellation != null) {
      cancellation.removeAction(onCancel);
    }
    session.close();
  }
}
