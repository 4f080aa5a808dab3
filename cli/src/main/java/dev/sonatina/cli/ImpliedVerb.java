package dev.sonatina.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * {@code sonatina DATABASE} is short for {@code sonatina run DATABASE} with a script from a pipe,
 * and for {@code sonatina shell DATABASE} on a terminal. A verb wins over a path of the same name.
 *
 * <p>A single word that is neither a verb nor an existing path is most likely a mistyped verb. It
 * is refused with the nearest verb, rather than taken for a database to be made; {@code help} and
 * {@code help VERB} are what one types who does not know of {@code --help}.
 */
final class ImpliedVerb {

  private static final String RUN = "run";
  private static final String SHELL = "shell";
  private static final String HELP = "help";
  private static final Set<String> FOR_EVERY_VERB =
      Set.of("-q", "--quiet", Settings.NO_FILE, ConfigReport.OPTION);
  private static final Set<String> CODE_OPTIONS = Set.of("-c", "-f", "--code", "--file");
  private static final Set<String> OPTIONS_OF_RUN =
      Set.of("-c", "-f", "--code", "--file", "--allow-host");

  private ImpliedVerb() {}

  /** The arguments with the verb that they imply in front, if they imply one. */
  static String[] complete(String[] arguments, Collection<String> verbs, Stdio stdio) {
    int place = 0;
    while (place < arguments.length && isForEveryVerb(arguments[place])) {
      place += arguments[place].equals("--color") ? 2 : 1;
    }
    if (place >= arguments.length) {
      boolean nothingToRead = stdio.isTerminal(Stdio.Stream.IN);
      return insert(nothingToRead ? "--help" : RUN, arguments, arguments.length);
    }
    String first = arguments[place];
    if (verbs.contains(first)) {
      return arguments;
    }
    if (first.equals(HELP) && !mayBeDatabase(first)) {
      return insert("--help", remove(arguments, place), arguments.length - 1);
    }
    if (first.startsWith("-")) {
      return OPTIONS_OF_RUN.contains(first) ? insert(RUN, arguments, place) : arguments;
    }
    if (!mayBeDatabase(first)) {
      throw new CliException(
          ExitCode.USAGE,
          "'"
              + first
              + "' is neither a verb nor a database"
              + NearestWord.hint(first, verbs)
              + " (sonatina --help lists the verbs)");
    }
    boolean isTyped =
        stdio.isTerminal(Stdio.Stream.IN) && Collections.disjoint(List.of(arguments), CODE_OPTIONS);
    return insert(isTyped ? SHELL : RUN, arguments, place);
  }

  private static boolean mayBeDatabase(String text) {
    if (text.matches(".*[/\\\\:.].*")) {
      return true;
    }
    try {
      return Files.exists(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The options that may stand before the verb. */
  private static boolean isForEveryVerb(String argument) {
    return FOR_EVERY_VERB.contains(argument) || argument.startsWith("--color");
  }

  private static String[] remove(String[] arguments, int place) {
    List<String> completed = new ArrayList<>(List.of(arguments));
    completed.remove(place);
    return completed.toArray(String[]::new);
  }

  private static String[] insert(String verb, String[] arguments, int place) {
    List<String> completed = new ArrayList<>(List.of(arguments));
    completed.add(place, verb);
    return completed.toArray(String[]::new);
  }
}
