package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.NativeFunction;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.function.Consumer;

/** The cursor that each map carries, and that foreach uses, too. */
final class CursorFunctions {
  private static final StringValue ONE = StringValue.of("1");
  private static final StringValue VALUE = StringValue.of("value");
  private static final StringValue KEY = StringValue.of("key");

  private CursorFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("cursor")
        .function(
            "current(a)",
            "The value at the cursor; false past the end.",
            "current([5, 6])",
            "5",
            move(map -> {}))
        .alias("pos", "current")
        .function(
            "key(a)",
            "The key at the cursor; null past the end.",
            "key({x: 1})",
            "x",
            (context, arguments) -> key(arguments))
        .function(
            "next(a)",
            "Moves the cursor on and gives the value there; false past the end.",
            "$a = [5, 6]; print next($a);",
            "6",
            move(MapValue::moveNext))
        .function(
            "prev(a)",
            "Moves the cursor back and gives the value there; false before the start.",
            "$a = [5, 6]; next($a); print prev($a);",
            "5",
            move(MapValue::movePrevious))
        .function(
            "reset(a)",
            "Moves the cursor to the first entry and gives its value; false if there is none.",
            "$a = [5, 6]; next($a); print reset($a);",
            "5",
            move(MapValue::reset))
        .function(
            "end(a)",
            "Moves the cursor to the last entry and gives its value; false if there is none.",
            "$a = [5, 6]; print end($a);",
            "6",
            move(MapValue::moveToEnd))
        .function(
            "each(a)",
            "A map of the value (under 1 and \\\"value\\\") and the key (under 2 and \\\"key\\\") at the cursor, which moves on; false"
                + " past the end.",
            "$a = {x: 7}; print each($a);",
            "{\"1\":7,\"value\":7,\"2\":\"x\",\"key\":\"x\"}",
            (context, arguments) -> each(arguments));
  }

  private static NativeFunction move(Consumer<MapValue> motion) {
    return (context, arguments) -> {
      MapValue map = Arguments.map(arguments, 0);
      if (map == null) {
        return BoolValue.FALSE;
      }
      motion.accept(map);
      int at = map.cursor();
      return at == MapValue.NONE ? BoolValue.FALSE : map.valueAt(at);
    };
  }

  private static Value key(Value[] arguments) {
    MapValue map = Arguments.map(arguments, 0);
    int at = map == null ? MapValue.NONE : map.cursor();
    return map == null || at == MapValue.NONE ? NullValue.NULL : map.keyAt(at);
  }

  private static Value each(Value[] arguments) {
    MapValue map = Arguments.map(arguments, 0);
    int at = map == null ? MapValue.NONE : map.advance();
    if (map == null || at == MapValue.NONE) {
      return BoolValue.FALSE;
    }
    MapValue entry = MapValue.array();
    entry.put(ONE, map.valueAt(at));
    entry.put(VALUE, map.valueAt(at));
    entry.append(map.keyAt(at));
    entry.put(KEY, map.keyAt(at));
    return entry;
  }
}
