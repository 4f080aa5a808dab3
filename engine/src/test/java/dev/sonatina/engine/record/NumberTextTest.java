package dev.sonatina.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How numbers stand in JSON text. */
class NumberTextTest {

  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0",
    "-0.0, -0.0",
    "1.0, 1.0",
    "0.1, 0.1",
    "-2.5, -2.5",
    "100.0, 100.0",
    "1234567.875, 1234567.875",
    "1e7, 10000000.0",
    "1.5e10, 15000000000.0",
    "123456789012345680, 1.2345678901234568e+17",
    "1e20, 1e+20",
    "1e21, 1e+21",
    "1.25e300, 1.25e+300",
    "0.001, 0.001",
    "0.0001, 0.0001",
    "1.5e-6, 1.5e-06",
    "1e-7, 1e-07",
    "-1.25e-10, -1.25e-10",
    "1e100, 1e+100",
    "NaN, null",
    "Infinity, null"
  })
  void doubles(double value, String text) {
    byte[] out = new byte[NumberText.LENGTH_MAX];
    assertEquals(text, string(out, NumberText.write(value, out, 0)));
  }

  @Test
  void intsAtTheEdges() {
    byte[] out = new byte[NumberText.LENGTH_MAX];
    for (long value : new long[] {0, 9, 10, -1, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertEquals(Long.toString(value), string(out, NumberText.write(value, out, 0)));
    }
    for (long bits : new long[] {0, 7, Long.MIN_VALUE, -1, -10}) {
      assertEquals(
          Long.toUnsignedString(bits), string(out, NumberText.writeUnsigned(bits, out, 0)));
    }
  }

  private static String string(byte[] out, int end) {
    return new String(out, 0, end, StandardCharsets.US_ASCII);
  }
}
