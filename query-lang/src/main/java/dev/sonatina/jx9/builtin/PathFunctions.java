package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import java.util.Arrays;

/** File paths and patterns as text; no file is touched. */
final class PathFunctions {
  private static final int NO_ESCAPE = 1;
  private static final int IGNORE_CASE = 8;

  private PathFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("paths")
        .function(
            "dirname(path)",
            "What precedes the last slash; \\\".\\\" if there is none.",
            "dirname(\"/a/b\")",
            "/a",
            PathFunctions::directory)
        .function(
            "basename(path [, suffix])",
            "What follows the last slash, without the suffix.",
            "basename(\"/a/b.txt\", \".txt\")",
            "b",
            PathFunctions::base)
        .function(
            "pathinfo(path [, part])",
            "dirname, basename, extension and filename, or one of them by number from 1.",
            "pathinfo(\"/a/b.tar.gz\")",
            "{\"dirname\":\"/a\",\"basename\":\"b.tar.gz\",\"extension\":\"gz\",\"filename\":\"b.tar\"}",
            PathFunctions::info)
        .function(
            "strglob(pattern, s)",
            "Whether s, a string, matches the pattern of * ? [a-z] [^a].",
            "strglob(\"*.tx?\", \"a.txt\")",
            "true",
            (context, arguments) -> matches(context, arguments, 0))
        .function(
            "fnmatch(pattern, s [, flags])",
            "As strglob; flag 1 switches escapes and sets off, 8 ignores case.",
            "fnmatch(\"*.TXT\", \"a.txt\", 8)",
            "true",
            (context, arguments) ->
                matches(
                    context,
                    arguments,
                    Arguments.isType(arguments, 2, ValueType.INT)
                        ? Arguments.int32(arguments, 2, 0)
                        : 0));
  }

  private static int lastSlash(Meter meter, StringValue path, int end) {
    int at = end - 1;
    while (at > 0 && path.byteAt(at) != '/') {
      meter.checkpoint(at--);
    }
    return at;
  }

  private static Value directory(CallContext context, Value[] arguments) {
    StringValue path = Arguments.string(arguments, 0);
    if (path == null) {
      return StringValue.EMPTY;
    }
    return path.isEmpty() ? StringValue.of(".") : directory(context.meter(), path);
  }

  /** What precedes the last slash of a path that is not empty. */
  static StringValue directory(Meter meter, StringValue path) {
    int slash = lastSlash(meter, path, path.length());
    if (path.byteAt(slash) != '/') {
      return StringValue.of(".");
    }
    return slash == 0 ? StringValue.of("/") : path.substring(0, slash);
  }

  private static Value base(CallContext context, Value[] arguments) {
    StringValue path = Arguments.string(arguments, 0);
    StringValue suffix = Arguments.string(arguments, 1);
    if (path == null || path.isEmpty()) {
      return StringValue.EMPTY;
    }
    return base(context.meter(), path, suffix == null ? StringValue.EMPTY : suffix);
  }

  /** What follows the last slash; trailing slashes do not count. */
  static StringValue base(Meter meter, StringValue path, StringValue suffix) {
    int end = path.length();
    while (end > 1 && path.byteAt(end - 1) == '/') {
      meter.checkpoint(end--);
    }
    int slash = lastSlash(meter, path, end);
    int start = slash > 0 ? slash + 1 : 0;
    int length = suffix.length();
    boolean hasSuffix =
        length > 0
            && length < end
            && Arrays.equals(path.array(), end - length, end, suffix.array(), 0, length);
    // A suffix that reaches beyond the base name leaves it whole.
    if (hasSuffix && end - length >= start) {
      end -= length;
    }
    return path.substring(start, end);
  }

  private static Value info(CallContext context, Value[] arguments) {
    StringValue path = Arguments.string(arguments, 0);
    if (path == null || path.isEmpty()) {
      return StringValue.EMPTY;
    }
    StringValue[] parts = parts(context.meter(), path);
    if (Arguments.isType(arguments, 1, ValueType.INT)) {
      int part = Arguments.int32(arguments, 1, 0);
      return part >= 1 && part <= parts.length ? parts[part - 1] : StringValue.EMPTY;
    }
    String[] names = {"dirname", "basename", "extension", "filename"};
    MapValue info = MapValue.array();
    for (int i = 0; i < names.length; i++) {
      if (!parts[i].isEmpty()) {
        info.put(StringValue.of(names[i]), parts[i]);
      }
    }
    return info;
  }

  /** Directory, base name, extension and base name without extension. */
  private static StringValue[] parts(Meter meter, StringValue path) {
    StringValue slash = StringValue.of("/");
    if (path.equalTo(slash)) {
      return new StringValue[] {slash, StringValue.EMPTY, StringValue.EMPTY, StringValue.EMPTY};
    }
    int end = path.length();
    int last = lastSlash(meter, path, end);
    int start = last > 0 ? last + 1 : 0;
    StringValue directory = directoryPart(meter, path, start);
    while (start < end && path.byteAt(start) == '/') {
      meter.checkpoint(start++);
    }
    StringValue base = path.substring(start, end);
    int dot = end - 1;
    while (dot > start && path.byteAt(dot) != '.') {
      meter.checkpoint(dot--);
    }
    if (base.isEmpty() || dot <= start) {
      return new StringValue[] {directory, base, StringValue.EMPTY, base};
    }
    StringValue extension = path.substring(dot + 1, end);
    return new StringValue[] {directory, base, extension, path.substring(start, dot)};
  }

  /** The part before {@code start} without trailing slashes. */
  private static StringValue directoryPart(Meter meter, StringValue path, int start) {
    int end = start;
    if (end > 1) {
      while (end > 0 && path.byteAt(end - 1) == '/') {
        meter.checkpoint(end--);
      }
      return path.substring(0, end);
    }
    return path.byteAt(0) == '/' ? StringValue.of("/") : path.substring(0, end);
  }

  private static Value matches(CallContext context, Value[] arguments, int flags) {
    StringValue pattern = Arguments.string(arguments, 0);
    StringValue text = Arguments.string(arguments, 1);
    if (pattern == null || text == null) {
      return BoolValue.FALSE;
    }
    int escape = (flags & NO_ESCAPE) != 0 ? 0 : '\\';
    boolean ignoresCase = (flags & IGNORE_CASE) != 0;
    return BoolValue.of(
        new GlobPattern(pattern, escape, ignoresCase, context.meter()).matches(text));
  }
}
