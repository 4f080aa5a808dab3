package dev.sonatina.conformance.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Tally tally =
      new Tally(
          new PrintStream(bytes, true, StandardCharsets.UTF_8),
          ListedDifferences.of("| `json-0007` | control characters are escaped |\n"));

  @Test
  void failuresAreNamedAndCounted() {
    tally.count("op-0001", Optional.empty());
    tally.count("op-0002", Optional.of("expected 1, found 2"));
    assertFalse(tally.printSummary());
    assertEquals("FAILED op-0002\n       expected 1, found 2\n1 passed, 1 failed\n", printed());
  }

  @Test
  void listedDifferenceMustDiffer() {
    tally.count("json-0007", Optional.of("expected \\n"));
    assertTrue(tally.printSummary());
    assertEquals("1 answered differently on purpose\n0 passed, 0 failed\n", printed());
    tally.count("json-0007", Optional.empty());
    assertFalse(tally.printSummary());
  }

  @Test
  void nothingToRunIsNoSuccess() {
    tally.countInformational(Optional.of("differs"));
    assertFalse(tally.printSummary());
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
