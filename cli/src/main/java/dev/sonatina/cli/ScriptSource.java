package dev.sonatina.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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

  private static String decode(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
