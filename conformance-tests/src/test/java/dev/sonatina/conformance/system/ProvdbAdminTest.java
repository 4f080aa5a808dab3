package dev.sonatina.conformance.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.conformance.ProjectFiles;
import dev.sonatina.net.client.SonataClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chimbuko's launch scripts find our server under the name and in the way of their own. */
@Tag("packaged")
class ProvdbAdminTest {

  /** What the scripts do before each run; they end when a command fails. */
  private static final String CLEANING = "set -e\nrm -f provdb.*.unqlite* provider.address*\n";

  private final Path directory;

  ProvdbAdminTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aRunLeavesFilesThatTheNextRunCanRemove() throws Exception {
    Path program = directory.resolve("provdb_admin");
    Files.createSymbolicLink(program, ProjectFiles.root().resolve("cli/bin/provdb_admin"));
    for (int run = 0; run < 2; run++) {
      assertEquals(0, sh(CLEANING).status(), "run " + run);
      store(program, true);
      assertEquals(0, sh(CLEANING).status(), "after a killed run");
      store(program, false);
      String record = "{\"rid\":7,\"__id\":0}\n";
      Commands commands = new Commands(directory);
      Commands.assertPrinted(
          record,
          commands.sonatina(
              "filter", "provdb.0.unqlite", "anomalies", "function($r) { return true; }"));
      assertEquals("0 0 1\nglobal 0 0\n", Files.readString(directory.resolve("provider.map")));
    }
  }

  private ChildProcess.Result sh(String script) {
    return ChildProcess.run(directory.toFile(), "", List.of("sh", "-c", script));
  }

  /** Stores a record in a new database and ends the server. */
  private void store(Path program, boolean isKilled) throws IOException, InterruptedException {
    Process server =
        new ProcessBuilder(
                program.toString(),
                "performance_analysis",
                "127.0.0.1:0",
                "-engine",
                "ofi+tcp;ofi_rxm",
                "-nshards",
                "1",
                "-db_write_dir",
                directory.toString(),
                "-db_commit_freq",
                "0",
                "-server_instance",
                "0",
                "1",
                "--warm-up",
                "0")
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = server.inputReader()) {
      String line = lines.readLine();
      assertTrue(line.startsWith("ProvDB Admin instance 0: provider is running on ofi+tcp;"), line);
      String address = Files.readString(directory.resolve("provider.address.0"));
      try (SonataClient client = SonataClient.connect(address)) {
        client.database(1, "provdb.0").collection("anomalies").store("{\"rid\":7}");
      }
      if (isKilled) {
        server.destroyForcibly();
      } else {
        server.destroy();
      }
      assertTrue(server.waitFor(60, TimeUnit.SECONDS), "still running");
      assertEquals(isKilled ? 128 + 9 : 0, server.exitValue());
    } finally {
      server.destroyForcibly();
    }
  }
}
