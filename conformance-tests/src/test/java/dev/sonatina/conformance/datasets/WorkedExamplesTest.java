package dev.sonatina.conformance.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sonatina.cli.sample.SampleData;
import dev.sonatina.conformance.cases.DatabaseSource;
import dev.sonatina.conformance.cases.Plans;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The scripts that the project carries answer the questions about its data sets. */
class WorkedExamplesTest {

  private static final String COMMON_PART_START = "// ---- Lineage: this part is the same";
  private static final String COMMON_PART_END = "// ---- end of the common part";

  @TestFactory
  Stream<DynamicTest> everyQuestionIsAnswered() throws IOException {
    DatabaseSource source = DatabaseSource.embedded(Plans.USUAL);
    return DatasetSuite.ofSampleData().datasets().stream()
        .flatMap(
            dataset ->
                dataset.questions().stream()
                    .map(
                        question ->
                            dynamicTest(
                                question.id(),
                                () ->
                                    assertEquals(
                                        Optional.empty(), dataset.problem(question, source)))))
        .onClose(source::close);
  }

  @Test
  void noQuestionIsMissing() throws IOException {
    List<Integer> counts =
        DatasetSuite.ofSampleData().datasets().stream()
            .map(dataset -> dataset.questions().size())
            .toList();

    assertEquals(List.of(12, 12, 12), counts);
  }

  @Test
  void theLineageExamplesShareTheirCommonPart() throws IOException {
    Set<String> parts = new HashSet<>();
    for (String name : new String[] {"up-report", "down-first-hit", "down-limit", "error-origin"}) {
      try (InputStream text = SampleData.TAVERNA.openResource("taverna-" + name + ".jx9")) {
        String script = new String(text.readAllBytes(), StandardCharsets.UTF_8);
        parts.add(
            script.substring(script.indexOf(COMMON_PART_START), script.indexOf(COMMON_PART_END)));
      }
    }
    assertEquals(1, parts.size());
  }
}
