package dev.sonatina.cli;

import dev.sonatina.cli.print.OutputMode;
import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import org.jspecify.annotations.Nullable;

/** The options of verbs that print records: {@code --json} and its like, and {@code --no-pager}. */
final class OutputOption {

  private final Argument<Boolean> isPagerOff;
  private @Nullable OutputMode mode;

  /** Adds an option for each form; the last one that is given counts. */
  OutputOption(Verb verb) {
    isPagerOff = verb.flag("--no-pager", "Do not stop at the end of each screen.");
    for (OutputMode each : OutputMode.values()) {
      verb.flag("--" + each.label(), "Print " + each.meaning() + ".")
          .whenRead(isOn -> mode = isOn ? each : mode);
    }
  }

  /** The form that was asked for; null if none was. */
  @Nullable OutputMode mode() {
    return mode;
  }

  boolean isPagerOff() {
    return isPagerOff.value();
  }
}
