package dev.sonatina.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The short form of a filter: an expression in which bare names are members of the record, such as
 * {@code us > 100 && func == "MPI_Wait"}.
 */
final class FilterCondition {

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<string>\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*')"
              + "|(?<number>\\d[\\w.]*)"
              + "|(?<member>\\.\\s*[\\p{L}_]\\w*)"
              + "|(?<call>[\\p{L}_]\\w*\\s*\\()"
              + "|(?<name>[\\p{L}_]\\w*)"
              + "|(?<comparison>[=!]==?|[<>]=?|&&|\\|\\||!)"
              + "|(?<foreign>[${};=#])",
          Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

  private FilterCondition() {}

  /**
   * The function that the condition stands for.
   *
   * @return empty if the text is no condition: nothing is compared in it, or it has what only whole
   *     functions have, as variables and assignments
   */
  static Optional<String> function(String text) {
    Matcher tokens = TOKEN.matcher(text);
    StringBuilder expression = new StringBuilder();
    boolean compares = false;
    while (tokens.find()) {
      if (tokens.group("foreign") != null) {
        return Optional.empty();
      }
      compares |= tokens.group("comparison") != null;
      String name = tokens.group("name");
      boolean isMember = name != null && !CONSTANTS.contains(name.toLowerCase(Locale.ROOT));
      tokens.appendReplacement(
          expression, Matcher.quoteReplacement((isMember ? "$r." : "") + tokens.group()));
    }
    tokens.appendTail(expression);
    return compares ? Optional.of("function($r) { return " + expression + "; }") : Optional.empty();
  }
}
