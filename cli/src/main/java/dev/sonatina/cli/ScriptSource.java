package dev.sonatina.cli;

import dev.sonatina.jx9.builtin.StandardLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Jx9 source with the name that messages call it by.
 *
 * @param name the file, or what stands for it when there is none
 */
record ScriptSource(String name, String text) {

  /** Source given as an argument of the option {@code option}. */
  static ScriptSource ofArgument(String option, String text) {
    return new ScriptSource(option, text);
  }

  /**
   * The function of a filter, which may be given as a {@link FilterCondition}. Sonata takes any
   * other text too and then selects every record; who types one means that only if it is a
   * constant.
   */
  static ScriptSource ofFunction(String text) {
    Optional<String> condition = FilterCondition.function(text);
    boolean mayBeFunction =
        text.contains("function")
            || text.matches("(?s).*['\"].*|\\d+|(?i:true)")
            || StandardLibrary.descriptions().stream().anyMatch(f -> f.name().equals(text.strip()));
    if (condition.isEmpty() && !mayBeFunction) {
      throw new CliException(
          ExitCode.USAGE,
          "'"
              + text
              + "' is no function (expected: a condition such as 'us > 9', or"
              + " 'function($r) { return $r.us > 9; }')");
    }
    return ofArgument("FUNCTION", condition.orElse(text));
  }

  static ScriptSource ofFile(Path file) {
    try {
      return new ScriptSource(file.toString(), decode(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw UnreadableFile.of(file, e);
    }
  }

  static ScriptSource ofStandardInput(Stdio stdio) {
    try {
      return new ScriptSource("<stdin>", decode(stdio.in().readAllBytes()));
    } catch (IOException e) {
      throw new CliException(
          ExitCode.CANNOT_OPEN, "cannot read standard input: " + e.getMessage(), e);
    }
  }

  /** The line of this number, from 1, without its end; empty when there is none. */
  String line(int number) {
    return text.lines().skip(number - 1L).findFirst().orElse("");
  }

  /** Editors of some systems begin a file with a mark of its encoding, which is no part of it. */
  private static String decode(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
