package dev.sonatina.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Prints the options of a verb with their values, and where each comes from. */
record ConfigReport(Settings settings) {

  /** Asks for this report, and for nothing else to be done. */
  static final String OPTION = "--show-config";

  void print(ParseResult verb, Stdio stdio) throws IOException {
    for (OptionSpec option : verb.commandSpec().options()) {
      if (!option.usageHelp() && !option.versionHelp() && !isOurs(option)) {
        String line =
            String.format(
                Locale.ROOT,
                "%-20s %-20s %s",
                Settings.nameOf(option),
                shown(valueOf(option, verb)),
                placeOf(option, verb));
        stdio.out().writeLine(line.stripTrailing().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static boolean isOurs(OptionSpec option) {
    return option.longestName().equals(OPTION) || option.longestName().equals(Settings.NO_FILE);
  }

  private Object valueOf(OptionSpec option, ParseResult verb) {
    if (verb.hasMatchedOption(option)) {
      return verb.matchedOption(option.longestName()).originalStringValues();
    }
    Settings.Source source = settings.sourceOf(option);
    return source == null ? String.valueOf(option.defaultValueString()) : source.value();
  }

  private static String shown(Object value) {
    String text = value.toString();
    return text.equals("null") || text.equals("[]") ? "-" : text;
  }

  private String placeOf(OptionSpec option, ParseResult verb) {
    if (verb.hasMatchedOption(option)) {
      return "command line";
    }
    Settings.Source source = settings.sourceOf(option);
    return source == null ? "default" : source.place();
  }
}
