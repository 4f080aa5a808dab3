package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class FunctionsCommandTest {

  @Test
  void oneFunctionIsDescribedWithAnExample() {
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run("functions", "substr"));
    assertEquals("substr(s, offset [, length])", run.out().lines().findFirst().orElse(""));
    assertTrue(run.out().contains("example  print substr(\"hello\", -3, 2);"), run.out());
  }

  @Test
  void aPartOfANameFindsAllThatContainIt() {
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run("functions", "base64"));
    assertTrue(run.out().contains("base64_encode("), run.out());
    assertTrue(run.out().contains("base64_decode("), run.out());
  }

  @Test
  void anUnknownNameIsWrongUse() {
    CliRun run = CliRun.withInput("");
    assertEquals(2, run.run("functions", "nosuch"));
    assertTrue(run.err().startsWith("sonatina: no builtin function is called 'nosuch'"), run.err());
  }
}
