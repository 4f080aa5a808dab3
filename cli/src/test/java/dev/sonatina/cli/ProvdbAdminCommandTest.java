package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code provdb-admin} refuses, or has nothing to do for, before it listens. */
class ProvdbAdminCommandTest {

  @TempDir private Path directory = Path.of("");

  private static CliRun run(String... arguments) {
    CliRun run = CliRun.withInput("");
    String[] all =
        Stream.concat(Stream.of("provdb-admin"), Arrays.stream(arguments)).toArray(String[]::new);
    run.exitCode = run.run(all);
    return run;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "| HOST:PORT",
        "visualisation 127.0.0.1:0 | module: visualisation (expected: performance_analysis)",
        "127.0.0.1:0 -autoshutdown maybe | expected: true, false, 1 or 0",
        "127.0.0.1:0 -nshards 0 | number of shards: 0",
        "127.0.0.1:0 -server_instance 2 2 | server instance: 2 (expected: 0 to 1)",
        "127.0.0.1:0 -server_instance 1 | -server_instance",
        "127.0.0.1:0 -db_commit_freq -1 | -db_commit_freq: -1",
        "127.0.0.1:0 -db_in_mem 1 -db_type jsoncpp | -db_in_mem: only with -db_type unqlite",
        "mlx5_0/ib0:5000 -engine verbs | expected: ofi+tcp",
        "127.0.0.1:0 -engine na+sm | shared memory",
        "127.0.0.1:0 --allow-from 1.2.3.4/99 | allowed peer: 1.2.3.4/99",
        "127.0.0.1:0 -db_writedir x | -db_writedir",
      })
  void wrongUseIsNamed(String arguments, String text) {
    CliRun run = run(arguments == null ? new String[0] : arguments.split(" ", -1));
    assertEquals(2, run.exitCode, run::err);
    assertTrue(run.err().contains(text), run::err);
    assertEquals("", run.out());
  }

  @Test
  void configurationsThatCannotBeReadAreNamed() throws IOException {
    for (String json : new String[] {"[]", "{", ""}) {
      Path file = Files.writeString(directory.resolve("base.json"), json);
      CliRun run = run("127.0.0.1:0", "-db_base_config", file.toString());
      assertEquals(4, run.exitCode, run::err);
      assertTrue(run.err().contains(file + ": "), run::err);
    }
    String missing = directory.resolve("no").toString();
    CliRun run = run("127.0.0.1:0", "-db_base_config", missing);
    assertEquals(4, run.exitCode, run::err);
    assertTrue(run.err().contains(missing + ": no such file"), run::err);
  }

  @Test
  void anInstanceWithoutShardsEndsAtOnce() {
    CliRun run = run("performance_analysis", "127.0.0.1:0", "-server_instance", "1", "2");
    assertEquals(0, run.exitCode, run::err);
    assertTrue(run.out().contains("instance 1"), run::out);
  }
}
