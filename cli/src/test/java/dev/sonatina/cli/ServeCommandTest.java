package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code serve} refuses before it listens. */
class ServeCommandTest {

  @TempDir private Path directory = Path.of("");

  private static void assertRefused(int exitCode, String text, String... arguments) {
    CliRun run = CliRun.withInput("");
    assertEquals(exitCode, run.run(arguments), run::err);
    assertTrue(run.err().contains(text), run::err);
    assertEquals("", run.out());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "na+sm | shared memory",
        "verbs://10.0.0.1 | one of the transports",
        "ofi+tcp://127.0.0.1:65536 | a port from 0 to 65535",
        "ofi+tcp://[::1]:5000 | expected: ofi+tcp",
        "127.0.0.1:5000 | expected: ofi+tcp",
      })
  void addressesOfAnotherForm(String address, String text) {
    assertRefused(2, text, "serve", "-a", address);
  }

  @Test
  void wrongUse() {
    assertRefused(2, "--address", "serve");
    assertRefused(2, "providers: 0", "serve", "-a", "ofi+tcp", "-n", "0");
    assertRefused(2, "--verbose", "serve", "-a", "ofi+tcp", "-v", "loud");
    assertRefused(2, "--json-numbering", "serve", "-a", "ofi+tcp", "--json-numbering", "x");
  }

  @Test
  void allowedAddressesOfAnotherForm() {
    for (String text : new String[] {"10.0.0.0/33", "10.0.0.0/", "a b", "10.0.0.1,x y"}) {
      assertRefused(2, "allowed peer: ", "serve", "-a", "ofi+tcp", "--allow-from", text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | Could not parse JSON configuration for provider: [json.exception.parse_error.101]",
        "{\"databases\":5} | \"databases\" field in JSON configuration should be an array",
        "{\"databases\":[{\"name\":\"a\",\"type\":\"null\"}]} | \"mode\" field missing",
        "{\"providers\":[{\"type\":\"yokan\"}]} | provider type: yokan",
      })
  void configurationsWithMistakesAreNamed(String json, String text) throws IOException {
    String file = file("config.json", json);
    assertRefused(4, file + ": " + text, "serve", "-a", "ofi+tcp", "--config", file);
  }

  @Test
  void filesThatAreNotThere() throws IOException {
    String missing = directory.resolve("no").toString();
    assertRefused(4, missing + ": no such file", "serve", "-a", "ofi+tcp", "--config", missing);
    assertRefused(4, missing + ": no such file", "serve", "-a", "ofi+tcp", "-c", missing);
    assertRefused(4, missing + ": no such file", "serve", "-a", "ofi+tcp", "--token-file", missing);
    assertRefused(
        4, "no such directory", "serve", "-a", "ofi+tcp", "--ready-file", missing + "/file");
    String empty = file("token", "\n");
    assertRefused(4, "no token", "serve", "-a", "ofi+tcp", "--token-file", empty);
    String margo = file("margo.json", "{");
    assertRefused(4, margo + ": [json.exception", "serve", "-a", "ofi+tcp", "-p", "-c", margo);
  }

  @Test
  void aFileOfAnotherServerIsGoneBeforeThisOneFails() throws IOException {
    String ready = file("ready", "ofi+tcp://127.0.0.1:1");
    String config =
        file("c", "{\"databases\":[{\"name\":\"a\",\"type\":\"no\",\"mode\":\"create\"}]}");
    assertRefused(
        4,
        "Unknown database type no",
        "serve",
        "-a",
        "ofi+tcp",
        "--ready-file",
        ready,
        "--config",
        config,
        "--data-dir",
        directory.toString());
    assertTrue(Files.notExists(Path.of(ready)));
  }
}
