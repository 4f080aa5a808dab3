package dev.sonatina.conformance.unqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.conformance.ProjectFiles;
import dev.sonatina.conformance.cases.CaseDirectory;
import dev.sonatina.conformance.cases.ListedDifferences;
import dev.sonatina.conformance.cases.Tally;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The files of the original that travel with the project. */
class UnqliteConformanceTest {

  static final Path SAMPLES = ProjectFiles.root().resolve("engine/src/test/resources/unqlite");

  @Test
  void everyFileHoldsWhatTheOriginalSeesInIt() throws IOException {
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    Tally tally =
        new Tally(
            new PrintStream(report, true, StandardCharsets.UTF_8), ListedDifferences.ofProject());
    new UnqliteSuite(new CaseDirectory(SAMPLES)).run(tally);
    assertTrue(tally.printSummary(), () -> report.toString(StandardCharsets.UTF_8));
    assertEquals(16, tally.passed());
  }
}
