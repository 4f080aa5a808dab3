package dev.sonatina.jx9.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatPrinterTest {
  @ParameterizedTest
  @CsvSource({
    "1e15, 1e+15",
    "123456789012345.0, 123456789012345",
    "0.30000000000000004, 0.3",
    "0.3333333333333333, 0.333333333333333",
    "100000.5, 100000.5",
    "0.00001, 1e-05",
    "1e100, 1e+100",
    "5.3076561399523e-142, 5.3076561399523e-142",
    "-2.5, -2.5",
    "-0.0, 0",
    "4.9E-324, 4.94065645841247e-324",
    "NaN, 0",
    "Infinity, NaN",
    "-Infinity, NaN"
  })
  void printsWithTheOriginalsDigits(double value, String expected) {
    assertEquals(expected, FloatPrinter.print(value));
  }

  @Test
  void digitsBeyondTheSixteenthAreZero() {
    ByteBuilder out = new ByteBuilder();
    FloatPrinter.format(0.1, FloatPrinter.Form.FIXED, 20, 'e', false, 0, out);
    assertEquals("0.10000000000000000000", out.toString());
  }

  @Test
  void exponentFormAlwaysShowsTwoDigits() {
    ByteBuilder out = new ByteBuilder();
    FloatPrinter.format(12345.678, FloatPrinter.Form.EXPONENT, 3, 'E', false, '+', out);
    assertEquals("+1.235E+04", out.toString());
  }
}
