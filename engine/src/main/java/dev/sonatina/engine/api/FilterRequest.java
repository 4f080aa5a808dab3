package dev.sonatina.engine.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A filter function with what it may use.
 *
 * <p>A builder that is its own product, like {@link ScriptRequest}. Not thread-safe.
 */
public final class FilterRequest {

  private final String function;
  private final Map<String, String> arguments = new LinkedHashMap<>();
  private @Nullable ScriptLimits limits;
  private @Nullable Cancellation cancellation;

  private FilterRequest(String function) {
    this.function = Objects.requireNonNull(function, "function");
  }

  /** A Jx9 function of one parameter, for instance {@code function($r) { return $r.rid == 4; }}. */
  public static FilterRequest of(String function) {
    return new FilterRequest(function);
  }

  /** Sets a variable that the function sees, from JSON text. */
  public FilterRequest argument(String name, String json) {
    arguments.put(name, json);
    return this;
  }

  /** Limits for this run instead of the database's. */
  public FilterRequest limits(ScriptLimits value) {
    limits = value;
    return this;
  }

  public FilterRequest cancellation(Cancellation value) {
    cancellation = value;
    return this;
  }

  public String function() {
    return function;
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
}
