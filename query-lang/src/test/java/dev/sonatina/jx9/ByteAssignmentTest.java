package dev.sonatina.jx9;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The index of a byte to replace is not converted: the low 32 bits of what its number slot holds
 * count, which are those of the floating-point form if it is a float.
 */
class ByteAssignmentTest {

  @ParameterizedTest
  @CsvSource({
    "1, hXllo",
    "true, hXllo",
    "null, Xello",
    "'\"2\"', Xello",
    "2.0, Xello",
    "1.5, Xello",
    "1 + 0.5 + 0.5, heXlo",
    "0.1, helloX",
    "1e300, helloX",
    "4294967297, hXllo",
    "-1, helloX"
  })
  void onlyIntsAreIndexes(String index, String expected) {
    ScriptRun run =
        Jx9.builder()
            .build()
            .compile("$s = 'hello'; $i = " + index + "; $s[$i] = 'X'; print $s;")
            .newRun(RunOptions.defaults());
    run.execute();
    assertEquals(expected, new String(run.output(), StandardCharsets.UTF_8));
  }
}
