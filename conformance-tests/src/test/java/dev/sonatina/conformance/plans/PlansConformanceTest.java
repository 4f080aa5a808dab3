package dev.sonatina.conformance.plans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonatina.conformance.ProjectFiles;
import dev.sonatina.conformance.cases.CaseDirectory;
import dev.sonatina.conformance.cases.ListedDifferences;
import dev.sonatina.conformance.cases.Plans;
import dev.sonatina.conformance.cases.Tally;
import dev.sonatina.conformance.datasets.DatasetSuite;
import dev.sonatina.conformance.jx9.Jx9Suite;
import dev.sonatina.conformance.provdb.ProvdbSuite;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Records;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recorded answers with columns and threads wherever they can be, and with none. */
class PlansConformanceTest {

  private final CaseDirectory corpus =
      new CaseDirectory(ProjectFiles.root().resolve("query-lang/src/test/resources/corpus"));
  private final ByteArrayOutputStream report = new ByteArrayOutputStream();

  PlansConformanceTest() throws IOException {}

  private Tally tally() throws IOException {
    return new Tally(
        new PrintStream(report, true, StandardCharsets.UTF_8), ListedDifferences.ofProject());
  }

  private void assertPassed(Tally tally) {
    assertTrue(tally.printSummary(), () -> report.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource(names = {"FORCED", "OFF"})
  void provenanceQueriesAreAnsweredAsRecorded(Plans plans) throws IOException {
    Tally tally = tally();
    ProvdbSuite.ofSampleData().run(tally, plans);
    assertPassed(tally);
  }

  @ParameterizedTest
  @EnumSource(names = {"FORCED", "OFF"})
  void questionsAboutDataSetsAreAnswered(Plans plans) throws IOException {
    Tally tally = tally();
    DatasetSuite.ofSampleData().run(tally, plans);
    assertPassed(tally);
  }

  /** Scripts fetch without columns; so the functions of the corpus are run as filters as well. */
  @ParameterizedTest
  @EnumSource
  void functionsOfTheCorpusSelectTheSameAsFilters(Plans plans) throws IOException {
    JsonNode fixtures = Jx9Suite.fixtures(corpus);
    Path file = Objects.requireNonNull(corpus.files(".jsonl").get("prov-filter"));
    int count = 0;
    int usingColumns = 0;
    for (JsonNode definition : CaseDirectory.parsedLines(file)) {
      Optional<RecordedFilter> filter = RecordedFilter.of(definition);
      if (filter.isPresent()) {
        count++;
        usingColumns += compare(filter.get(), fixtures, plans) ? 1 : 0;
      }
    }
    assertTrue(count >= 150, "only " + count + " filters");
    assertEquals(plans == Plans.OFF, usingColumns == 0, usingColumns + " used columns");
  }

  /** Whether the filter used columns when it ran for the second time. */
  private static boolean compare(RecordedFilter filter, JsonNode fixtures, Plans plans) {
    List<String> records = new ArrayList<>();
    fixtures.path(filter.records()).forEach(record -> records.add(record.toString()));
    try (Database database = Sonatina.inMemory(plans.options())) {
      Collection anomalies = database.createCollection("anomalies");
      anomalies.storeAll(records);
      boolean usedColumns = false;
      for (int run = 1; run <= 2; run++) {
        List<Long> ids = new ArrayList<>();
        try (Records found = anomalies.filter(filter.function())) {
          found.forEach(record -> ids.add(record.id()));
          usedColumns = !found.explanation().columns().isEmpty();
        }
        assertEquals(filter.ids(), ids, filter.id());
      }
      return usedColumns;
    }
  }
}
