package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;

/** Random numbers and strings, from the run's own source. */
final class RandomFunctions {
  private static final int LENGTH_DEFAULT = 16;
  private static final int LENGTH_MAX = 1024;

  private RandomFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("random")
        .function(
            "rand([min, max])",
            "A random 32-bit number without sign, from min to max if min is less.",
            "$r = rand(5, 7); print $r >= 5 && $r <= 7;",
            "true",
            RandomFunctions::number)
        .function(
            "getrandmax()",
            "The greatest number that rand gives.",
            "getrandmax()",
            "4294967295",
            (context, arguments) -> IntValue.of(0xFFFFFFFFL))
        .function(
            "rand_str([n])",
            "n (16) random small letters, at most 1024.",
            "strlen(rand_str(5))",
            "5",
            RandomFunctions::letters);
  }

  private static Value number(CallContext context, Value[] arguments) {
    long number = context.random().nextInt() & 0xFFFFFFFFL;
    if (arguments.length > 1) {
      long min = Arguments.int32(arguments, 0, 0) & 0xFFFFFFFFL;
      long max = Arguments.int32(arguments, 1, 0) & 0xFFFFFFFFL;
      if (min < max) {
        number = number % (max + 1 - min) + min;
      } else if (max > 0) {
        number %= max;
      }
    }
    return IntValue.of(number);
  }

  private static Value letters(CallContext context, Value[] arguments) {
    int length = Arguments.int32(arguments, 0, LENGTH_DEFAULT);
    byte[] letters = new byte[length < 1 || length > LENGTH_MAX ? LENGTH_DEFAULT : length];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) ('a' + context.random().nextInt(26));
    }
    return StringValue.wrap(letters);
  }
}
