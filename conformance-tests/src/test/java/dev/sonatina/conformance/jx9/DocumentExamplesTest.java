package dev.sonatina.conformance.jx9;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The scripts in the documents about the language print what stands under them. */
class DocumentExamplesTest {

  @TestFactory
  Stream<DynamicTest> guide() throws IOException {
    return examples("query-lang/README.md", 60);
  }

  @TestFactory
  Stream<DynamicTest> quirks() throws IOException {
    return examples("query-lang/QUIRKS.md", 40);
  }

  private static Stream<DynamicTest> examples(String document, int countMin) throws IOException {
    List<ScriptExample> examples = ScriptExample.of(document);
    assertTrue(examples.size() >= countMin, () -> examples.size() + " in " + document);
    return examples.stream()
        .map(
            example ->
                dynamicTest(
                    "line " + example.line(),
                    () -> assertEquals(example.shown(), example.answer(), example::script)));
  }
}
