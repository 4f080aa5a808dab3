package dev.sonatina.jx9.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class StringValueTest {
  @Test
  void appendingToTheSameStringTwiceGivesTwoStrings() {
    StringValue base = StringValue.of("ab").append(StringValue.of("c"));
    StringValue first = base.append(StringValue.of("x"));
    StringValue second = base.append(StringValue.of("y"));
    assertEquals("abc", base.toString());
    assertEquals("abcx", first.toString());
    assertEquals("abcy", second.toString());
    assertSame(base.array(), first.array());
  }

  @Test
  void convertedNumbersAreRemembered() {
    assertEquals(10, IntValue.of(10).toStringValue().intPayload());
    assertEquals(10, IntValue.of(10).toStringValue().append(StringValue.of("x")).intPayload());
    assertEquals(1, BoolValue.TRUE.toStringValue().intPayload());
    assertEquals(0, StringValue.of("10").intPayload());
  }

  @Test
  void theSmallestIntPrintsAsItsNeighbour() {
    assertEquals("-9223372036854775807", IntValue.of(Long.MIN_VALUE).toStringValue().toString());
  }

  @Test
  void comparisonIsUnsignedAndThenByLength() {
    assertEquals(1, Integer.signum(StringValue.ofByte(0xFF).compareTo(StringValue.of("a"))));
    assertEquals(-1, Integer.signum(StringValue.of("a").compareTo(StringValue.of("ab"))));
    assertNotEquals(StringValue.of("a"), StringValue.of("b"));
  }

  @Test
  void builderAgreesWithStringsOfNumbers() {
    for (long value :
        new long[] {0, 9, 10, -1, 999, 1000, Long.MAX_VALUE, Long.MIN_VALUE, -123456789012345L}) {
      assertEquals(
          IntValue.of(value).toStringValue(), new ByteBuilder(1).appendInt(value).toStringValue());
    }
  }
}
