package dev.sonatina.engine.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the collector itself does to columns when memory is short, in a process of its own. */
class ColumnsUnderPressureTest {

  @TempDir private Path directory = Path.of("");

  @Test
  void columnsGoWhenMemoryIsShortAndComeBackExact() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path", ""),
            ShortOfMemory.class.getName(),
            directory.resolve("db").toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertEquals(
        List.of(
            "columns [n, s]",
            "in memory true",
            "taken true",
            "in memory false",
            "exact true",
            "columns [n, s]",
            "exact true"),
        output.lines().toList());
  }
}
