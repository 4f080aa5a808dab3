package dev.sonatina.jx9;

import dev.sonatina.jx9.run.CancellationToken;
import dev.sonatina.jx9.run.Limits;
import dev.sonatina.jx9.run.OutputSink;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the host gives to a run. Immutable, but the maps among its variables are the run's to
 * change.
 */
public final class RunOptions {
  private final Map<StringValue, Value> variables;
  private final Map<Class<?>, Object> attachments;
  private final @Nullable OutputSink output;
  private final @Nullable Limits limits;
  private final CancellationToken cancellation;
  private final boolean reportErrors;
  private final Clock clock;
  private final RandomGenerator random;

  private RunOptions(Builder builder) {
    this.variables = new LinkedHashMap<>(builder.variables);
    this.attachments = new HashMap<>(builder.attachments);
    this.output = builder.output;
    this.limits = builder.limits;
    this.cancellation = builder.cancellation;
    this.reportErrors = builder.reportErrors;
    // Looking for the zone reads files, so only when it is wanted.
    this.clock = builder.clock == null ? Clock.system(ZoneId.systemDefault()) : builder.clock;
    this.random = builder.random;
  }

  /** No variables, output collected, the compiler's limits, the system's clock. */
  public static RunOptions defaults() {
    return Defaults.OPTIONS;
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  Map<StringValue, Value> variables() {
    return variables;
  }

  Map<Class<?>, Object> attachments() {
    return attachments;
  }

  @Nullable OutputSink output() {
    return output;
  }

  @Nullable Limits limits() {
    return limits;
  }

  CancellationToken cancellation() {
    return cancellation;
  }

  boolean reportErrors() {
    return reportErrors;
  }

  Clock clock() {
    return clock;
  }

  RandomGenerator random() {
    return random;
  }

  /** Made when asked for, since looking for the time zone reads files. */
  private static final class Defaults {
    static final RunOptions OPTIONS = builder().build();
  }

  /** Collects what a run needs. */
  public static final class Builder {
    private final Map<StringValue, Value> variables = new LinkedHashMap<>();
    private final Map<Class<?>, Object> attachments = new HashMap<>();
    private @Nullable OutputSink output;
    private @Nullable Limits limits;
    private CancellationToken cancellation = new CancellationToken();
    private boolean reportErrors;
    private @Nullable Clock clock;
    private RandomGenerator random = new SplittableRandom();

    private Builder() {}

    /**
     * Sets a variable that every function of the script sees, and that wins over their own of that
     * name.
     */
    public Builder variable(String name, Value value) {
      variables.put(StringValue.of(name), value);
      return this;
    }

    /** Sends output there, instead of collecting it for {@link ScriptRun#output()}. */
    public Builder output(OutputSink sink) {
      output = sink;
      return this;
    }

    /** Limits other than those of the compiler. */
    public Builder limits(Limits newLimits) {
      limits = newLimits;
      return this;
    }

    /** Lets the owner of {@code token} stop the run. */
    public Builder cancellation(CancellationToken token) {
      cancellation = token;
      return this;
    }

    /** Whether run-time messages are written to the output; no by default. */
    public Builder reportErrors(boolean enabled) {
      reportErrors = enabled;
      return this;
    }

    /** The time and zone that date functions see. */
    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /** Where random functions get their numbers from. */
    public Builder random(RandomGenerator generator) {
      random = generator;
      return this;
    }

    /** Hands {@code attachment} to the native functions that ask for its type. */
    public <T> Builder attach(Class<T> type, T attachment) {
      attachments.put(type, attachment);
      return this;
    }

    /** The options. */
    public RunOptions build() {
      return new RunOptions(this);
    }
  }
}
