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
    assertEquals(2, run.run("functions", "substrr"));
    assertEquals(
        "sonatina: no builtin function is called 'substrr'; did you mean 'substr'?"
            + " (sonatina functions lists all)\n",
        run.err());
  }

  @Test
  void functionsOfTheDatabaseAreAmongThem() {
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run("functions", "db_fetch_by_id"));
    assertTrue(run.out().startsWith("db_fetch_by_id(collection, id)\n"), run.out());
    assertTrue(run.out().contains("prints   {\"a\":1,\"__id\":0}"), run.out());
  }

  @Test
  void functionsOfAServerAreAmongThem() {
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run("functions", "sonata_store"));
    assertTrue(run.out().startsWith("sonata_store(collection, record)\n"), run.out());
    assertTrue(run.out().contains("only     on a server; $db"), run.out());
    CliRun constant = CliRun.withInput("");
    assertEquals(0, constant.run("functions", "__SCRIPT__"));
    assertTrue(constant.out().contains("the text of the running script"), constant.out());
  }

  @Test
  void functionsThatNotEveryScriptHasSayWhereTheyAre() {
    CliRun run = CliRun.withInput("");
    assertEquals(0, run.run("functions", "include"));
    assertTrue(run.out().contains("only     in the shell with --allow-host"), run.out());
  }
}
