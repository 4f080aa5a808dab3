package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.Comparison;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;

/** Arrays and objects as a whole. */
final class ArrayFunctions {
  /** How deep a recursive count goes. */
  private static final int DEPTH_MAX = 32;

  /** What an entry of an array counts for. */
  private static final int ENTRY_BYTES = 24;

  private ArrayFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("arrays")
        .function(
            "count(x [, 1])",
            "The number of entries, with 1 also those of maps inside; 0 for null, 1 for any other scalar.",
            "count([1, [2, 3]])",
            "2",
            ArrayFunctions::count)
        .alias("sizeof", "count")
        .function(
            "array_key_exists(key, a)",
            "Whether a has the key; a string is never looked up as an int.",
            "$a = {x: null}; print array_key_exists(\"x\", $a);",
            "true",
            ArrayFunctions::keyExists)
        .function(
            "in_array(x, a [, isStrict])",
            "Whether a has a value equal to x; null equals null only.",
            "$a = [1, \"2\"]; print in_array(2, $a);",
            "true",
            ArrayFunctions::contains)
        .function(
            "array_push(a, x, …)",
            "Appends the values to a itself and gives the new count; 0 unless a is a map.",
            "$a = [1]; print array_push($a, 2, 3), $a;",
            "3[1,2,3]",
            ArrayFunctions::push)
        .function(
            "array_pop(a)",
            "Takes the last value out of a; null if there is none.",
            "$a = [1, 2]; print array_pop($a), $a;",
            "2[1]",
            ArrayFunctions::pop)
        .function(
            "array_shift(a)",
            "Takes the first value out of a, whose int keys are numbered anew; null if there is none.",
            "$a = [1, 2]; print array_shift($a), $a;",
            "1[2]",
            ArrayFunctions::shift)
        .function(
            "array_values(a)",
            "A new array of the values; null unless a is a map.",
            "array_values({x: 1, y: 2})",
            "[1,2]",
            ArrayFunctions::values)
        .function(
            "array_merge(a, …)",
            "A new map: values under int keys are appended, string keys overwritten, scalars appended.",
            "$a = [1]; $b = [2, 3]; print array_merge($a, $b, 4);",
            "[1,2,3,4]",
            ArrayFunctions::merge)
        .function(
            "array_diff(a, b, …)",
            "The entries of a whose value, compared strictly, is in none of the others.",
            "$a = [1, 2, 3]; $b = [2]; print array_diff($a, $b);",
            "[1,3]",
            (context, arguments) -> select(context, arguments, false))
        .function(
            "array_intersect(a, b, …)",
            "The entries of a whose value, compared strictly, is in all the others.",
            "$a = [1, 2, 3]; $b = [3, 1]; print array_intersect($a, $b);",
            "[1,3]",
            (context, arguments) -> select(context, arguments, true))
        .function(
            "array_copy(a)",
            "A shallow copy whose next index is 0; a scalar gives an array holding it.",
            "$a = [1]; $b = array_copy($a); $a[0] = 9; print $b;",
            "[1]",
            ArrayFunctions::copy)
        .function(
            "array_same(a, b)",
            "Whether a and b are the same map.",
            "$a = [1]; $b = $a; print array_same($a, $b);",
            "true",
            ArrayFunctions::isSame)
        .function(
            "array_erase(a)",
            "Empties a itself; gives null, or false unless a is a map.",
            "$a = [1, 2]; array_erase($a); print $a;",
            "[]",
            ArrayFunctions::erase)
        .function(
            "array_map(f, a)",
            "A new map with the same keys and the results of f(value).",
            "$a = [1, 2]; print array_map(function($x) { return $x * 10; }, $a);",
            "[10,20]",
            ArrayFunctions::map)
        .function(
            "array_walk(a, f [, data])",
            "Calls f(value, key, data) for each entry; true, or false if f is not a string.",
            "$a = {x: 1}; array_walk($a, function($v, $k) { print $k, \"=\", $v; });",
            "x=1",
            ArrayFunctions::walk)
        .function(
            "array_sum(a)",
            "The sum of the values, as floats if the first is one, else as ints.",
            "array_sum([1, \"2\", 3.9])",
            "6",
            (context, arguments) -> fold(context, arguments, false))
        .function(
            "array_product(a)",
            "The product of the values, likewise; 0 for an empty array.",
            "array_product([2, 3])",
            "6",
            (context, arguments) -> fold(context, arguments, true));
  }

  private static Value count(CallContext context, Value[] arguments) {
    MapValue map = Arguments.map(arguments, 0);
    if (map == null) {
      return arguments.length == 0 || arguments[0].isNull() ? IntValue.ZERO : IntValue.ONE;
    }
    boolean isRecursive = Arguments.int32(arguments, 1, 0) == 1;
    return IntValue.of(isRecursive ? countAll(context, map, 0) : map.size());
  }

  /**
   * At the depth limit the count of a map breaks off at its last inner map, counted from the end.
   */
  private static long countAll(CallContext context, MapValue map, int depth) {
    long count = 0;
    int size = map.firstPosition() == MapValue.NONE ? 0 : map.size();
    context.meter().step(1 + size);
    for (int at = size - 1; at >= 0; at--) {
      if (map.valueAt(at) instanceof MapValue inner) {
        if (depth >= DEPTH_MAX) {
          return count;
        }
        count += countAll(context, inner, depth + 1);
      }
    }
    return count + size;
  }

  private static Value keyExists(CallContext context, Value[] arguments) {
    MapValue map = Arguments.map(arguments, 1);
    if (map == null) {
      return BoolValue.FALSE;
    }
    Value key = arguments[0];
    return BoolValue.of(
        map.containsKey(key instanceof MapValue ? key.toStringValue(context.meter()) : key));
  }

  private static Value contains(CallContext context, Value[] arguments) {
    if (arguments.length < 2) {
      return BoolValue.FALSE;
    }
    boolean isStrict = Arguments.flag(arguments, 2);
    MapValue map = Arguments.map(arguments, 1);
    if (map == null) {
      return BoolValue.of(
          Comparison.compare(arguments[0], arguments[1], isStrict, context.meter()) == 0);
    }
    return BoolValue.of(contains(context, map, arguments[0], isStrict));
  }

  private static boolean contains(
      CallContext context, MapValue map, Value wanted, boolean isStrict) {
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      context.meter().step(1);
      Value value = map.valueAt(at);
      if (value.isNull() || wanted.isNull()) {
        if (value.type() == wanted.type()) {
          return true;
        }
      } else if (Comparison.compare(wanted, value, isStrict, context.meter()) == 0) {
        return true;
      }
    }
    return false;
  }

  private static Value push(CallContext context, Value[] arguments) {
    MapValue map = Arguments.map(arguments, 0);
    if (map == null) {
      return IntValue.ZERO;
    }
    for (int i = 1; i < arguments.length; i++) {
      append(context, map, arguments[i]);
    }
    return IntValue.of(map.size());
  }

  private static void append(CallContext context, MapValue map, Value value) {
    context.meter().allocate(ENTRY_BYTES);
    map.append(value);
  }

  private static Value pop(CallContext context, Value[] arguments) {
    MapValue map = Arguments.map(arguments, 0);
    Value value = map == null ? null : map.removeLast();
    return value == null ? NullValue.NULL : value;
  }

  private static Value shift(CallContext context, Value[] arguments) {
    MapValue map = Arguments.map(arguments, 0);
    Value value = map == null ? null : map.removeFirst();
    return value == null ? NullValue.NULL : value;
  }

  private static Value values(CallContext context, Value[] arguments) {
    MapValue map = Arguments.map(arguments, 0);
    if (map == null) {
      return NullValue.NULL;
    }
    takeEntries(context, map.size());
    return MapValue.arrayOf(map.values());
  }

  private static void takeEntries(CallContext context, int count) {
    context.meter().step(1 + (count >> 2));
    context.meter().allocate(count * (long) ENTRY_BYTES);
  }

  private static Value merge(CallContext context, Value[] arguments) {
    if (arguments.length == 0) {
      return NullValue.NULL;
    }
    MapValue merged = context.hold(MapValue.array());
    for (Value argument : arguments) {
      if (argument instanceof MapValue map) {
        mergeInto(context, merged, map);
      } else {
        append(context, merged, argument);
      }
    }
    return merged;
  }

  private static void mergeInto(CallContext context, MapValue merged, MapValue map) {
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      context.meter().step(1);
      context.meter().allocate(ENTRY_BYTES);
      StringValue name = map.nameAt(at);
      if (name == null) {
        merged.append(map.valueAt(at));
      } else {
        merged.put(name, map.valueAt(at));
      }
    }
  }

  private static Value select(CallContext context, Value[] arguments, boolean isInAll) {
    MapValue map = Arguments.map(arguments, 0);
    if (map == null) {
      return NullValue.NULL;
    }
    if (arguments.length == 1) {
      return map;
    }
    MapValue selected = context.hold(MapValue.array());
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      if (isSelected(context, arguments, map.valueAt(at), isInAll)) {
        context.meter().allocate(ENTRY_BYTES);
        selected.addEntry(map, at);
      }
    }
    return selected;
  }

  private static boolean isSelected(
      CallContext context, Value[] arguments, Value value, boolean isInAll) {
    for (int i = 1; i < arguments.length; i++) {
      MapValue other = Arguments.map(arguments, i);
      if (other != null && contains(context, other, value, true) != isInAll) {
        return false;
      }
    }
    return true;
  }

  private static Value copy(CallContext context, Value[] arguments) {
    if (arguments.length == 0) {
      return NullValue.NULL;
    }
    MapValue map = Arguments.map(arguments, 0);
    if (map != null) {
      takeEntries(context, map.size());
      return map.copy();
    }
    MapValue array = MapValue.array();
    append(context, array, arguments[0]);
    return array;
  }

  @SuppressWarnings("ReferenceEquality") // identity is the question
  private static Value isSame(CallContext context, Value[] arguments) {
    MapValue a = Arguments.map(arguments, 0);
    return BoolValue.of(a != null && a == Arguments.map(arguments, 1));
  }

  private static Value erase(CallContext context, Value[] arguments) {
    MapValue map = Arguments.map(arguments, 0);
    if (map == null) {
      return BoolValue.FALSE;
    }
    map.clear();
    return NullValue.NULL;
  }

  private static Value map(CallContext context, Value[] arguments) {
    MapValue map = Arguments.map(arguments, 1);
    if (map == null) {
      return NullValue.NULL;
    }
    boolean isCalled = arguments[0].type() == ValueType.STRING;
    MapValue results = context.hold(MapValue.array());
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      context.meter().step(1);
      context.meter().allocate(ENTRY_BYTES);
      Value value = map.valueAt(at);
      Value key = map.keyAt(at);
      results.put(key, isCalled ? context.call(arguments[0], value) : value);
    }
    return results;
  }

  private static Value walk(CallContext context, Value[] arguments) {
    MapValue map = Arguments.map(arguments, 0);
    if (map == null || arguments.length < 2) {
      return BoolValue.FALSE;
    }
    boolean isCalled = arguments[1].type() == ValueType.STRING;
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      if (!isCalled) {
        return BoolValue.FALSE;
      }
      context.meter().step(1);
      if (arguments.length > 2) {
        context.call(arguments[1], map.valueAt(at), map.keyAt(at), arguments[2]);
      } else {
        context.call(arguments[1], map.valueAt(at), map.keyAt(at));
      }
    }
    return BoolValue.TRUE;
  }

  // --- sums and products: the type of the first value decides

  private static Value fold(CallContext context, Value[] arguments, boolean isProduct) {
    MapValue map = Arguments.map(arguments, 0);
    if (map == null || map.isEmpty()) {
      return IntValue.ZERO;
    }
    context.meter().step(1 + map.size());
    boolean isFloat = map.valueAt(map.firstPosition()).type() == ValueType.FLOAT;
    return isFloat ? foldFloats(map, isProduct) : foldInts(map, isProduct);
  }

  private static Value foldFloats(MapValue map, boolean isProduct) {
    double result = isProduct ? 1 : 0;
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      Value value = map.valueAt(at);
      if (isCounted(value)) {
        double term = value.toFloat();
        result = isProduct ? result * term : result + term;
      }
    }
    return FloatValue.reduce(result);
  }

  private static Value foldInts(MapValue map, boolean isProduct) {
    long result = isProduct ? 1 : 0;
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      Value value = map.valueAt(at);
      if (isCounted(value)) {
        // Unlike everywhere else, strings are decimal here, whatever they start with.
        long term =
            value instanceof StringValue text
                ? NumberReader.decimal(text.array(), text.length())
                : value.toInt();
        result = isProduct ? result * term : result + term;
      }
    }
    return IntValue.of(result);
  }

  /** Null, maps and resources do not count, and neither does an empty string. */
  private static boolean isCounted(Value value) {
    return switch (value.type()) {
      case BOOL, INT, FLOAT -> true;
      case STRING -> !((StringValue) value).isEmpty();
      default -> false;
    };
  }
}
