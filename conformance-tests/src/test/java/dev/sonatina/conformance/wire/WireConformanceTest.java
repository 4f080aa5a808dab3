package dev.sonatina.conformance.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.conformance.ProjectFiles;
import dev.sonatina.conformance.cases.CaseDirectory;
import dev.sonatina.conformance.cases.ListedDifferences;
import dev.sonatina.conformance.cases.Plans;
import dev.sonatina.conformance.cases.Tally;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recorded sessions of every client generation, each against a fresh server. */
class WireConformanceTest {

  private static final Path SESSIONS =
      ProjectFiles.root().resolve("net/src/test/resources/transcripts");

  @ParameterizedTest
  @EnumSource
  void everySessionIsAnsweredAsRecordedOrListedAsDifferent(Plans plans) throws IOException {
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    Tally tally =
        new Tally(
            new PrintStream(report, true, StandardCharsets.UTF_8), ListedDifferences.ofProject());
    WireSuite.againstFreshServers(plans).run(new CaseDirectory(SESSIONS), tally);
    assertTrue(tally.printSummary(), () -> report.toString(StandardCharsets.UTF_8));
  }
}
