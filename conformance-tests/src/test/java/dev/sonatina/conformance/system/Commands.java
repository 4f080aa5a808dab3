package dev.sonatina.conformance.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.conformance.ProjectFiles;
import dev.sonatina.conformance.system.ChildProcess.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the packaged commands in some directory, as a user would. */
record Commands(Path directory) {

  static final Path SONATINA = ProjectFiles.root().resolve("cli/bin/sonatina");
  static final Path CONFORMANCE = ProjectFiles.root().resolve("conformance-tests/bin/conformance");

  /** Runs {@code sonatina} without input. */
  Result sonatina(String... arguments) {
    return sonatinaWithInput("", arguments);
  }

  /** Runs {@code sonatina}. */
  Result sonatinaWithInput(String input, String... arguments) {
    return run(SONATINA, input, arguments);
  }

  /** Runs a program. */
  Result run(Path program, String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return ChildProcess.run(directory.toFile(), input, command);
  }

  /** Runs a shell script, in which {@code $SONATINA} is the command. */
  Result shell(String script) {
    return ChildProcess.run(
        directory.toFile(), "", List.of("sh", "-c", "SONATINA='" + SONATINA + "'\n" + script));
  }

  /** It went well, without a word on standard error, and printed this. */
  static void assertPrinted(String expected, Result result) {
    assertEquals("", result.err());
    assertEquals(expected, result.out());
    assertEquals(0, result.status());
  }

  /** It was refused with this exit code and one clear line, in which these words are. */
  static void assertRefused(int status, Result result, String... words) {
    assertEquals(status, result.status(), result::toString);
    assertEquals("", result.out());
    assertEquals(1, result.err().lines().count(), result.err());
    for (String word : words) {
      assertTrue(result.err().contains(word), () -> "no '" + word + "' in: " + result.err());
    }
    assertFalse(result.err().contains("Exception"), result.err());
  }
}
