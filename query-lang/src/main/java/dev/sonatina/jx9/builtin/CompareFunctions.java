package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;

/** Comparing strings. */
final class CompareFunctions {
  private CompareFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("compare")
        .function(
            "strcmp(a, b)",
            "0 if a and b are equal up to a zero byte, else the difference of the first bytes that differ; -1 or 1 if one is"
                + " empty.",
            "strcmp(\"a\", \"c\")",
            "-2",
            (context, arguments) -> compare(context, arguments, false))
        .alias("strcoll", "strcmp")
        .function(
            "strcasecmp(a, b)",
            "As strcmp, ignoring the case of ASCII letters.",
            "strcasecmp(\"AB\", \"ab\")",
            "0",
            (context, arguments) -> compare(context, arguments, true))
        .function(
            "strncmp(a, b, n)",
            "As strcmp over the first n bytes; -1 if n is negative.",
            "strncmp(\"abc\", \"abd\", 2)",
            "0",
            (context, arguments) -> compareStart(context, arguments, false))
        .function(
            "strncasecmp(a, b, n)",
            "As strncmp, ignoring the case of ASCII letters.",
            "strncasecmp(\"ABC\", \"abd\", 2)",
            "0",
            (context, arguments) -> compareStart(context, arguments, true))
        .function(
            "substr_compare(a, b, offset [, length [, ignoreCase]])",
            "Compares a from offset on with b over length bytes, as strcmp does; false if the offset is outside a or b is"
                + " longer than a.",
            "substr_compare(\"Hello\", \"LL\", 2, 2, true)",
            "0",
            CompareFunctions::comparePart);
  }

  private static Value compare(CallContext context, Value[] arguments, boolean ignoresCase) {
    if (arguments.length < 2) {
      return IntValue.of(arguments.length);
    }
    StringValue a = Arguments.text(context, arguments, 0);
    StringValue b = Arguments.text(context, arguments, 1);
    Arguments.scan(context, a.length());
    return IntValue.of(difference(context, a, 0, b, Integer.MAX_VALUE, ignoresCase));
  }

  private static Value compareStart(CallContext context, Value[] arguments, boolean ignoresCase) {
    if (arguments.length < 3) {
      return compare(context, arguments, ignoresCase);
    }
    int length = Arguments.int32(arguments, 2, 0);
    if (length < 0) {
      return IntValue.of(-1);
    }
    StringValue a = Arguments.text(context, arguments, 0);
    StringValue b = Arguments.text(context, arguments, 1);
    Arguments.scan(context, a.length());
    return IntValue.of(difference(context, a, 0, b, length, ignoresCase));
  }

  private static Value comparePart(CallContext context, Value[] arguments) {
    if (arguments.length < 3) {
      return BoolValue.FALSE;
    }
    StringValue a = Arguments.text(context, arguments, 0);
    StringValue b = Arguments.text(context, arguments, 1);
    long offset = Arguments.int32(arguments, 2, 0);
    if (offset < 0) {
      offset += a.length();
    }
    if (b.isEmpty() || b.length() > a.length() || offset < 0 || offset >= a.length()) {
      return BoolValue.FALSE;
    }
    int from = (int) offset;
    int length = Arguments.int32(arguments, 3, a.length() - from);
    if (length < 1) {
      return IntValue.ONE;
    }
    Arguments.scan(context, a.length() - from);
    int count = Math.min(length, a.length() - from);
    return IntValue.of(difference(context, a, from, b, count, Arguments.flag(arguments, 4)));
  }

  /**
   * The difference of the first bytes that differ among {@code count}; the end of a string counts
   * as a zero byte.
   */
  private static int difference(
      CallContext context, StringValue a, int from, StringValue b, int count, boolean ignoresCase) {
    if (at(a, from) == 0 || at(b, 0) == 0) {
      return Integer.compare(at(a, from) == 0 ? 0 : 1, at(b, 0) == 0 ? 0 : 1);
    }
    for (int i = 0; i < count; i++) {
      context.meter().checkpoint(i);
      byte x = at(a, (long) from + i);
      byte y = at(b, i);
      if (ignoresCase) {
        x = ByteSearch.lower(x);
        y = ByteSearch.lower(y);
      }
      if (x == 0 || y == 0 || x != y) {
        return (x & 0xFF) - (y & 0xFF);
      }
    }
    return 0;
  }

  private static byte at(StringValue text, long index) {
    return index < text.length() ? text.byteAt((int) index) : 0;
  }
}
