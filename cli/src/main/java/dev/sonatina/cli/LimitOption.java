package dev.sonatina.cli;

import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.net.rpc.RpcLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The option that sets limits, which the command {@code limits} lists. */
final class LimitOption {

  /** Sets every limit as suits clients that are not trusted. */
  private static final String HOSTILE = "hostile";

  /** For scripts whose limits no option sets. */
  static final LimitOption NONE = new LimitOption(List::of);

  private final Supplier<List<String>> settings;

  LimitOption(Verb verb) {
    this(
        verb.option("--limit", "NAME=VALUE", "Sets what may be used, see 'sonatina limits'.")
                .listOf(String.class)
            ::value);
  }

  private LimitOption(Supplier<List<String>> settings) {
    this.settings = settings;
  }

  /** Whether any limit is set. */
  boolean isGiven() {
    return !settings.get().isEmpty();
  }

  /**
   * The limits of databases opened here with what was set changed.
   *
   * @throws CliException if a setting names no such limit, or a value that it cannot have
   */
  OpenOptions applyTo(OpenOptions options) {
    return changed(options, DatabaseLimitNames.ALL, DatabaseLimitNames.ALL);
  }

  /**
   * The limits of a server's databases with what was set changed.
   *
   * @throws CliException if a setting names no limit, or a value that it cannot have
   */
  OpenOptions ofServer(OpenOptions options) {
    return changed(options, DatabaseLimitNames.ALL, ofServer());
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
    List<Limit<?>> all = new ArrayList<>(DatabaseLimitNames.ALL);
    all.addAll(ServerLimitNames.ALL);
    return all;
  }

  /** Changes those of {@code own}; the settings may name any of {@code known}. */
  private <L> L changed(L limits, List<Limit<L>> own, List<? extends Limit<?>> known) {
    L changed = limits;
    if (settings.get().contains(HOSTILE)) {
      for (Limit<L> limit : own) {
        changed = limit.tighten(changed);
      }
    }
    for (String setting : settings.get()) {
      if (setting.equals(HOSTILE)) {
        continue;
      }
      int equals = setting.indexOf('=');
      String name = equals < 0 ? setting : setting.substring(0, equals);
      long value = value(find(name, known), equals < 0 ? "" : setting.substring(equals + 1));
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
            + names.stream().collect(Collectors.joining("=…, ", "", "=…, or "))
            + HOSTILE
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
