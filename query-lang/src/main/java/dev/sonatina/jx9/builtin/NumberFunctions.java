package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.Comparison;
import dev.sonatina.jx9.value.FloatPrinter;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;

/** Rounding, number bases and extremes. */
final class NumberFunctions {
  private static final int ROUND_PLACES_MAX = 30;

  private NumberFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("numbers")
        .function(
            "round(x [, n])",
            "x rounded half away from zero to n (0) decimals; an int if that is whole.",
            "round(1.955, 2)",
            "1.96",
            NumberFunctions::round)
        .function(
            "dechex(n)",
            "The low 32 bits of n in hexadecimal.",
            "dechex(255)",
            "ff",
            (context, arguments) -> inBase(arguments, 16))
        .function(
            "decoct(n)",
            "The low 32 bits of n in octal.",
            "decoct(8)",
            "10",
            (context, arguments) -> inBase(arguments, 8))
        .function(
            "decbin(n)",
            "The low 32 bits of n in binary.",
            "decbin(5)",
            "101",
            (context, arguments) -> inBase(arguments, 2))
        .function(
            "hexdec(s)",
            "The number that the first hexadecimal digits of a string stand for; other values as ints.",
            "hexdec(\"#ff\")",
            "255",
            NumberFunctions::fromHexadecimal)
        .function(
            "bindec(s)",
            "The number that binary digits stand for; other values as ints.",
            "bindec(\"101\")",
            "5",
            (context, arguments) -> fromBase(arguments, 2))
        .function(
            "octdec(s)",
            "The number that octal digits stand for; other values as ints.",
            "octdec(\"17\")",
            "15",
            (context, arguments) -> fromBase(arguments, 8))
        .function(
            "base_convert(x, from, to)",
            "x, a string in base from or an int, in base to; bases other than 2, 8 and 16 count as 10.",
            "base_convert(\"ff\", 16, 2)",
            "11111111",
            NumberFunctions::convert)
        .function(
            "size_format(n)",
            "A number of bytes with one decimal and a unit.",
            "size_format(1536)",
            "1.5 KB",
            NumberFunctions::sizeFormat)
        .function(
            "max(x, …)",
            "The greatest argument, or the greatest value of one array, by the loose >; null if there is none.",
            "max(3, 10, 7)",
            "10",
            (context, arguments) -> extreme(context, arguments, 1))
        .function(
            "min(x, …)",
            "The least argument, or the least value of one array, by the loose <; null if there is none.",
            "min(3, 10, 7)",
            "3",
            (context, arguments) -> extreme(context, arguments, -1));
  }

  private static Value round(CallContext context, Value[] arguments) {
    if (arguments.length == 0) {
      return IntValue.ZERO;
    }
    int places = Math.min(Math.max(Arguments.int32(arguments, 1, 0), 0), ROUND_PLACES_MAX);
    double value = arguments[0].toFloat();
    if (places == 0 && Math.abs(value) < (double) Long.MAX_VALUE) {
      double half = value < 0 ? -(double) (long) (-value + 0.5) : (double) (long) (value + 0.5);
      return FloatValue.reduce(half);
    }
    // The original prints the number and reads it again, which loses digits.
    ByteBuilder text = new ByteBuilder(48);
    FloatPrinter.format(
        value, FloatPrinter.Form.FIXED, places, 'e', false, value < 0 ? '-' : 0, text);
    StringValue printed = text.finish();
    return FloatValue.reduce(NumberReader.toFloat(printed.array(), printed.length()));
  }

  private static Value inBase(Value[] arguments, int base) {
    if (arguments.length == 0) {
      return NullValue.NULL;
    }
    long low = Arguments.int32(arguments, 0, 0) & 0xFFFFFFFFL;
    return StringValue.of(Long.toString(low, base));
  }

  private static Value fromHexadecimal(CallContext context, Value[] arguments) {
    StringValue text = Arguments.string(arguments, 0);
    if (text == null) {
      return IntValue.of(arguments.length == 0 ? -1 : arguments[0].toInt());
    }
    Arguments.scan(context, text.length());
    int at = 0;
    while (at < text.length() && NumberReader.hexDigit(text.byteAt(at)) < 0) {
      context.meter().checkpoint(at++);
    }
    StringValue digits = text.substring(at, text.length());
    return IntValue.of(NumberReader.hexadecimal(digits.array(), digits.length()));
  }

  private static Value fromBase(Value[] arguments, int base) {
    StringValue text = Arguments.string(arguments, 0);
    if (text == null) {
      return IntValue.of(arguments.length == 0 ? -1 : arguments[0].toInt());
    }
    return IntValue.of(read(text, base));
  }

  private static long read(StringValue text, int base) {
    return switch (base) {
      case 16 -> NumberReader.hexadecimal(text.array(), text.length());
      case 8 -> NumberReader.octal(text.array(), text.length());
      case 2 -> NumberReader.binary(text.array(), text.length());
      default -> NumberReader.decimal(text.array(), text.length());
    };
  }

  private static Value convert(CallContext context, Value[] arguments) {
    if (arguments.length < 3) {
      return StringValue.EMPTY;
    }
    StringValue text = Arguments.string(arguments, 0);
    if (text != null && text.isEmpty()) {
      return StringValue.EMPTY;
    }
    long number =
        text == null ? arguments[0].toInt() : read(text, Arguments.int32(arguments, 1, 10));
    // Only base 10 shows a sign, and the smallest number counts as one more.
    long magnitude = Math.abs(Math.max(number, -Long.MAX_VALUE));
    return switch (Arguments.int32(arguments, 2, 10)) {
      case 16 -> StringValue.of(Long.toHexString(magnitude));
      case 8 -> StringValue.of(Long.toOctalString(magnitude));
      case 2 -> StringValue.of(Long.toBinaryString(magnitude));
      default -> StringValue.of(IntValue.of(number).toStringValue().toString());
    };
  }

  private static Value sizeFormat(CallContext context, Value[] arguments) {
    if (arguments.length == 0) {
      return StringValue.EMPTY;
    }
    long size = arguments[0].toInt();
    if (size < 100) {
      return StringValue.of("0.1 KB");
    }
    int unit = -1;
    int rest;
    do {
      rest = (int) (size & 1023);
      size >>= 10;
      unit++;
    } while (size > 1023);
    int tenths = Math.min(rest / 100, 9);
    if (size > 999) {
      unit++;
      tenths = 9;
      size = 0;
    }
    return StringValue.of(size + "." + tenths + " " + "KMGTPEZ".charAt(unit) + "B");
  }

  /** The original writes max and min in Jx9, so each takes a frame, and that it may not get. */
  private static Value extreme(CallContext context, Value[] arguments, int direction) {
    if (!context.enterFrame()) {
      return NullValue.NULL;
    }
    try {
      return extremeOf(context, arguments, direction);
    } finally {
      context.leaveFrame();
    }
  }

  private static Value extremeOf(CallContext context, Value[] arguments, int direction) {
    MapValue map = Arguments.map(arguments, 0);
    if (arguments.length != 1 || map == null) {
      return extreme(context, direction, arguments, false);
    }
    return extreme(context, direction, map.values(), true);
  }

  /**
   * The extreme of {@code values}; a false after the first, which next() gives at the end of an
   * array, ends the search.
   */
  private static Value extreme(
      CallContext context, int direction, Value[] values, boolean stopsAtFalse) {
    if (values.length == 0) {
      return NullValue.NULL;
    }
    Value best = values[0];
    for (int i = 1; i < values.length; i++) {
      if (stopsAtFalse && isFalse(values[i])) {
        break;
      }
      context.meter().step(1);
      int order = Comparison.compare(values[i], best, false, context.meter());
      if (direction > 0 ? order > 0 : order < 0) {
        best = values[i];
      }
    }
    return best;
  }

  private static boolean isFalse(Value value) {
    return value.type() == ValueType.BOOL && !value.toBool();
  }
}
