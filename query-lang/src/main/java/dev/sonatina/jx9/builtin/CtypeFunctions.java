package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;

/** Classes of bytes, as in the C locale. */
final class CtypeFunctions {
  /** Whether a byte, given as -128..127, belongs to a class. */
  @FunctionalInterface
  private interface ByteClass {
    boolean contains(int c);
  }

  private CtypeFunctions() {}

  static void define(Definitions functions) {
    functions.topic("ctype");
    define(functions, "alnum", "letters and digits", "\"ab12\"", CtypeFunctions::isAlphanumeric);
    define(functions, "alpha", "letters", "\"abC\"", CtypeFunctions::isLetter);
    define(
        functions,
        "cntrl",
        "control characters",
        "\"\\n\\t\"",
        c -> (c >= 0 && c < 32) || c == 127);
    define(functions, "digit", "decimal digits", "12", NumberReader::isDigit);
    define(
        functions, "xdigit", "hexadecimal digits", "\"beef\"", c -> NumberReader.hexDigit(c) >= 0);
    define(functions, "graph", "visible characters", "\"a!\"", CtypeFunctions::isVisible);
    define(
        functions,
        "print",
        "visible characters and spaces",
        "\"a b\"",
        c -> isVisible(c) || c == ' ');
    define(
        functions,
        "punct",
        "visible characters but letters and digits",
        "\"?!\"",
        c -> isVisible(c) && !isAlphanumeric(c));
    define(functions, "space", "white space", "\" \\n\"", NumberReader::isSpace);
    define(functions, "lower", "small letters", "\"ab\"", c -> c >= 'a' && c <= 'z');
    define(functions, "upper", "capitals", "\"AB\"", c -> c >= 'A' && c <= 'Z');
  }

  private static void define(
      Definitions functions, String name, String members, String example, ByteClass set) {
    functions.function(
        "ctype_" + name + "(s)",
        "Whether s is not empty and all its bytes are " + members + ".",
        "ctype_" + name + "(" + example + ")",
        "true",
        (context, arguments) -> isAll(context, arguments, set));
  }

  private static Value isAll(CallContext context, Value[] arguments, ByteClass set) {
    StringValue text = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    Arguments.scan(context, text.length());
    for (int i = 0; i < text.length(); i++) {
      context.meter().checkpoint(i);
      if (!set.contains(text.byteAt(i))) {
        return BoolValue.FALSE;
      }
    }
    return BoolValue.of(!text.isEmpty());
  }

  static boolean isLetter(int c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  static boolean isAlphanumeric(int c) {
    return isLetter(c) || NumberReader.isDigit(c);
  }

  private static boolean isVisible(int c) {
    return c > 32 && c < 127;
  }
}
