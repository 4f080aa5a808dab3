package dev.sonatina.jx9.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumberReaderTest {
  private static StringValue text(String text) {
    return StringValue.of(text);
  }

  @Test
  void intConversionReadsFourBases() {
    assertEquals(12, text("12.9").toInt());
    assertEquals(26, text("0x1A").toInt());
    assertEquals(5, text("0b101").toInt());
    assertEquals(8, text("010").toInt());
    assertEquals(-10, text("-010").toInt());
    assertEquals(10, text(" 010").toInt());
    assertEquals(0, text("0x").toInt());
    assertEquals(-1, text("0xFFFFFFFFFFFFFFFF").toInt());
    assertEquals(0x1FFFFFFFFFFFFFFFL, text("0x1FFFFFFFFFFFFFFFFF").toInt());
    assertEquals(0, text("08").toInt());
  }

  @Test
  void tooLongDecimalsKeepEighteenDigits() {
    assertEquals(Long.MAX_VALUE, text("9223372036854775807").toInt());
    assertEquals(922337203685477580L, text("9223372036854775808").toInt());
    assertEquals(Long.MIN_VALUE, text("-9223372036854775808").toInt());
    assertEquals(1234567890123456789L, text("12345678901234567890123").toInt());
  }

  @Test
  void numericConversionTellsFloatsByPointOrExponent() {
    assertEquals("12", text("12abc").toNumber().toString());
    assertEquals("1.5", text("1.5x").toNumber().toString());
    assertEquals(ValueType.FLOAT, text("1e3").toNumber().type());
    assertEquals(ValueType.INT, text(".5").toNumber().type());
    assertEquals("0", text("abc").toNumber().toString());
    assertEquals("8", text("010").toNumber().toString());
  }

  @Test
  void floatsKeepFifteenDigits() {
    assertEquals(123456789012345.0, text("1234567890123456789.0").toFloat());
    assertEquals(1e14, text("100000000000000000000").toFloat());
    assertEquals(1.5, text("1,5").toFloat());
    assertEquals(0.5, text(".5").toFloat());
    assertEquals(0, text("0x1A").toFloat());
    assertEquals(-1500, text(" -1.5e3 ").toFloat());
  }

  @Test
  void truthOfStrings() {
    assertEquals(false, text("").toBool());
    assertEquals(false, text("000").toBool());
    assertEquals(false, text("FaLsE").toBool());
    assertEquals(true, text("0.0").toBool());
    assertEquals(true, text(" ").toBool());
  }
}
