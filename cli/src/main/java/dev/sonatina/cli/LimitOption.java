package dev.sonatina.cli;

import dev.sonatina.engine.api.ScriptLimits;
import dev.sonatina.net.rpc.RpcLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option that sets limits, which the command {@code limits} lists. */
final class LimitOption {

  @Option(
      names = "--limit",
      paramLabel = "NAME=VALUE",
      description = "Sets what may be used, see 'sonatina limits'.")
  private List<String> settings = new ArrayList<>();

  /** Whether any limit is set. */
  boolean isGiven() {
    return !settings.isEmpty();
  }

  /**
   * The limits with what was set changed, for a command that has no limits but those of scripts.
   *
   * @throws CliException if a setting names no such limit, or a value that it cannot have
   */
  ScriptLimits applyTo(ScriptLimits limits) {
    return changed(limits, ScriptLimitNames.ALL, ScriptLimitNames.ALL);
  }

  /**
   * The limits of a server's scripts with what was set changed.
   *
   * @throws CliException if a setting names no limit, or a value that it cannot have
   */
  ScriptLimits ofServer(ScriptLimits limits) {
    return changed(limits, ScriptLimitNames.ALL, ofServer());
  }

  /**
   * The limits of a server's connections with what was set changed.
   *
   * @throws CliException if a setting names no limit, or a value that it cannot have
   */
  RpcLimits ofServer(RpcLimits limits) {
    return changed(limits, ServerLimitNames.ALL, ofServer());
  }

  private static List<Limit<?>> ofServer() {
    List<Limit<?>> all = new ArrayList<>(ScriptLimitNames.ALL);
    all.addAll(ServerLimitNames.ALL);
    return all;
  }

  /** Changes those of {@code own}; the settings may name any of {@code known}. */
  private <L> L changed(L limits, List<Limit<L>> own, List<? extends Limit<?>> known) {
    L changed = limits;
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      String name = equals < 0 ? setting : setting.substring(0, equals);
      long value = value(find(name, known), setting.substring(equals + 1));
      for (Limit<L> limit : own) {
        if (limit.label().equals(name)) {
          changed = limit.change(changed, value);
        }
      }
    }
    return changed;
  }

  private static Limit<?> find(String name, List<? extends Limit<?>> known) {
    for (Limit<?> limit : known) {
      if (limit.label().equals(name)) {
        return limit;
      }
    }
    List<String> names = known.stream().map(Limit::label).toList();
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

  private static long value(Limit<?> limit, String text) {
    try {
      long value = Long.parseLong(text);
      if (value >= limit.min() && value <= limit.max()) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below as a number out of range is.
    }
    throw new CliException(
        ExitCode.USAGE,
        "--limit: "
            + limit.label()
            + ": '"
            + text
            + "' (expected: "
            + limit.min()
            + ".."
            + limit.max()
            + ")");
  }
}
