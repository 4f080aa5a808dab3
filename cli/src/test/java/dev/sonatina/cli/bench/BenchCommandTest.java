package dev.sonatina.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.net.server.SonatinaServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchCommandTest {

  @TempDir private Path directory = Path.of("");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void scriptsOfADirectoryAreMeasuredBesideAnotherProgram() throws Exception {
    Files.writeString(directory.resolve("same.jx9"), "print 'print ', 1 + 1, ';';");
    // The "other interpreter" prints the script itself, so its answer differs.
    assertEquals(1, bench("jx9", "--warmup=0", "--scripts=" + directory, "--against=cat"));
    assertTrue(output().contains("same.jx9"), output());
    assertTrue(output().contains("different answer"), output());
  }

  @Test
  void scriptsAloneNeedNoOtherProgram() throws Exception {
    Files.writeString(directory.resolve("one.jx9"), "print 1;");
    assertEquals(0, bench("jx9", "--warmup=0", "--scripts=" + directory));
    assertEquals(2, output().lines().count(), output());
  }

  @Test
  void filtersAreMeasuredInEveryModeBesideAnotherProgram() throws Exception {
    // Prints every record, so it agrees with no filter.
    assertEquals(1, bench("filter", "--records=40", "--warm-up=0", "--against=cat"));
    for (String mode : List.of("cold", "scan", "scan x2", "columns", "other")) {
      assertEquals(
          6,
          output()
              .lines()
              .filter(line -> line.matches("[a-z ]{12} " + mode + " +[0-9.]+ .*"))
              .count());
    }
    assertTrue(output().contains("small records, 200: scan, ns a record"), output());
    assertTrue(output().contains("a loop that only reads, on two threads"), output());
  }

  @Test
  void aServerIsMeasuredInEveryOperationAndCleanedUp() throws Exception {
    try (SonatinaServer server = SonatinaServer.builder().dataDirectory(directory).start()) {
      assertEquals(
          0,
          bench(
              "server",
              "--address=" + server.address(),
              "--clients=2",
              "--in-flight=4",
              "--records=40",
              "--batch=5",
              "--warmup=4",
              "--sizes=100,5000"));
      assertEquals(List.of(), server.providers().get(0).databaseNames());
    }
    assertEquals(2 + 2 * 5, output().lines().count(), output());
    assertTrue(output().lines().skip(2).allMatch(line -> line.endsWith(" 0")), output());
  }

  @Test
  void anOverloadedServerIsComparedWithABusyOne() throws Exception {
    try (SonatinaServer server = SonatinaServer.builder().dataDirectory(directory).start()) {
      bench("overload", "--address=" + server.address(), "--seconds=0.1", "--times=1");
      assertEquals(List.of(), server.providers().get(0).databaseNames());
    }
    assertEquals(3 * 2, output().lines().count(), output());
    assertEquals(3, output().lines().filter(line -> line.endsWith(" 0 failed")).count(), output());
    assertEquals(2, bench("overload", "--times=0"));
  }

  @Test
  void aServerWithoutClientsIsNotMeasured() {
    assertEquals(2, bench("server", "--clients=0"));
    assertEquals(2, bench("server", "--in-flight=3"));
    assertEquals(2, bench("server", "--sizes=4"));
  }

  private int bench(String... arguments) {
    return new BenchCommand(new PrintStream(out, true, StandardCharsets.UTF_8))
        .commandLine()
        .execute(arguments);
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
