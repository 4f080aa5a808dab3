package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.StoredStringFunction;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MemberSource;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;

/** Finding things in strings. */
final class SearchFunctions {
  private SearchFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("search")
        .function(
            "strpos(s, sub [, start])",
            "The position of the first sub in s, from start on; false if there is none. A start"
                + " beyond the string is ignored.",
            "strpos(\"abcabc\", \"c\", 3)",
            "5",
            new Position())
        .function(
            "stripos(s, sub [, start])",
            "As strpos, ignoring the case of ASCII letters.",
            "stripos(\"abC\", \"C\")",
            "2",
            (context, arguments) -> position(context, arguments, true))
        .function(
            "strrpos(s, sub [, start])",
            "The position of the last sub in s, never that at the very first byte; false if there"
                + " is none.",
            "strrpos(\"abcabc\", \"abc\")",
            "3",
            (context, arguments) -> lastPosition(context, arguments, false))
        .function(
            "strripos(s, sub [, start])",
            "As strrpos, ignoring the case of ASCII letters.",
            "strripos(\"abcABC\", \"abc\")",
            "3",
            (context, arguments) -> lastPosition(context, arguments, true))
        .function(
            "strstr(s, sub [, before])",
            "The rest of s from the first sub on, or what precedes it if before is not 0; false if"
                + " there is none.",
            "strstr(\"user@host\", \"@\")",
            "@host",
            (context, arguments) -> part(context, arguments, false))
        .alias("strchr", "strstr")
        .function(
            "stristr(s, sub [, before])",
            "As strstr, ignoring the case of ASCII letters.",
            "stristr(\"HAYSTACK\", \"st\")",
            "STACK",
            (context, arguments) -> part(context, arguments, true))
        .function(
            "strrchr(s, c)",
            "The rest of s from the last byte equal to the first of c on; false if there is none.",
            "strrchr(\"a/b/c\", \"/\")",
            "/c",
            SearchFunctions::lastByte)
        .function(
            "strpbrk(s, list)",
            "The rest of s from the first byte on that is in list; false if there is none.",
            "strpbrk(\"this is\", \"st\")",
            "this is",
            SearchFunctions::firstOf)
        .function(
            "substr_count(s, sub [, offset [, length]])",
            "How often sub occurs in s without overlap.",
            "substr_count(\"aaaa\", \"aa\")",
            "2",
            new SubstringCount())
        .function(
            "strspn(s, mask [, offset [, length]])",
            "How many bytes of the first word of s, from its start, are in mask.",
            "strspn(\"42 is\", \"0123456789\")",
            "2",
            (context, arguments) -> span(context, arguments, true))
        .function(
            "strcspn(s, mask [, offset [, length]])",
            "How many bytes of the first word of s, from its start, are not in mask.",
            "strcspn(\"abcd\", \"cd\")",
            "2",
            (context, arguments) -> span(context, arguments, false));
  }

  private static Value position(CallContext context, Value[] arguments, boolean ignoresCase) {
    if (arguments.length < 2) {
      return BoolValue.FALSE;
    }
    StringValue text = Arguments.text(context, arguments, 0);
    StringValue wanted = Arguments.text(context, arguments, 1);
    long start = Math.abs((long) Arguments.int32(arguments, 2, 0));
    int from = start < text.length() ? (int) start : 0;
    if (wanted.isEmpty()) {
      return BoolValue.FALSE;
    }
    int at = new ByteSearch(wanted, ignoresCase, context.meter()).next(text, from, text.length());
    return at < 0 ? BoolValue.FALSE : IntValue.of(at);
  }

  private static Value lastPosition(CallContext context, Value[] arguments, boolean ignoresCase) {
    if (arguments.length < 2) {
      return BoolValue.FALSE;
    }
    StringValue text = Arguments.text(context, arguments, 0);
    StringValue wanted = Arguments.text(context, arguments, 1);
    int from = 0;
    int to = text.length();
    if (arguments.length > 2) {
      int start = Arguments.int32(arguments, 2, 0);
      if (Math.abs((long) start) >= text.length()) {
        return BoolValue.FALSE;
      }
      from = Math.max(start, 0);
      to += Math.min(start, 0);
    }
    if (wanted.isEmpty()) {
      return BoolValue.FALSE;
    }
    // The original stops before it looks at the first byte of the part it searches.
    int at = new ByteSearch(wanted, ignoresCase, context.meter()).last(text, from + 1, to);
    return at < 0 ? BoolValue.FALSE : IntValue.of(at);
  }

  private static Value part(CallContext context, Value[] arguments, boolean ignoresCase) {
    if (arguments.length < 2) {
      return BoolValue.FALSE;
    }
    StringValue text = Arguments.text(context, arguments, 0);
    StringValue wanted = Arguments.text(context, arguments, 1);
    int at =
        wanted.isEmpty()
            ? -1
            : new ByteSearch(wanted, ignoresCase, context.meter()).next(text, 0, text.length());
    if (at < 0) {
      return BoolValue.FALSE;
    }
    return Arguments.int32(arguments, 2, 0) != 0
        ? text.substring(0, at)
        : text.substring(at, text.length());
  }

  private static Value lastByte(CallContext context, Value[] arguments) {
    if (arguments.length < 2) {
      return BoolValue.FALSE;
    }
    StringValue text = Arguments.text(context, arguments, 0);
    StringValue wanted = Arguments.string(arguments, 1);
    // Bytes are signed here, so that a number above 127 is never found.
    int c =
        wanted == null ? Arguments.int32(arguments, 1, 0) : wanted.isEmpty() ? 0 : wanted.byteAt(0);
    Arguments.scan(context, text.length());
    for (int at = text.length() - 1; at >= 0; at--) {
      context.meter().checkpoint(at);
      if (text.byteAt(at) == c) {
        return text.substring(at, text.length());
      }
    }
    return BoolValue.FALSE;
  }

  private static Value firstOf(CallContext context, Value[] arguments) {
    if (arguments.length < 2) {
      return BoolValue.FALSE;
    }
    StringValue text = Arguments.text(context, arguments, 0);
    ByteSet wanted = ByteSet.of(Arguments.text(context, arguments, 1));
    Arguments.scan(context, text.length());
    for (int at = 0; at < text.length(); at++) {
      context.meter().checkpoint(at);
      if (wanted.contains(text.byteAt(at))) {
        return text.substring(at, text.length());
      }
    }
    return BoolValue.FALSE;
  }

  private static final class SubstringCount implements StoredStringFunction {
    @Override
    public Value call(CallContext context, Value[] arguments) {
      if (arguments.length < 2) {
        return IntValue.ZERO;
      }
      StringValue text = Arguments.text(context, arguments, 0);
      StringValue wanted = Arguments.text(context, arguments, 1);
      int from = Arguments.int32(arguments, 2, 0);
      if (wanted.isEmpty() || wanted.length() > text.length() || from < 0 || from > text.length()) {
        return IntValue.ZERO;
      }
      int length = Arguments.int32(arguments, 3, text.length() - from);
      if (length < 0 || length > text.length() - from) {
        return IntValue.ZERO;
      }
      ByteSearch search = new ByteSearch(wanted, false, context.meter());
      int count = 0;
      int at = search.next(text, from, from + length);
      while (at >= 0) {
        count++;
        at = search.next(text, at + wanted.length(), from + length);
      }
      return IntValue.of(count);
    }

    @Override
    public Value ofStored(MemberSource record, int handle, StringValue other) {
      int count = 0;
      int at = record.indexOf(handle, other, 0);
      while (at >= 0) {
        count++;
        at = record.indexOf(handle, other, at + other.length());
      }
      return IntValue.of(count);
    }
  }

  private static final class Position implements StoredStringFunction {
    @Override
    public Value call(CallContext context, Value[] arguments) {
      return position(context, arguments, false);
    }

    @Override
    public Value ofStored(MemberSource record, int handle, StringValue other) {
      int at = record.indexOf(handle, other, 0);
      return at < 0 ? BoolValue.FALSE : IntValue.of(at);
    }
  }

  private static Value span(CallContext context, Value[] arguments, boolean isMember) {
    if (arguments.length < 2) {
      return IntValue.ZERO;
    }
    StringValue text = Arguments.text(context, arguments, 0);
    StringValue mask = Arguments.text(context, arguments, 1);
    if (text.isEmpty() || mask.isEmpty()) {
      return IntValue.of(isMember ? 0 : text.length());
    }
    long start = Arguments.int32(arguments, 2, 0);
    if (start < 0) {
      start += text.length();
      if (start <= 0) {
        return IntValue.ZERO;
      }
    }
    if (start >= text.length()) {
      return IntValue.ZERO;
    }
    int from = (int) start;
    int to = text.length();
    int length = Arguments.int32(arguments, 3, 0);
    if (length > 0 && length < to - from) {
      to = from + length;
    }
    Arguments.scan(context, to - from);
    return IntValue.of(wordSpan(context, text, from, to, ByteSet.of(mask), isMember));
  }

  /**
   * Counts within the first word only; a word ends at a space and at a byte that starts a UTF-8
   * sequence.
   */
  private static int wordSpan(
      CallContext context, StringValue text, int from, int to, ByteSet mask, boolean isMember) {
    int start = from;
    while (start < to && NumberReader.isSpace(text.byteAt(start))) {
      context.meter().checkpoint(start++);
    }
    int at = start;
    while (at < to
        && !NumberReader.isSpace(text.byteAt(at))
        && (text.byteAt(at) & 0xC0) != 0xC0
        && mask.contains(text.byteAt(at)) == isMember) {
      context.meter().checkpoint(at++);
    }
    return at - start;
  }
}
