package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.WorkGuard;

/** Lengths, parts, letters and repetition of strings. */
final class StringFunctions {
  private static final StringValue SPACE = StringValue.of(" ");

  private StringFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("strings")
        .function(
            "strlen(s)",
            "The number of bytes; of an array that of its JSON text.",
            "strlen(\"ab\")",
            "2",
            (context, arguments) ->
                IntValue.of(Arguments.text(context, arguments, 0, StringValue.EMPTY).length()))
        .function(
            "substr(s, offset [, length])",
            "The bytes from offset on; negative offsets count from the end, negative lengths cut off the end. False if there"
                + " are none.",
            "substr(\"hello\", -3, 2)",
            "ll",
            StringFunctions::substring)
        .function(
            "strtolower(s)",
            "s with ASCII capitals made small.",
            "strtolower(\"aBÉ\")",
            "abÉ",
            (context, arguments) -> changeCase(context, arguments, false))
        .function(
            "strtoupper(s)",
            "s with small ASCII letters made capitals.",
            "strtoupper(\"aBé\")",
            "ABé",
            (context, arguments) -> changeCase(context, arguments, true))
        .alias("mb_strtolower", "strtolower")
        .alias("mb_strtoupper", "strtoupper")
        .function(
            "ord(s)",
            "The first byte as a signed number; -1 if s is empty.",
            "ord(\"A\")",
            "65",
            StringFunctions::ord)
        .function(
            "chr(n)",
            "The string of one byte, n modulo 256.",
            "chr(65)",
            "A",
            (context, arguments) ->
                arguments.length == 0
                    ? NullValue.NULL
                    : StringValue.ofByte(Arguments.int32(arguments, 0, 0)))
        .function(
            "strrev(s)",
            "The bytes in reverse; null if s is empty.",
            "strrev(\"abc\")",
            "cba",
            StringFunctions::reverse)
        .function(
            "str_repeat(s, n)",
            "s repeated n times; null if s is empty.",
            "str_repeat(\"ab\", 3)",
            "ababab",
            StringFunctions::repeat)
        .function(
            "str_pad(s, length [, pad [, type]])",
            "s made up to length bytes with pad, on the left (type 0), the right (1, the default) or both sides (2).",
            "str_pad(\"7\", 3, \"0\", 0)",
            "007",
            StringFunctions::pad)
        .function(
            "trim(s [, list])",
            "s without white space and zero bytes, or without the bytes of list, at both ends. With a list, a single"
                + " remaining byte is lost.",
            "trim(\"  ab \")",
            "ab",
            (context, arguments) -> trim(context, arguments, true, true))
        .function(
            "ltrim(s [, list])",
            "As trim, at the start only; nothing is lost.",
            "ltrim(\"aaX\", \"a\")",
            "X",
            (context, arguments) -> trim(context, arguments, true, false))
        .function(
            "rtrim(s [, list])",
            "As trim, at the end only.",
            "rtrim(\"ab\\n\")",
            "ab",
            (context, arguments) -> trim(context, arguments, false, true))
        .alias("chop", "rtrim")
        .function(
            "chunk_split(s [, n [, separator]])",
            "s with the separator (a line end) after every n (76) bytes; null unless s is a string.",
            "chunk_split(\"abcde\", 2, \"-\")",
            "ab-cd-e-",
            StringFunctions::chunks)
        .function(
            "wordwrap(s [, n [, break]])",
            "s with break (a newline) between every n (75) bytes, words or not.",
            "wordwrap(\"abcdef\", 4, \"|\")",
            "abcd|ef",
            StringFunctions::wrap)
        .function(
            "nl2br(s [, isXhtml])",
            "s with <br/>, or <br> if the second argument is true, before each run of line ends.",
            "nl2br(\"a\\nb\")",
            "a<br/>\nb",
            StringFunctions::breaks);
  }

  private static Value substring(CallContext context, Value[] arguments) {
    if (arguments.length < 2) {
      return BoolValue.FALSE;
    }
    StringValue text = Arguments.text(context, arguments, 0);
    long offset = Arguments.int32(arguments, 1, 0);
    if (offset < 0) {
      offset += text.length();
    }
    if (offset < 0 || offset >= text.length()) {
      return BoolValue.FALSE;
    }
    int from = (int) offset;
    long length = Arguments.int32(arguments, 2, text.length());
    if (length < 0) {
      length += (long) text.length() - from;
      if (length < 1) {
        length = text.length();
      }
    }
    return text.substring(from, (int) Math.min(text.length(), from + length));
  }

  private static Value changeCase(CallContext context, Value[] arguments, boolean toUpper) {
    if (arguments.length == 0) {
      return NullValue.NULL;
    }
    StringValue text = Arguments.text(context, arguments, 0);
    Arguments.scan(context, text.length());
    context.meter().allocate(text.length());
    return toUpper
        ? ByteSearch.upper(text, context.meter())
        : ByteSearch.lower(text, context.meter());
  }

  private static Value ord(CallContext context, Value[] arguments) {
    StringValue text = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    return IntValue.of(text.isEmpty() ? -1 : text.byteAt(0));
  }

  private static Value reverse(CallContext context, Value[] arguments) {
    StringValue text = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    if (text.isEmpty()) {
      return NullValue.NULL;
    }
    byte[] reversed = newArray(context, text.length());
    for (int i = 0; i < reversed.length; i++) {
      context.meter().checkpoint(i);
      reversed[i] = text.byteAt(reversed.length - 1 - i);
    }
    return StringValue.wrap(reversed);
  }

  private static Value repeat(CallContext context, Value[] arguments) {
    if (arguments.length < 2) {
      return NullValue.NULL;
    }
    StringValue text = Arguments.text(context, arguments, 0);
    if (text.isEmpty()) {
      return NullValue.NULL;
    }
    int count = Math.max(Arguments.int32(arguments, 1, 0), 0);
    byte[] repeated = newArray(context, count * (long) text.length());
    int filled = Math.min(text.length(), repeated.length);
    System.arraycopy(text.array(), 0, repeated, 0, filled);
    while (filled < repeated.length) {
      int more = Math.min(filled, repeated.length - filled);
      System.arraycopy(repeated, 0, repeated, filled, more);
      filled += more;
    }
    return StringValue.wrap(repeated);
  }

  /** An array for a result of {@code length} bytes, if the run may have it. */
  private static byte[] newArray(CallContext context, long length) {
    context.meter().allocate(length);
    if (length > StringValue.LENGTH_MAX) {
      context.meter().allocate(WorkGuard.STRING_TOO_LONG);
    }
    context.meter().step(1 + (length >> 6));
    return new byte[(int) length];
  }

  private static Value pad(CallContext context, Value[] arguments) {
    if (arguments.length < 2) {
      return StringValue.EMPTY;
    }
    StringValue text = Arguments.text(context, arguments, 0);
    int length = Arguments.int32(arguments, 1, 0);
    if (length <= text.length()) {
      return text;
    }
    StringValue pad = Arguments.text(context, arguments, 2, SPACE);
    if (pad.isEmpty()) {
      pad = SPACE;
    }
    int type = Arguments.int32(arguments, 3, 1);
    ByteBuilder out = new ByteBuilder(Math.min(length, 1 << 12), context.meter());
    int missing = (length - text.length()) / (type == 2 ? 2 : 1);
    if (type == 0 || type == 2) {
      // Whole pads on the left, the last one only if it leaves room; a left pad is then filled up,
      // one on both sides is not.
      wholePads(out, pad, missing, length - text.length());
      if (type == 0) {
        fill(out, pad, length - text.length());
      }
    }
    out.append(text);
    if (type != 0) {
      wholePads(out, pad, missing, length);
      fill(out, pad, length);
    }
    return out.finish();
  }

  private static void wholePads(ByteBuilder out, StringValue pad, int missing, int end) {
    for (long i = 0; i < missing && (long) out.length() + pad.length() < end; i += pad.length()) {
      out.append(pad);
    }
  }

  private static void fill(ByteBuilder out, StringValue pad, int end) {
    while (out.length() < end) {
      out.append(pad.array(), 0, Math.min(pad.length(), end - out.length()));
    }
  }

  private static Value trim(
      CallContext context, Value[] arguments, boolean atStart, boolean atEnd) {
    if (arguments.length == 0) {
      return NullValue.NULL;
    }
    StringValue text = Arguments.text(context, arguments, 0);
    Arguments.scan(context, text.length());
    if (arguments.length < 2) {
      return trimBlank(context.meter(), text, atStart, atEnd);
    }
    StringValue list = Arguments.text(context, arguments, 1);
    if (list.isEmpty() || text.isEmpty()) {
      return text;
    }
    ByteSet set = ByteSet.of(list);
    int from = 0;
    int to = text.length();
    while (atStart && from < to && set.contains(text.byteAt(from))) {
      context.meter().checkpoint(from++);
    }
    if (!atEnd) {
      return text.substring(from, to);
    }
    int last = to - 1;
    while (last > from && set.contains(text.byteAt(last))) {
      context.meter().checkpoint(last--);
    }
    // The original takes "nothing between the ends" for "nothing left", and so loses a single byte.
    return from >= last ? StringValue.EMPTY : text.substring(from, last + 1);
  }

  /** {@code text} without white space and zero bytes at the ends. */
  static StringValue trimBlank(Meter meter, StringValue text, boolean atStart, boolean atEnd) {
    int from = 0;
    int to = text.length();
    while (atStart && from < to && isBlank(text.byteAt(from))) {
      meter.checkpoint(from++);
    }
    while (atEnd && from < to && isBlank(text.byteAt(to - 1))) {
      meter.checkpoint(to--);
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(byte c) {
    return c == 0 || NumberReader.isSpace(c);
  }

  private static Value chunks(CallContext context, Value[] arguments) {
    StringValue text = Arguments.string(arguments, 0);
    if (text == null) {
      return NullValue.NULL;
    }
    int size = Arguments.int32(arguments, 1, 76);
    if (size < 1) {
      size = 76;
    }
    StringValue lineEnd = StringValue.of("\r\n");
    StringValue separator = Arguments.text(context, arguments, 2, lineEnd);
    if (separator.isEmpty()) {
      separator = lineEnd;
    }
    ByteBuilder out = new ByteBuilder(48, context.meter());
    int at = 0;
    do {
      int end = (int) Math.min(text.length(), at + (long) size);
      out.append(text.array(), at, end).append(separator);
      at = end;
    } while (at < text.length());
    return out.finish();
  }

  private static Value wrap(CallContext context, Value[] arguments) {
    StringValue text = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    int size = Arguments.int32(arguments, 1, 75);
    if (size < 1) {
      size = 75;
    }
    StringValue newline = StringValue.of("\n");
    StringValue separator = Arguments.text(context, arguments, 2, newline);
    if (separator.isEmpty()) {
      separator = newline;
    }
    ByteBuilder out = new ByteBuilder(48, context.meter());
    for (int at = 0; at < text.length(); ) {
      int end = (int) Math.min(text.length(), at + (long) size);
      out.append(text.array(), at, end);
      if (end < text.length()) {
        out.append(separator);
      }
      at = end;
    }
    return out.finish();
  }

  private static Value breaks(CallContext context, Value[] arguments) {
    if (arguments.length == 0) {
      return StringValue.EMPTY;
    }
    StringValue text = Arguments.text(context, arguments, 0);
    if (text.isEmpty()) {
      return NullValue.NULL;
    }
    String mark = Arguments.flag(arguments, 1) ? "<br>" : "<br/>";
    ByteBuilder out = new ByteBuilder(48, context.meter());
    boolean isInRun = false;
    for (int i = 0; i < text.length(); i++) {
      byte c = text.byteAt(i);
      boolean isLineEnd = c == '\n' || c == '\r';
      if (isLineEnd && !isInRun) {
        out.append(mark);
      }
      isInRun = isLineEnd;
      out.append(c);
    }
    return out.finish();
  }
}
