package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.function.ValueHolder;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.HeldMemory;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Taking strings apart and putting them together. */
final class SplitFunctions {
  /** How deep implode_recursive follows arrays inside arrays. */
  private static final int DEPTH_MAX = 32;

  private static final StringValue TOKEN_SPACE = StringValue.of(" \n\t\r\f");

  /** What an entry of an array counts for. */
  private static final int ENTRY_BYTES = 48;

  private SplitFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("split")
        .function(
            "explode(delimiter, s [, limit])",
            "The non-empty pieces of s between delimiters, at most limit of them, the last with the rest; false if either is"
                + " empty.",
            "explode(\",\", \"a,,b,c\", 2)",
            "[\"a\",\",b,c\"]",
            SplitFunctions::explode)
        .function(
            "implode(separator, x, …)",
            "The arguments, and the values of arrays among them, joined; empty strings are skipped. An array first means no"
                + " separator.",
            "$a = [\"a\", \"\", 7]; print implode(\"-\", $a);",
            "a-7",
            (context, arguments) -> implode(context, arguments, false))
        .alias("join", "implode")
        .function(
            "implode_recursive(separator, x, …)",
            "As implode, also for arrays inside arrays.",
            "$a = [1, [2, 3]]; print implode_recursive(\"-\", $a);",
            "1-2-3",
            (context, arguments) -> implode(context, arguments, true))
        .alias("join_recursive", "implode_recursive")
        .function(
            "str_split(s [, n])",
            "The pieces of n (1) bytes; false if s is empty or n less than 1.",
            "str_split(\"abcde\", 2)",
            "[\"ab\",\"cd\",\"e\"]",
            SplitFunctions::split)
        .function(
            "strtok(s, mask), strtok(mask)",
            "The first token of s between bytes of mask, then with the mask alone the next one; false at the end.",
            "print strtok(\"a b\", \" \"), strtok(\" \");",
            "ab",
            SplitFunctions::token)
        .function(
            "str_getcsv(s [, delimiter [, enclosure [, escape]]])",
            "The trimmed, non-empty fields of a line of comma-separated values; null unless s is a string.",
            "str_getcsv(\"a, \\\"b,c\\\",,d\")",
            "[\"a\",\"\\\"b,c\\\"\",\"d\"]",
            SplitFunctions::fields);
  }

  private static Value explode(CallContext context, Value[] arguments) {
    if (arguments.length < 2) {
      return BoolValue.FALSE;
    }
    StringValue delimiter = Arguments.text(context, arguments, 0);
    StringValue text = Arguments.text(context, arguments, 1);
    if (delimiter.isEmpty() || text.isEmpty()) {
      return BoolValue.FALSE;
    }
    long limit = Math.max(Math.abs((long) Arguments.int32(arguments, 2, Integer.MAX_VALUE)), 1) - 1;
    ByteSearch search = new ByteSearch(delimiter, false, context.meter());
    Pieces pieces = new Pieces(context);
    int at = 0;
    while (at < text.length()) {
      int end = limit <= pieces.array.size() ? -1 : search.next(text, at, text.length());
      if (end < 0) {
        pieces.add(text.substring(at, text.length()));
        break;
      }
      if (end > at) {
        pieces.add(text.substring(at, end));
      }
      at = end + delimiter.length();
    }
    return pieces.array;
  }

  /** An array of strings being built. */
  private static final class Pieces {
    private final Meter meter;
    private final HeldMemory memory;
    private final MapValue array = MapValue.array();

    Pieces(CallContext context) {
      this.meter = context.meter();
      this.memory = new HeldMemory(meter);
    }

    void add(StringValue piece) {
      memory.add(ENTRY_BYTES + (long) piece.length());
      meter.step(1);
      array.append(piece);
    }
  }

  // --- implode

  private static Value implode(CallContext context, Value[] arguments, boolean isRecursive) {
    if (arguments.length == 0) {
      return NullValue.NULL;
    }
    boolean hasSeparator = Arguments.map(arguments, 0) == null;
    StringValue separator =
        hasSeparator ? Arguments.text(context, arguments, 0) : StringValue.EMPTY;
    Joiner joiner = new Joiner(context, separator, isRecursive);
    for (int i = hasSeparator ? 1 : 0; i < arguments.length; i++) {
      MapValue map = Arguments.map(arguments, i);
      if (map == null) {
        joiner.add(arguments[i]);
      } else {
        joiner.addAll(map, 0);
      }
    }
    return joiner.out.finish();
  }

  /** Joins values; whether the next one is the first is remembered across arrays. */
  private static final class Joiner {
    private final CallContext context;
    private final StringValue separator;
    private final boolean isRecursive;
    private final ByteBuilder out;
    private boolean isFirst = true;

    Joiner(CallContext context, StringValue separator, boolean isRecursive) {
      this.context = context;
      this.separator = separator;
      this.isRecursive = isRecursive;
      this.out = new ByteBuilder(48, context.meter());
    }

    void addAll(MapValue map, int depth) {
      for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
        Value value = map.valueAt(at);
        context.meter().step(1);
        if (isRecursive && depth < DEPTH_MAX && value instanceof MapValue inner) {
          separate();
          isFirst = true;
          addAll(inner, depth + 1);
        } else {
          add(value);
        }
      }
    }

    void add(Value value) {
      StringValue text = value.toStringValue(context.meter());
      if (!text.isEmpty()) {
        separate();
        out.append(text);
      }
    }

    private void separate() {
      if (!isFirst) {
        out.append(separator);
      }
      isFirst = false;
    }
  }

  private static Value split(CallContext context, Value[] arguments) {
    StringValue text = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    int size = Arguments.int32(arguments, 1, 1);
    if (text.isEmpty() || size < 1) {
      return BoolValue.FALSE;
    }
    Pieces pieces = new Pieces(context);
    for (long at = 0; at < text.length(); at += size) {
      pieces.add(text.substring((int) at, (int) Math.min(text.length(), at + size)));
    }
    return pieces.array;
  }

  // --- strtok

  /** The strings being cut by strtok; a call with two arguments puts one on top. */
  private static final class Tokens {
    private @Nullable Tokens below;
    private StringValue rest = StringValue.EMPTY;
    private int at;

    /** The next token, null if there is none. */
    @Nullable StringValue next(StringValue mask, Meter meter) {
      ByteSet set = ByteSet.of(mask);
      int start = at;
      while (start < rest.length() && isSeparator(set, rest.byteAt(start))) {
        meter.checkpoint(start++);
      }
      if (start == rest.length()) {
        return null;
      }
      int end = start;
      while (end < rest.length() && !isSeparator(set, rest.byteAt(end))) {
        boolean isLead = (rest.byteAt(end) & 0xC0) == 0xC0;
        meter.checkpoint(end++);
        while (isLead && end < rest.length() && (rest.byteAt(end) & 0xC0) == 0x80) {
          meter.checkpoint(end++);
        }
      }
      at = end;
      return rest.substring(start, end);
    }

    /** A byte that starts a UTF-8 sequence never separates. */
    private static boolean isSeparator(ByteSet set, byte c) {
      return (c & 0xC0) != 0xC0 && set.contains(c);
    }
  }

  /** The stack of strings being cut, kept for the run. */
  private static final class TokenStack implements ValueHolder {
    private @Nullable Tokens top;

    @Override
    public void visitHeld(Consumer<? super Value> visitor) {
      for (Tokens tokens = top; tokens != null; tokens = tokens.below) {
        visitor.accept(tokens.rest);
      }
    }
  }

  private static Value token(CallContext context, Value[] arguments) {
    TokenStack stack = context.local(TokenStack.class, TokenStack::new);
    return arguments.length < 2
        ? nextToken(context, stack, Arguments.text(context, arguments, 0, StringValue.EMPTY))
        : firstToken(context, stack, arguments);
  }

  private static Value nextToken(CallContext context, TokenStack stack, StringValue mask) {
    Tokens tokens = stack.top;
    if (tokens == null) {
      return BoolValue.FALSE;
    }
    StringValue token = mask.isEmpty() ? null : tokens.next(mask, context.meter());
    if (token == null) {
      stack.top = tokens.below;
      return BoolValue.FALSE;
    }
    Arguments.scan(context, token.length());
    return token;
  }

  private static Value firstToken(CallContext context, TokenStack stack, Value[] arguments) {
    Tokens tokens = new Tokens();
    tokens.rest = Arguments.text(context, arguments, 0);
    StringValue mask = Arguments.text(context, arguments, 1);
    StringValue token = tokens.next(mask.isEmpty() ? TOKEN_SPACE : mask, context.meter());
    if (token == null) {
      return BoolValue.FALSE;
    }
    Arguments.scan(context, token.length());
    if (tokens.at < tokens.rest.length()) {
      context.meter().allocate(ENTRY_BYTES);
      tokens.below = stack.top;
      stack.top = tokens;
    }
    return token;
  }

  // --- str_getcsv

  private static Value fields(CallContext context, Value[] arguments) {
    StringValue line = Arguments.string(arguments, 0);
    if (line == null) {
      return NullValue.NULL;
    }
    byte delimiter = firstByte(arguments, 1, ',');
    byte enclosure = firstByte(arguments, 2, '"');
    byte escape = firstByte(arguments, 3, '\\');
    return fields(context, line, delimiter, enclosure, escape);
  }

  /** The first byte of a string argument, {@code missing} if there is none. */
  static byte firstByte(Value[] arguments, int index, char missing) {
    StringValue text = Arguments.string(arguments, index);
    return text == null || text.isEmpty() ? (byte) missing : text.byteAt(0);
  }

  /** The fields of a line, trimmed, the empty ones left out. */
  static MapValue fields(
      CallContext context, StringValue line, byte delimiter, byte enclosure, byte escape) {
    Pieces fields = new Pieces(context);
    int end = line.length();
    int at = 0;
    while (at < end) {
      int start = at;
      boolean isEnclosed = false;
      while (at < end && (isEnclosed || line.byteAt(at) != delimiter)) {
        context.meter().checkpoint(at);
        if (line.byteAt(at) == enclosure) {
          isEnclosed = !isEnclosed;
        } else if (line.byteAt(at) == escape) {
          at++;
        }
        at++;
      }
      // An escape at the very end makes `at` overshoot by one, as it does in the original.
      int length = at - start;
      if (length > 0 && line.byteAt(start) == enclosure) {
        start++;
        length -= 2;
      }
      if (length > 0) {
        int stop = Math.min(end, start + length);
        context.meter().allocate(stop - start);
        StringValue field =
            StringFunctions.trimBlank(context.meter(), line.substring(start, stop), true, true);
        if (!field.isEmpty()) {
          fields.add(field);
        }
      }
      while (at < end && line.byteAt(at) == delimiter) {
        context.meter().checkpoint(at++);
      }
    }
    return fields.array;
  }
}
