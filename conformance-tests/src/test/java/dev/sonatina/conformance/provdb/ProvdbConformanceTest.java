package dev.sonatina.conformance.provdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sonatina.conformance.cases.DatabaseSource;
import dev.sonatina.conformance.cases.Plans;
import dev.sonatina.engine.api.Database;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The recorded queries over the project's own data, embedded and through the server. */
class ProvdbConformanceTest {

  @TestFactory
  Stream<DynamicTest> embedded() throws IOException {
    return tests(DatabaseSource.embedded(Plans.USUAL));
  }

  @TestFactory
  Stream<DynamicTest> served() throws IOException {
    return tests(DatabaseSource.served(Plans.USUAL));
  }

  @Test
  void everyRecordedQueryIsThere() throws IOException {
    assertEquals(39, ProvdbSuite.ofSampleData().cases().size());
  }

  private static Stream<DynamicTest> tests(DatabaseSource source) throws IOException {
    ProvdbSuite suite = ProvdbSuite.ofSampleData();
    Database shared = suite.load(source.open());
    return suite.cases().stream()
        .map(
            each ->
                dynamicTest(
                    each.id(),
                    () -> assertEquals(Optional.empty(), suite.difference(each, source, shared))))
        .onClose(
            () -> {
              shared.close();
              source.close();
            });
  }
}
