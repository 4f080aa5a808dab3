package dev.sonatina.cli;

import dev.sonatina.engine.api.ScriptLimits;
import java.util.function.ToLongFunction;

/** The limits of scripts under the names by which users set them. */
@SuppressWarnings("ImmutableEnumChecker") // references to methods have no state
enum ScriptLimit implements Limit<ScriptLimits> {
  TIME(
      "time-ms",
      Long.MAX_VALUE,
      "running time in milliseconds",
      ScriptLimits::timeMillis,
      ScriptLimits::withTimeMillis),
  STEPS(
      "steps",
      Long.MAX_VALUE,
      "loop passes and calls",
      ScriptLimits::steps,
      ScriptLimits::withSteps),
  MEMORY(
      "memory-bytes",
      Long.MAX_VALUE,
      "memory of its values and of what it adds to a database in memory",
      ScriptLimits::memoryBytes,
      ScriptLimits::withMemoryBytes),
  OUTPUT(
      "output-bytes",
      Long.MAX_VALUE,
      "what it prints",
      ScriptLimits::outputBytes,
      ScriptLimits::withOutputBytes),
  SOURCE(
      "source-bytes",
      Integer.MAX_VALUE,
      "size of its text",
      ScriptLimits::sourceBytes,
      (limits, value) -> limits.withSourceBytes((int) value)),
  CALL_DEPTH(
      "call-depth",
      1_000,
      "nested calls of its functions; one more yields null",
      ScriptLimits::callDepth,
      (limits, value) -> limits.withCallDepth((int) value)),
  TOKEN_NESTING(
      "token-nesting",
      500,
      "brackets open at once in its text",
      ScriptLimits::tokenNesting,
      (limits, value) -> limits.withTokenNesting((int) value)),
  TREE_DEPTH(
      "tree-depth",
      500,
      "nesting of constructs in its text, brackets or not",
      ScriptLimits::treeDepth,
      (limits, value) -> limits.withTreeDepth((int) value));

  private final String label;
  private final long max;
  private final String meaning;
  private final ToLongFunction<ScriptLimits> getter;
  private final Setter setter;

  /** Changes one limit. */
  @FunctionalInterface
  private interface Setter {
    ScriptLimits set(ScriptLimits limits, long value);
  }

  ScriptLimit(
      String label, long max, String meaning, ToLongFunction<ScriptLimits> getter, Setter setter) {
    this.label = label;
    this.max = max;
    this.meaning = meaning;
    this.getter = getter;
    this.setter = setter;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public long min() {
    return 0;
  }

  @Override
  public long max() {
    return max;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public long of(ScriptLimits limits) {
    return getter.applyAsLong(limits);
  }

  @Override
  public ScriptLimits change(ScriptLimits limits, long value) {
    return setter.set(limits, value);
  }
}
