package dev.sonatina.cli;

import dev.sonatina.engine.api.ScriptLimits;
import java.util.List;

/** The limits of scripts under the names by which users set them. */
final class ScriptLimitNames {
  static final List<Limit<ScriptLimits>> ALL =
      List.of(
          new Limit<>(
              "time-ms",
              0,
              Long.MAX_VALUE,
              1_000,
              "running time in milliseconds",
              ScriptLimits::timeMillis,
              ScriptLimits::withTimeMillis),
          new Limit<>(
              "steps",
              0,
              Long.MAX_VALUE,
              Limit.AS_USUAL,
              "loop passes and calls",
              ScriptLimits::steps,
              ScriptLimits::withSteps),
          new Limit<>(
              "memory-bytes",
              0,
              Long.MAX_VALUE,
              16 << 20,
              "memory of its values and of what it adds to a database in memory",
              ScriptLimits::memoryBytes,
              ScriptLimits::withMemoryBytes),
          new Limit<>(
              "output-bytes",
              0,
              Long.MAX_VALUE,
              1 << 20,
              "what it prints",
              ScriptLimits::outputBytes,
              ScriptLimits::withOutputBytes),
          new Limit<>(
              "source-bytes",
              0,
              Integer.MAX_VALUE,
              100_000,
              "size of its text",
              ScriptLimits::sourceBytes,
              (limits, value) -> limits.withSourceBytes((int) value)),
          new Limit<>(
              "call-depth",
              0,
              1_000,
              33,
              "nested calls of its functions; one more yields null",
              ScriptLimits::callDepth,
              (limits, value) -> limits.withCallDepth((int) value)),
          new Limit<>(
              "token-nesting",
              0,
              500,
              100,
              "brackets open at once in its text",
              ScriptLimits::tokenNesting,
              (limits, value) -> limits.withTokenNesting((int) value)),
          new Limit<>(
              "tree-depth",
              0,
              500,
              100,
              "nesting of constructs in its text, brackets or not",
              ScriptLimits::treeDepth,
              (limits, value) -> limits.withTreeDepth((int) value)));

  private ScriptLimitNames() {}
}
