package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImpliedVerbTest {

  private static final Set<String> VERBS = Set.of("run", "load", "filter");

  @Test
  void verbsWinOverPaths() {
    assertEquals(List.of("load", "x"), complete("load", "x"));
  }

  @Test
  void databasesAreRun() {
    assertEquals(List.of("run", ":mem:"), complete(":mem:"));
    assertEquals(List.of("run", "./load"), complete("./load"));
    assertEquals(List.of("run", "a/b", "-c", "x"), complete("a/b", "-c", "x"));
    assertEquals(List.of("run", "ofi+tcp://h:1/0/x"), complete("ofi+tcp://h:1/0/x"));
  }

  @Test
  void onATerminalDatabasesOpenInTheShell() {
    for (String[] typed : new String[][] {{":mem:"}, {"-q", "a/b"}, {"a/b", "--readonly"}}) {
      assertTrue(List.of(onTerminal(typed)).contains("shell"));
    }
    assertEquals(List.of("run", "a/b", "-c", "x"), List.of(onTerminal("a/b", "-c", "x")));
  }

  private static String[] onTerminal(String... arguments) {
    return ImpliedVerb.complete(arguments, VERBS, CliRun.onTerminal().stdio);
  }

  @Test
  void optionsForEveryVerbMayStandInFront() {
    assertEquals(List.of("-q", "run", "a/b"), complete("-q", "a/b"));
    assertEquals(
        List.of("--color", "never", "load", "x"), complete("--color", "never", "load", "x"));
    assertEquals(List.of("--color=never", "run"), complete("--color=never"));
  }

  @Test
  void codeWithoutDatabaseIsRun() {
    assertEquals(List.of("run", "-c", "print 1;"), complete("-c", "print 1;"));
    assertEquals(List.of("--help"), complete("--help"));
  }

  @Test
  void nothingMeansTheScriptOnStandardInputOrHelp() {
    assertEquals(List.of("run"), complete());
    assertEquals(
        List.of("--help"),
        List.of(ImpliedVerb.complete(new String[0], VERBS, CliRun.onTerminal().stdio)));
  }

  @Test
  void mistypedVerbIsRefusedWithTheNearest() {
    CliException failure = assertThrows(CliException.class, () -> complete("flter", "x"));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(String.valueOf(failure.getMessage()).contains("'filter'"), failure::toString);
  }

  @Test
  void wordsLikeNoVerbAreRefusedWithoutAGuess() {
    CliException failure = assertThrows(CliException.class, () -> complete("xyz"));
    assertEquals(
        "'xyz' is neither a verb nor a database (sonatina --help lists the verbs)",
        failure.getMessage());
  }

  @Test
  void helpIsTheOption() {
    assertEquals(List.of("--help"), complete("help"));
    assertEquals(List.of("load", "--help"), complete("help", "load"));
    assertEquals(List.of("-q", "load", "--help"), complete("-q", "help", "load"));
  }

  private static List<String> complete(String... arguments) {
    return List.of(ImpliedVerb.complete(arguments, VERBS, CliRun.withInput("").stdio));
  }
}
