package dev.sonatina.cli;

import dev.sonatina.engine.api.ScriptLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option that sets limits of scripts, which the command {@code limits} lists. */
final class LimitOption {

  @Option(
      names = "--limit",
      paramLabel = "NAME=VALUE",
      description = "Sets what scripts may use, see 'sonatina limits'.")
  private List<String> settings = new ArrayList<>();

  /** Whether any limit is set. */
  boolean isGiven() {
    return !settings.isEmpty();
  }

  /**
   * The limits with what was set changed.
   *
   * @throws CliException if a setting names no limit, or a value that it cannot have
   */
  ScriptLimits applyTo(ScriptLimits limits) {
    ScriptLimits changed = limits;
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      ScriptLimit limit = limit(equals < 0 ? setting : setting.substring(0, equals));
      changed = limit.change(changed, value(limit, setting.substring(equals + 1)));
    }
    return changed;
  }

  private static ScriptLimit limit(String name) {
    for (ScriptLimit limit : ScriptLimit.values()) {
      if (limit.label().equals(name)) {
        return limit;
      }
    }
    List<String> names = Arrays.stream(ScriptLimit.values()).map(ScriptLimit::label).toList();
    throw new CliException(
        ExitCode.USAGE,
        "--limit: no limit is called '"
            + name
            + "'"
            + NearestWord.hint(name, names)
            + " (expected: "
            + names.stream().collect(Collectors.joining("=…, ", "", "=…"))
            + ")");
  }

  private static long value(ScriptLimit limit, String text) {
    try {
      long value = Long.parseLong(text);
      if (value >= 0 && value <= limit.max()) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below as a number out of range is.
    }
    throw new CliException(
        ExitCode.USAGE,
        "--limit: " + limit.label() + ": '" + text + "' (expected: 0.." + limit.max() + ")");
  }
}
