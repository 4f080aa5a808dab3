package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.NativeFunction;
import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.ResourceValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Open files. */
final class HostStreamFunctions {
  private static final int READ_DEFAULT = 4096;

  /** What is done with an open file. */
  @FunctionalInterface
  private interface StreamAction {
    Value run(CallContext context, HostStream stream, Value[] arguments) throws IOException;
  }

  private HostStreamFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("host streams")
        .function(
            "fopen(path [, mode])",
            "An open file; false if that failed. Modes as in C.",
            "",
            "",
            HostStreamFunctions::open);
    stream(
        functions,
        "fclose(file)",
        "Closes a file.",
        BoolValue.FALSE,
        (context, stream, arguments) -> {
          stream.close();
          return BoolValue.TRUE;
        });
    stream(
        functions,
        "feof(file)",
        "Whether the end was reached.",
        BoolValue.TRUE,
        (context, stream, arguments) -> BoolValue.of(stream.isAtEnd()));
    stream(
        functions,
        "fread(file [, n])",
        "Up to n (4096) bytes; false at the end.",
        BoolValue.FALSE,
        HostStreamFunctions::read);
    stream(
        functions,
        "fgetc(file)",
        "One byte; false at the end.",
        BoolValue.FALSE,
        (context, stream, arguments) -> orFalse(stream.read(1, context.meter())));
    stream(
        functions,
        "fgets(file [, n])",
        "A line with its newline, of at most n bytes; false at the end.",
        BoolValue.FALSE,
        (context, stream, arguments) -> orFalse(line(context, stream, arguments)));
    stream(
        functions,
        "fgetss(file [, n [, allowed]])",
        "As fgets, without tags.",
        BoolValue.FALSE,
        HostStreamFunctions::plainLine);
    stream(
        functions,
        "fgetcsv(file [, n [, delimiter [, enclosure [, escape]]]])",
        "The fields of a line; false at the end.",
        BoolValue.FALSE,
        HostStreamFunctions::fields);
    stream(
        functions,
        "fwrite(file, s [, n])",
        "Writes the first n bytes of s and gives their number.",
        BoolValue.FALSE,
        HostStreamFunctions::write);
    functions.alias("fputs", "fwrite");
    stream(
        functions,
        "fputcsv(file, array [, delimiter [, enclosure]])",
        "Writes the values as a line of fields.",
        BoolValue.FALSE,
        HostStreamFunctions::writeFields);
    stream(
        functions,
        "fprintf(file, format, …)",
        "As sprintf, written to the file; gives the number of bytes.",
        IntValue.ZERO,
        HostStreamFunctions::writeFormat);
    stream(
        functions,
        "vfprintf(file, format, array)",
        "As vsprintf, written to the file; gives the number of bytes.",
        IntValue.ZERO,
        HostStreamFunctions::writeFormatMap);
    stream(
        functions,
        "ftell(file)",
        "Where the next byte is read.",
        BoolValue.FALSE,
        (context, stream, arguments) -> IntValue.of(stream.position()));
    stream(
        functions,
        "fseek(file, offset [, origin])",
        "Moves; 0 if that worked, else -1.",
        IntValue.of(-1),
        HostStreamFunctions::seek);
    stream(
        functions,
        "rewind(file)",
        "Moves to the start.",
        BoolValue.FALSE,
        (context, stream, arguments) -> {
          stream.seek(0, 0);
          return BoolValue.TRUE;
        });
    stream(
        functions,
        "ftruncate(file, size)",
        "Changes the size.",
        BoolValue.FALSE,
        (context, stream, arguments) -> {
          stream.truncate(arguments.length > 1 ? arguments[1].toInt() : -1);
          return BoolValue.TRUE;
        });
    stream(
        functions,
        "fflush(file)",
        "Brings what was written to the disk.",
        BoolValue.FALSE,
        (context, stream, arguments) -> {
          stream.flush();
          return BoolValue.TRUE;
        });
    stream(
        functions,
        "flock(file, operation)",
        "Locks (1) or unlocks (0) the file.",
        BoolValue.FALSE,
        HostStreamFunctions::lock);
    stream(
        functions,
        "fstat(file)",
        "As stat, of an open file.",
        BoolValue.FALSE,
        (context, stream, arguments) -> stat(stream));
    stream(
        functions,
        "fpassthru(file)",
        "Prints the rest and gives its length.",
        BoolValue.FALSE,
        HostStreamFunctions::passThrough);
  }

  /**
   * Adds a function of an open file; {@code failure} is its result when the file is none or an
   * error occurs.
   */
  private static void stream(
      Definitions functions, String signature, String result, Value failure, StreamAction action) {
    NativeFunction function =
        (context, arguments) -> {
          HostStream stream = stream(arguments);
          if (stream == null) {
            Arguments.report(context, Severity.WARNING, "Expecting an IO handle");
            return failure;
          }
          try {
            return action.run(context, stream, arguments);
          } catch (IOException e) {
            return failure;
          }
        };
    functions.function(signature, result, "", "", function);
  }

  private static @Nullable HostStream stream(Value[] arguments) {
    return arguments.length > 0
            && arguments[0] instanceof ResourceValue resource
            && resource.handle() instanceof HostStream stream
            && stream.isOpen()
        ? stream
        : null;
  }

  private static Value orFalse(StringValue text) {
    return text.isEmpty() ? BoolValue.FALSE : text;
  }

  private static Value open(CallContext context, Value[] arguments) {
    if (Arguments.string(arguments, 0) == null) {
      Arguments.report(context, Severity.WARNING, "Expecting a file path or URL");
      return BoolValue.FALSE;
    }
    StringValue mode = Arguments.text(context, arguments, 1, StringValue.of("r"));
    Path path = HostState.path(context, arguments, 0);
    if (path != null) {
      try {
        return ResourceValue.of(open(path, options(context, mode)));
      } catch (IOException e) {
        // Reported below, like a path that is none.
      }
    }
    HostState.reportUnopened(context, arguments[0]);
    return BoolValue.FALSE;
  }

  static HostStream open(Path path, Set<OpenOption> options) throws IOException {
    return new HostStream(FileChannel.open(path, options), path);
  }

  private static Set<OpenOption> options(CallContext context, StringValue mode) {
    int letter = mode.isEmpty() ? 'r' : ByteSearch.lower(mode.byteAt(0));
    int second = mode.length() > 1 ? ByteSearch.lower(mode.byteAt(1)) : 0;
    Set<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
    boolean isBoth = second == '+';
    switch (letter) {
      case 'w' ->
          options.addAll(
              EnumSet.of(
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING));
      case 'a' -> options.addAll(EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE));
      case 'x' ->
          options.addAll(EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
      case 'c' -> options.addAll(EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE));
      default -> {
        if (letter != 'r') {
          Arguments.report(
              context, Severity.NOTICE, "Invalid open mode, JX9 is assuming a Read-Only open");
        }
        options.add(StandardOpenOption.READ);
        if (letter == 'r' && (isBoth || second == 'w')) {
          options.add(StandardOpenOption.WRITE);
        }
      }
    }
    if (letter == 'a' && !isBoth) {
      options.add(StandardOpenOption.APPEND);
    }
    if (isBoth || second == 'r') {
      options.add(StandardOpenOption.READ);
    }
    return Set.copyOf(options);
  }

  private static Value read(CallContext context, HostStream stream, Value[] arguments)
      throws IOException {
    int length = Arguments.int32(arguments, 1, READ_DEFAULT);
    return orFalse(stream.read(length < 1 ? READ_DEFAULT : length, context.meter()));
  }

  private static StringValue line(CallContext context, HostStream stream, Value[] arguments)
      throws IOException {
    return stream.readLine(arguments.length > 1 ? arguments[1].toInt() : -1, context.meter());
  }

  private static Value plainLine(CallContext context, HostStream stream, Value[] arguments)
      throws IOException {
    StringValue line = line(context, stream, arguments);
    return line.isEmpty()
        ? BoolValue.FALSE
        : ReplaceFunctions.stripTags(context, line, Arguments.string(arguments, 2));
  }

  private static Value fields(CallContext context, HostStream stream, Value[] arguments)
      throws IOException {
    StringValue line = line(context, stream, arguments);
    if (line.isEmpty()) {
      return BoolValue.FALSE;
    }
    return SplitFunctions.fields(
        context,
        line,
        SplitFunctions.firstByte(arguments, 2, ','),
        SplitFunctions.firstByte(arguments, 3, '"'),
        SplitFunctions.firstByte(arguments, 4, '\\'));
  }

  private static Value write(CallContext context, HostStream stream, Value[] arguments)
      throws IOException {
    StringValue text = Arguments.text(context, arguments, 1, StringValue.EMPTY);
    int length = Arguments.int32(arguments, 2, -1);
    if (length >= 0 && length < text.length()) {
      text = text.substring(0, length);
    }
    return write(stream, text);
  }

  private static Value write(HostStream stream, StringValue text) throws IOException {
    stream.write(text);
    return IntValue.of(text.length());
  }

  private static Value writeFields(CallContext context, HostStream stream, Value[] arguments)
      throws IOException {
    MapValue map = Arguments.map(arguments, 1);
    if (map == null) {
      Arguments.report(context, Severity.WARNING, "Missing/Invalid arguments");
      return BoolValue.FALSE;
    }
    int delimiter = SplitFunctions.firstByte(arguments, 2, ',');
    int enclosure = SplitFunctions.firstByte(arguments, 3, '"');
    ByteBuilder line = new ByteBuilder(80, context.meter());
    for (int at = map.firstPosition(); at != MapValue.NONE; at = map.positionAfter(at)) {
      StringValue field = map.valueAt(at).toStringValue(context.meter());
      if (!field.isEmpty()) {
        if (line.length() > 0) {
          line.append(delimiter);
        }
        writeField(field, delimiter, enclosure, line);
      }
    }
    stream.write(line.append('\n').finish());
    return NullValue.NULL;
  }

  /** A field that starts with the enclosure gets it twice on both sides. */
  private static void writeField(
      StringValue field, int delimiter, int enclosure, ByteBuilder line) {
    boolean needsEnclosure = false;
    for (int i = 0; i < field.length(); i++) {
      needsEnclosure |= field.byteAt(i) == delimiter || field.byteAt(i) == enclosure;
    }
    int count = !needsEnclosure ? 0 : field.byteAt(0) == enclosure ? 2 : 1;
    line.append(enclosure, count).append(field).append(enclosure, count);
  }

  private static Value writeFormat(CallContext context, HostStream stream, Value[] arguments)
      throws IOException {
    Value[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    return write(stream, PrintfFunctions.format(context, rest));
  }

  private static Value writeFormatMap(CallContext context, HostStream stream, Value[] arguments)
      throws IOException {
    Value[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    return write(stream, PrintfFunctions.formatMap(context, rest));
  }

  private static Value seek(CallContext context, HostStream stream, Value[] arguments)
      throws IOException {
    stream.seek(arguments.length > 1 ? arguments[1].toInt() : 0, Arguments.int32(arguments, 2, 0));
    return IntValue.ZERO;
  }

  private static Value lock(CallContext context, HostStream stream, Value[] arguments)
      throws IOException {
    if (Arguments.int32(arguments, 1, 0) != 0) {
      return BoolValue.of(stream.lock());
    }
    stream.unlock();
    return BoolValue.TRUE;
  }

  private static Value stat(HostStream stream) {
    Path path = stream.path();
    MapValue map = path == null ? null : HostFileFunctions.stat(path, true);
    return map == null ? BoolValue.FALSE : map;
  }

  private static Value passThrough(CallContext context, HostStream stream, Value[] arguments)
      throws IOException {
    long count = 0;
    while (!stream.isAtEnd()) {
      StringValue part = stream.read(READ_DEFAULT, context.meter());
      context.print(part);
      count += part.length();
    }
    return IntValue.of(count);
  }
}
