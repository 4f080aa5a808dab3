package dev.sonatina.engine.api;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Jx9 script to run against a database, with what goes in and what is wanted back.
 *
 * <pre>{@code
 * ScriptRequest.of("$n = db_total_records($name);").argument("name", "\"anomalies\"").want("n")
 * }</pre>
 *
 * <p>A builder that is its own product: each method changes and returns this object. Not
 * thread-safe; it may be executed any number of times.
 */
public final class ScriptRequest {

  /** The name that asks for what the script printed, as in Sonata. */
  public static final String OUTPUT_VARIABLE = "__output__";

  private final String code;
  private final List<String> wanted = new ArrayList<>();
  private final Map<String, String> arguments = new LinkedHashMap<>();
  private @Nullable ScriptLimits limits;
  private @Nullable Cancellation cancellation;
  private @Nullable OutputStream output;
  private Durability durability = Durability.DEFERRED;
  private boolean reportErrors;

  private ScriptRequest(String code) {
    this.code = Objects.requireNonNull(code, "code");
  }

  public static ScriptRequest of(String code) {
    return new ScriptRequest(code);
  }

  /** Variables to read after the run; {@link #OUTPUT_VARIABLE} means what was printed. */
  public ScriptRequest want(String... variables) {
    Collections.addAll(wanted, variables);
    return this;
  }

  /** Sets a variable that the script sees in every function, from JSON text. */
  public ScriptRequest argument(String name, String json) {
    arguments.put(name, json);
    return this;
  }

  /** Limits for this run instead of the database's. */
  public ScriptRequest limits(ScriptLimits value) {
    limits = value;
    return this;
  }

  public ScriptRequest cancellation(Cancellation value) {
    cancellation = value;
    return this;
  }

  /**
   * Sends what the script prints here as it is printed, instead of keeping it for the result. The
   * stream is flushed at the end and not closed.
   */
  public ScriptRequest outputTo(OutputStream value) {
    output = value;
    return this;
  }

  /** {@link Durability#COMMITTED} commits after the script has ended well. */
  public ScriptRequest durability(Durability value) {
    durability = value;
    return this;
  }

  /** Makes run-time warnings part of the output, as Jx9 does when the host asks for reports. */
  public ScriptRequest reportErrors(boolean value) {
    reportErrors = value;
    return this;
  }

  public String code() {
    return code;
  }

  public List<String> wanted() {
    return Collections.unmodifiableList(wanted);
  }

  public Map<String, String> arguments() {
    return Collections.unmodifiableMap(arguments);
  }

  public @Nullable ScriptLimits limits() {
    return limits;
  }

  public @Nullable Cancellation cancellation() {
    return cancellation;
  }

  public @Nullable OutputStream output() {
    return output;
  }

  public Durability durability() {
    return durability;
  }

  public boolean reportErrors() {
    return reportErrors;
  }
}
