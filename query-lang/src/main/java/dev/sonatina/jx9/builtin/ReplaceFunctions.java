package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.HeldMemory;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replacing parts of strings by others. */
final class ReplaceFunctions {
  /** What a name in a set counts for, its bytes not counted. */
  private static final int NAME_BYTES = 80;

  private ReplaceFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("replace")
        .function(
            "str_replace(search, replacement, s)",
            "s with every search replaced; search and replacement may be arrays, whose values are used in turn.",
            "str_replace(\"l\", \"L\", \"hello\")",
            "heLLo",
            (context, arguments) -> replace(context, arguments, false))
        .function(
            "str_ireplace(search, replacement, s)",
            "As str_replace, ignoring the case of ASCII letters.",
            "str_ireplace(\"L\", \"1\", \"hello\")",
            "he11o",
            (context, arguments) -> replace(context, arguments, true))
        .function(
            "strtr(s, from, to), strtr(s, map)",
            "s with each byte of from replaced by that of to at the same place; with a map, each string key is replaced once by"
                + " its value.",
            "strtr(\"abc\", \"ab\", \"xy\")",
            "xyc",
            ReplaceFunctions::translate)
        .function(
            "strip_tags(s [, allowed])",
            "s without everything in angle brackets, except tags named in allowed.",
            "strip_tags(\"<p>a<b>b</b></p>\", \"<b>\")",
            "a<b>b</b>",
            ReplaceFunctions::stripTags);
  }

  private static Value replace(CallContext context, Value[] arguments, boolean ignoresCase) {
    if (arguments.length < 3) {
      return NullValue.NULL;
    }
    StringValue text = Arguments.text(context, arguments, 2);
    if (text.isEmpty()) {
      return StringValue.EMPTY;
    }
    List<StringValue> searches = texts(context, arguments, 0);
    List<StringValue> replacements = texts(context, arguments, 1);
    if (Arguments.map(arguments, 0) == null && searches.get(0).isEmpty()) {
      // The string itself, with its hidden number.
      return arguments[2].toStringValue(context.meter());
    }
    boolean isSame = Arguments.map(arguments, 1) == null;
    int next = 0;
    for (StringValue search : searches) {
      if (search.isEmpty()) {
        continue;
      }
      // Behind the last replacement comes one empty string, and then the first one again.
      int index = isSame ? 0 : next++ % (replacements.size() + 1);
      StringValue replacement =
          index < replacements.size() ? replacements.get(index) : StringValue.EMPTY;
      text = replaceAll(context, text, search, replacement, ignoresCase);
    }
    return text;
  }

  private static List<StringValue> texts(CallContext context, Value[] arguments, int index) {
    MapValue map = Arguments.map(arguments, index);
    if (map == null) {
      return List.of(Arguments.text(context, arguments, index));
    }
    List<StringValue> texts = new ArrayList<>();
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      context.meter().step(1);
      texts.add(map.valueAt(at).toStringValue(context.meter()));
    }
    return texts;
  }

  private static StringValue replaceAll(
      CallContext context,
      StringValue text,
      StringValue wanted,
      StringValue replacement,
      boolean ignoresCase) {
    ByteSearch search = new ByteSearch(wanted, ignoresCase, context.meter());
    int at = search.next(text, 0, text.length());
    if (at < 0) {
      return text;
    }
    ByteBuilder out = new ByteBuilder(Math.min(text.length(), 1 << 12), context.meter());
    int start = 0;
    while (at >= 0) {
      out.append(text.array(), start, at).append(replacement);
      start = at + wanted.length();
      at = search.next(text, start, text.length());
    }
    return out.append(text.array(), start, text.length()).finish();
  }

  private static Value translate(CallContext context, Value[] arguments) {
    if (arguments.length == 0) {
      return BoolValue.FALSE;
    }
    StringValue text = Arguments.text(context, arguments, 0);
    MapValue map = Arguments.map(arguments, 1);
    if (text.isEmpty() || arguments.length < 2) {
      return text;
    }
    if (map != null && arguments.length == 2) {
      return translate(context, text, map);
    }
    if (arguments.length < 3) {
      return text;
    }
    StringValue from = Arguments.text(context, arguments, 1);
    StringValue to = Arguments.text(context, arguments, 2);
    if (from.isEmpty() || to.isEmpty()) {
      return text;
    }
    return translate(context, text, from, to);
  }

  /** Each string key is replaced once, in order, in what the former replacements left. */
  private static StringValue translate(CallContext context, StringValue text, MapValue map) {
    StringValue result = text;
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      StringValue key = map.nameAt(at);
      if (key == null) {
        continue;
      }
      int found = new ByteSearch(key, false, context.meter()).next(result, 0, result.length());
      if (found >= 0) {
        StringValue value = map.valueAt(at).toStringValue(context.meter());
        ByteBuilder out = new ByteBuilder(48, context.meter());
        out.append(result.array(), 0, found).append(value);
        out.append(result.array(), found + key.length(), result.length());
        result = out.finish();
      }
    }
    return result;
  }

  /** The first occurrence in {@code from} counts; bytes of it beyond {@code to} stay. */
  private static StringValue translate(
      CallContext context, StringValue text, StringValue from, StringValue to) {
    byte[] table = new byte[256];
    for (int c = 0; c < 256; c++) {
      table[c] = (byte) c;
    }
    for (int i = from.length() - 1; i >= 0; i--) {
      table[from.byteAt(i) & 0xFF] = i < to.length() ? to.byteAt(i) : from.byteAt(i);
    }
    Arguments.scan(context, text.length());
    context.meter().allocate(text.length());
    byte[] bytes = text.bytes();
    for (int i = 0; i < bytes.length; i++) {
      context.meter().checkpoint(i);
      bytes[i] = table[bytes[i] & 0xFF];
    }
    return StringValue.wrap(bytes);
  }

  // --- strip_tags

  private static Value stripTags(CallContext context, Value[] arguments) {
    StringValue text = Arguments.string(arguments, 0);
    return text == null
        ? StringValue.EMPTY
        : stripTags(context, text, Arguments.string(arguments, 1));
  }

  /** {@code text} without tags, except those named in {@code list}. */
  static StringValue stripTags(CallContext context, StringValue text, @Nullable StringValue list) {
    Set<StringValue> allowed = list == null ? Set.of() : tagNames(context.meter(), list);
    ByteBuilder out = new ByteBuilder(48, context.meter());
    int at = 0;
    while (at < text.length()) {
      byte c = text.byteAt(at);
      if (c != '<') {
        if (c != 0) {
          out.append(c);
        }
        at++;
        continue;
      }
      int start = at;
      while (at < text.length() && text.byteAt(at) != '>') {
        context.meter().checkpoint(at++);
      }
      at = Math.min(at + 1, text.length());
      context.meter().step(1 + ((at - start) >> 5));
      if (!allowed.isEmpty() && allowed.contains(tagName(context.meter(), text, start, at))) {
        out.append(text.array(), start, at);
      }
    }
    return out.finish();
  }

  /** The names in a list such as {@code <a><b>}, in small letters. */
  private static Set<StringValue> tagNames(Meter meter, StringValue list) {
    Set<StringValue> names = new HashSet<>();
    HeldMemory memory = new HeldMemory(meter);
    int at = 0;
    while (at < list.length()) {
      byte c = list.byteAt(at);
      if (isTagStart(c) || c == '!' || c == '-') {
        meter.checkpoint(at++);
        continue;
      }
      int end = nameEnd(meter, list, at, list.length());
      meter.step(1 + ((end - at) >> 5));
      if (end > at) {
        memory.add(NAME_BYTES + end - at);
        names.add(ByteSearch.lower(list.substring(at, end), meter));
      }
      at = end + 1;
    }
    return names;
  }

  private static StringValue tagName(Meter meter, StringValue text, int from, int to) {
    int start = from;
    while (start < to && isTagStart(text.byteAt(start))) {
      meter.checkpoint(start++);
    }
    int end = nameEnd(meter, text, start, to);
    meter.allocate(end - start);
    return ByteSearch.lower(text.substring(start, end), meter);
  }

  private static boolean isTagStart(byte c) {
    return c == '<' || c == '/' || c == '?' || NumberReader.isSpace(c);
  }

  private static int nameEnd(Meter meter, StringValue text, int from, int to) {
    int at = from;
    while (at < to) {
      meter.checkpoint(at);
      byte c = text.byteAt(at);
      if ((c & 0xC0) == 0xC0) {
        at++;
        while (at < to && (text.byteAt(at) & 0xC0) == 0x80) {
          at++;
        }
      } else if (CtypeFunctions.isAlphanumeric(c)) {
        at++;
      } else {
        break;
      }
    }
    return at;
  }
}
