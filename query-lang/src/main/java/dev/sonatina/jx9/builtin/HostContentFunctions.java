package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.ResourceValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whole files at once, and the entries of directories. */
final class HostContentFunctions {
  private static final int WITHOUT_NEWLINES = 2;
  private static final int WITHOUT_EMPTY = 4;
  private static final int APPEND = 8;
  private static final int GLOB_MARK = 1;
  private static final int GLOB_NOSORT = 2;
  private static final int GLOB_NOCHECK = 4;
  private static final int GLOB_ONLYDIR = 16;

  private HostContentFunctions() {}

  /** What is done with a file open for reading. */
  @FunctionalInterface
  private interface Reading {
    Value run(HostStream stream) throws IOException;
  }

  /** The names in a directory, being gone through. */
  private static final class DirectoryCursor {
    private final List<String> names;
    private int next;

    DirectoryCursor(List<String> names) {
      this.names = names;
    }
  }

  static void define(Definitions functions) {
    functions
        .topic("host contents")
        .function(
            "file_get_contents(path [, ignored [, ignored [, offset [, length]]]])",
            "The bytes of a file; false if there are none.",
            "",
            "",
            HostContentFunctions::contents)
        .function(
            "file_put_contents(path, s [, flags])",
            "Writes s, or appends it with flag 8, and gives the number of bytes.",
            "",
            "",
            HostContentFunctions::putContents)
        .function(
            "file(path [, flags])",
            "The lines; flag 2 drops newlines, 4 empty lines.",
            "",
            "",
            HostContentFunctions::lines)
        .function(
            "readfile(path)",
            "Prints a file and gives its length.",
            "",
            "",
            HostContentFunctions::print)
        .function(
            "md5_file(path [, isRaw])",
            "As md5, of a file.",
            "",
            "",
            (context, arguments) -> digest(context, arguments, "MD5"))
        .function(
            "sha1_file(path [, isRaw])",
            "As sha1, of a file.",
            "",
            "",
            (context, arguments) -> digest(context, arguments, "SHA-1"))
        .function(
            "parse_ini_file(path [, hasSections])",
            "As parse_ini_string, of a file.",
            "",
            "",
            HostContentFunctions::ini)
        .function(
            "opendir(path)",
            "A directory to be read; false if that failed.",
            "",
            "",
            HostContentFunctions::openDirectory)
        .function(
            "readdir(directory)",
            "The next name; false at the end.",
            "",
            "",
            HostContentFunctions::nextName)
        .function(
            "rewinddir(directory)",
            "Starts over.",
            "",
            "",
            (context, arguments) -> rewind(context, arguments))
        .function(
            "closedir(directory)",
            "Ends reading.",
            "",
            "",
            (context, arguments) -> rewind(context, arguments))
        .function(
            "scandir(path [, order])",
            "The names in a directory, ascending (0), descending (1) or as they come (2).",
            "",
            "",
            HostContentFunctions::names)
        .function(
            "glob(pattern [, flags])",
            "The names in the pattern's directory that match its last part.",
            "",
            "",
            HostContentFunctions::glob)
        .function(
            "tmpfile()",
            "A new open file in the directory for temporary files.",
            "",
            "",
            HostContentFunctions::temporaryFile)
        .function(
            "tempnam([directory [, prefix]])",
            "A name for a new file.",
            "",
            "",
            HostContentFunctions::temporaryName);
  }

  private static Value read(CallContext context, Value[] arguments, Reading reading) {
    Path path = HostState.neededPath(context, arguments);
    if (path == null) {
      return BoolValue.FALSE;
    }
    try {
      HostStream stream = HostStreamFunctions.open(path, Set.of(StandardOpenOption.READ));
      try {
        return reading.run(stream);
      } finally {
        stream.close();
      }
    } catch (IOException e) {
      HostState.reportUnopened(context, arguments[0]);
      return BoolValue.FALSE;
    }
  }

  private static Value contents(CallContext context, Value[] arguments) {
    return read(
        context,
        arguments,
        stream -> {
          long offset = arguments.length > 3 ? arguments[3].toInt() : 0;
          if (offset > 0) {
            stream.seek(offset, 0);
          }
          int length = Arguments.int32(arguments, 4, -1);
          StringValue text = stream.read(length > 0 ? length : Integer.MAX_VALUE, context.meter());
          return text.isEmpty() ? BoolValue.FALSE : text;
        });
  }

  private static Value putContents(CallContext context, Value[] arguments) {
    Path path = HostState.neededPath(context, arguments);
    StringValue text = Arguments.text(context, arguments, 1, StringValue.EMPTY);
    if (path == null || text.isEmpty()) {
      return BoolValue.FALSE;
    }
    boolean isAppending = (Arguments.int32(arguments, 2, 0) & APPEND) != 0;
    StandardOpenOption way =
        isAppending ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try {
      HostStream stream =
          HostStreamFunctions.open(
              path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, way));
      try {
        stream.write(text);
      } finally {
        stream.close();
      }
      return IntValue.of(text.length());
    } catch (IOException e) {
      HostState.reportUnopened(context, arguments[0]);
      return BoolValue.FALSE;
    }
  }

  private static Value lines(CallContext context, Value[] arguments) {
    int flags = Arguments.int32(arguments, 1, 0);
    return read(
        context,
        arguments,
        stream -> {
          MapValue lines = context.hold(MapValue.array());
          while (!stream.isAtEnd()) {
            StringValue line = stream.readLine(-1, context.meter());
            int end = line.length();
            while ((flags & WITHOUT_NEWLINES) != 0 && end > 0 && line.byteAt(end - 1) == '\n') {
              end--;
            }
            line = line.substring(0, end);
            if ((flags & WITHOUT_EMPTY) == 0 || !isBlank(line)) {
              context.meter().allocate(48L + line.length());
              lines.append(line);
            }
          }
          return lines;
        });
  }

  private static boolean isBlank(StringValue line) {
    for (int i = 0; i < line.length(); i++) {
      if (!NumberReader.isSpace(line.byteAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static Value print(CallContext context, Value[] arguments) {
    return read(
        context,
        arguments,
        stream -> {
          long count = 0;
          while (!stream.isAtEnd()) {
            StringValue part = stream.read(1 << 16, context.meter());
            context.print(part);
            count += part.length();
          }
          return IntValue.of(count);
        });
  }

  private static Value digest(CallContext context, Value[] arguments, String algorithm) {
    boolean isRaw = Arguments.flag(arguments, 1);
    return read(
        context,
        arguments,
        stream ->
            HashFunctions.digest(
                context, stream.read(Integer.MAX_VALUE, context.meter()), algorithm, isRaw));
  }

  private static Value ini(CallContext context, Value[] arguments) {
    boolean hasSections = Arguments.flag(arguments, 1);
    return read(
        context,
        arguments,
        stream -> {
          StringValue text = stream.read(Integer.MAX_VALUE, context.meter());
          return text.isEmpty()
              ? BoolValue.FALSE
              : new IniReader(text, hasSections, context.meter()).read();
        });
  }

  // --- directories

  /** The names in a directory; null if it cannot be read. */
  private static @Nullable List<String> list(Path path) {
    List<String> names = new ArrayList<>();
    try (Stream<Path> entries = Files.list(path)) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
      return names;
    } catch (IOException e) {
      return null;
    }
  }

  private static Value openDirectory(CallContext context, Value[] arguments) {
    Path path = HostState.path(context, arguments, 0);
    if (path == null) {
      Arguments.report(context, Severity.WARNING, "Expecting a directory path");
      return BoolValue.FALSE;
    }
    List<String> names = list(path);
    return names == null ? BoolValue.FALSE : ResourceValue.of(new DirectoryCursor(names));
  }

  private static @Nullable DirectoryCursor cursor(CallContext context, Value[] arguments) {
    if (arguments.length > 0
        && arguments[0] instanceof ResourceValue resource
        && resource.handle() instanceof DirectoryCursor cursor) {
      return cursor;
    }
    Arguments.report(context, Severity.WARNING, "Expecting an IO handle");
    return null;
  }

  private static Value nextName(CallContext context, Value[] arguments) {
    DirectoryCursor cursor = cursor(context, arguments);
    if (cursor == null || cursor.next >= cursor.names.size()) {
      return BoolValue.FALSE;
    }
    return StringValue.of(cursor.names.get(cursor.next++));
  }

  private static Value rewind(CallContext context, Value[] arguments) {
    DirectoryCursor cursor = cursor(context, arguments);
    if (cursor == null) {
      return BoolValue.FALSE;
    }
    cursor.next = 0;
    return NullValue.NULL;
  }

  private static Value names(CallContext context, Value[] arguments) {
    Path path = HostState.path(context, arguments, 0);
    List<String> names = path == null ? null : list(path);
    if (names == null) {
      return BoolValue.FALSE;
    }
    int order = Arguments.int32(arguments, 1, 0);
    if (order == 0 || order == 1) {
      names.sort(null);
    }
    if (order == 1) {
      Collections.reverse(names);
    }
    return strings(context, names);
  }

  private static MapValue strings(CallContext context, List<String> names) {
    MapValue array = MapValue.array(names.size());
    for (String name : names) {
      context.meter().allocate(48L + name.length());
      array.append(StringValue.of(name));
    }
    return array;
  }

  private static Value glob(CallContext context, Value[] arguments) {
    StringValue pattern = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    Path directory =
        pattern.isEmpty()
            ? null
            : HostState.path(context, PathFunctions.directory(context.meter(), pattern));
    List<String> names = directory == null ? null : list(directory);
    if (directory == null || names == null) {
      return BoolValue.FALSE;
    }
    int flags = Arguments.int32(arguments, 1, 0);
    StringValue last = PathFunctions.base(context.meter(), pattern, StringValue.EMPTY);
    GlobPattern glob = new GlobPattern(last, '\\', false, context.meter());
    List<String> found = new ArrayList<>();
    for (String name : names) {
      boolean isDirectory = Files.isDirectory(directory.resolve(name));
      if (glob.matches(StringValue.of(name)) && (isDirectory || (flags & GLOB_ONLYDIR) == 0)) {
        found.add(isDirectory && (flags & GLOB_MARK) != 0 ? name + "/" : name);
      }
    }
    if ((flags & GLOB_NOSORT) == 0) {
      found.sort(null);
    }
    if (found.isEmpty() && (flags & GLOB_NOCHECK) != 0) {
      found.add(last.toString());
    }
    return strings(context, found);
  }

  private static Value temporaryFile(CallContext context, Value[] arguments) {
    try {
      Path path = Files.createTempFile("JX9", "");
      return ResourceValue.of(
          HostStreamFunctions.open(
              path,
              Set.of(
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE)));
    } catch (IOException e) {
      return BoolValue.FALSE;
    }
  }

  private static Value temporaryName(CallContext context, Value[] arguments) {
    String directory =
        Arguments.text(
                context, arguments, 0, StringValue.of(HostSystemFunctions.temporaryDirectory()))
            .toString();
    String prefix = Arguments.text(context, arguments, 1, StringValue.of("JX9")).toString();
    StringBuilder name = new StringBuilder(directory).append('/').append(prefix);
    for (int i = 0; i < 12; i++) {
      name.append((char) ('a' + context.random().nextInt(26)));
    }
    return StringValue.of(name.toString());
  }
}
