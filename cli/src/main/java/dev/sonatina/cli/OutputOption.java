package dev.sonatina.cli;

import dev.sonatina.cli.print.OutputMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of verbs that print records: {@code --json} and its like, and {@code --no-pager}. */
final class OutputOption {

  private @Nullable OutputMode mode;

  @Option(names = "--no-pager", description = "Do not stop at the end of each screen.")
  private boolean isPagerOff;

  /** The form that was asked for; null if none was. */
  @Nullable OutputMode mode() {
    return mode;
  }

  boolean isPagerOff() {
    return isPagerOff;
  }

  /** Adds an option for each form; the last one that is given counts. */
  @Spec(Spec.Target.MIXEE)
  void addTo(CommandSpec mixee) {
    for (OutputMode each : OutputMode.values()) {
      mixee.addOption(
          OptionSpec.builder("--" + each.label())
              .type(boolean.class)
              .arity("0")
              .description("Print " + each.meaning() + ".")
              .setter(choose(each))
              .build());
    }
  }

  private ISetter choose(OutputMode chosen) {
    return new ISetter() {
      @Override
      @SuppressWarnings("TypeParameterUnusedInFormals") // Picocli's signature.
      public <T> @Nullable T set(T value) {
        if (Boolean.TRUE.equals(value)) {
          mode = chosen;
        }
        return null;
      }
    };
  }
}
