package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;

/** The printf family. */
final class PrintfFunctions {
  private PrintfFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("printf")
        .function(
            "sprintf(format, …)",
            "The format with %[n$][flags][width][.precision]type replaced by the arguments; types d u x X o b c s e E f F g G %.",
            "sprintf(\"%05.1f|%-4s|%x\", 3.14159, \"ab\", 255)",
            "003.1|ab  |ff",
            (context, arguments) -> result(arguments, format(context, arguments)))
        .function(
            "printf(format, …)",
            "As sprintf, printed; gives the number of bytes.",
            "printf(\"%d items\", 3);",
            "3 items",
            (context, arguments) -> print(context, format(context, arguments)))
        .function(
            "vsprintf(format, array)",
            "As sprintf with the values of an array, which are converted in the array itself.",
            "$a = [7, 8]; print vsprintf(\"%s-%d\", $a);",
            "7-8",
            (context, arguments) ->
                Arguments.map(arguments, 1) == null
                    ? StringValue.EMPTY
                    : result(arguments, formatMap(context, arguments)))
        .function(
            "vprintf(format, array)",
            "As vsprintf, printed; gives the number of bytes.",
            "$a = [7]; vprintf(\"<%s>\", $a);",
            "<7>",
            (context, arguments) -> print(context, formatMap(context, arguments)));
  }

  /** A format that writes nothing, such as {@code %.0s}, gives null; an empty one "". */
  private static Value result(Value[] arguments, StringValue text) {
    StringValue format = Arguments.string(arguments, 0);
    boolean isNull = text.isEmpty() && format != null && !format.isEmpty();
    return isNull ? NullValue.NULL : text;
  }

  private static Value print(CallContext context, StringValue text) {
    context.print(text);
    return IntValue.of(text.length());
  }

  static StringValue format(CallContext context, Value[] arguments) {
    StringValue format = Arguments.string(arguments, 0);
    if (format == null) {
      return StringValue.EMPTY;
    }
    // An argument stays in the form it was last converted to, which shows if a format names it
    // again.
    PrintfFormat.Source source =
        new PrintfFormat.Source() {
          @Override
          public int count() {
            return arguments.length;
          }

          @Override
          public long intAt(int index) {
            arguments[index] = IntValue.of(arguments[index].toInt());
            return arguments[index].toInt();
          }

          @Override
          public double floatAt(int index) {
            arguments[index] = FloatValue.of(arguments[index].toFloat());
            return arguments[index].toFloat();
          }

          @Override
          public StringValue textAt(int index) {
            StringValue text = Arguments.text(context, arguments, index);
            arguments[index] = text;
            return text;
          }
        };
    return PrintfFormat.print(context, format, source, 1);
  }

  static StringValue formatMap(CallContext context, Value[] arguments) {
    StringValue format = Arguments.string(arguments, 0);
    MapValue map = Arguments.map(arguments, 1);
    if (format == null || map == null) {
      return StringValue.EMPTY;
    }
    return PrintfFormat.print(context, format, new MapSource(context, map), 0);
  }

  /** The values of a map, which are converted in place, as in the original. */
  private record MapSource(CallContext context, MapValue map) implements PrintfFormat.Source {
    @Override
    public int count() {
      return map.firstPosition() == MapValue.NONE ? 0 : map.size();
    }

    @Override
    public long intAt(int index) {
      long value = map.valueAt(index).toInt();
      map.setValueAt(index, IntValue.of(value));
      return value;
    }

    @Override
    public double floatAt(int index) {
      double value = map.valueAt(index).toFloat();
      map.setValueAt(index, FloatValue.of(value));
      return value;
    }

    @Override
    public StringValue textAt(int index) {
      StringValue text = map.valueAt(index).toStringValue(context.meter());
      map.setValueAt(index, text);
      return text;
    }
  }
}
