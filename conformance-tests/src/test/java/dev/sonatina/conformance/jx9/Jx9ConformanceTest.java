package dev.sonatina.conformance.jx9;

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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The corpus of the language, whole, and the recorded answers of the builtins: several thousand
 * scripts.
 */
class Jx9ConformanceTest {

  /** No answer may depend on when it was recorded. */
  private static final Clock NOT_THEN =
      Clock.fixed(Instant.parse("2031-07-04T05:16:27Z"), ZoneOffset.UTC);

  private static final Path RECORDED = ProjectFiles.root().resolve("query-lang/src/test/resources");

  @ParameterizedTest
  @EnumSource
  void everyScriptIsAnsweredAsByTheOriginalOrListedAsDifferent(Plans plans) throws IOException {
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    Tally tally =
        new Tally(
            new PrintStream(report, true, StandardCharsets.UTF_8), ListedDifferences.ofProject());
    for (String directory : List.of("corpus", "builtins")) {
      new Jx9Suite(new CaseDirectory(RECORDED.resolve(directory))).run(tally, plans, NOT_THEN);
    }
    assertTrue(tally.printSummary(), () -> report.toString(StandardCharsets.UTF_8));
  }
}
