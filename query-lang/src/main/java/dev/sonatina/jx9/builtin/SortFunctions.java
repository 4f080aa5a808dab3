package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.Comparison;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.Value;

/** Sorting arrays in place. */
final class SortFunctions {
  private static final int REGULAR = 3;
  private static final int STRINGS = 5;

  /** What an element costs while it is being sorted. */
  private static final int ELEMENT_BYTES = 16;

  private SortFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("sort")
        .function(
            "sort(a [, flags])",
            "Sorts the values of a itself, which get new keys; flags 3 (the default) compares loosely, 5 as strings, others as"
                + " numbers. False unless a is a map.",
            "$a = [3, 1, 2]; sort($a); print $a;",
            "[1,2,3]",
            (context, arguments) -> sort(context, arguments, false))
        .function(
            "rsort(a [, flags])",
            "As sort, the greatest first.",
            "$a = [3, 1, 2]; rsort($a); print $a;",
            "[3,2,1]",
            (context, arguments) -> sort(context, arguments, true))
        .function(
            "usort(a, f)",
            "As sort, by the sign of f(x, y).",
            "$a = [3, 1, 2]; usort($a, function($x, $y) { return $x - $y; }); print $a;",
            "[1,2,3]",
            SortFunctions::sortByFunction);
  }

  private static Value sort(CallContext context, Value[] arguments, boolean isReversed) {
    int flags = Arguments.int32(arguments, 1, REGULAR);
    MergeSort.Order order = order(context, flags);
    return sort(context, arguments, isReversed ? (a, b) -> -order.compare(a, b) : order);
  }

  private static MergeSort.Order order(CallContext context, int flags) {
    return switch (flags) {
      case 0, REGULAR -> (a, b) -> Comparison.compare(a, b, false, context.meter());
      case STRINGS ->
          (a, b) -> a.toStringValue(context.meter()).compareTo(b.toStringValue(context.meter()));
      default -> (a, b) -> Comparison.compare(a.toNumber(), b.toNumber(), false, context.meter());
    };
  }

  private static Value sortByFunction(CallContext context, Value[] arguments) {
    if (arguments.length < 2 || !context.isCallable(arguments[1])) {
      return sort(context, arguments, order(context, REGULAR));
    }
    Value function = arguments[1];
    return sort(context, arguments, (a, b) -> (int) context.call(function, a, b).toInt());
  }

  private static Value sort(CallContext context, Value[] arguments, MergeSort.Order order) {
    MapValue map = Arguments.map(arguments, 0);
    if (map == null) {
      return BoolValue.FALSE;
    }
    if (map.size() > 1) {
      context.meter().allocate(map.size() * (long) ELEMENT_BYTES);
      map.replaceAll(MergeSort.sort(map.values(), order, context.meter()));
    }
    return BoolValue.TRUE;
  }
}
