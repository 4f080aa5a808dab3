package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scripts in files of the host, run by other scripts. */
final class HostScriptFunctions {
  /** More than any script may have, so that a device without end is refused as too long. */
  private static final int READ_MAX = 64 << 20;

  private static final StringValue IN_MEMORY = StringValue.of(":MEMORY:");

  private HostScriptFunctions() {}

  /** The files that a run has included, and those it is in. */
  private static final class Inclusions {
    private final Set<Path> seen = new HashSet<>();
    private final Deque<Path> running = new ArrayDeque<>();

    static Inclusions of(CallContext context) {
      return context.local(Inclusions.class, Inclusions::new);
    }
  }

  static void define(Definitions functions) {
    functions
        .topic("host script")
        .function(
            "include(path)",
            "Runs the script in that file as if it stood here, and gives what it returns: true if"
                + " nothing, false if there is no such file or nothing in it. A path begins at the"
                + " working directory.",
            "file_put_contents(\"lib.jx9\", \"return 6 * 7;\"); print include(\"lib.jx9\");",
            "42",
            (context, arguments) -> include(context, arguments, false))
        .function(
            "import(path)",
            "As include, unless the file was included before: then it does nothing and gives true.",
            "file_put_contents(\"lib.jx9\", \"print 1;\"); import(\"lib.jx9\");"
                + " import(\"lib.jx9\");",
            "1",
            (context, arguments) -> include(context, arguments, true));
  }

  /** Adds the constants that name the running file. */
  static void defineConstants(Library.Builder library) {
    library
        .constant("__FILE__", context -> nameOf(Inclusions.of(context).running.peek()))
        .constant(
            "__DIR__",
            context -> {
              Path file = Inclusions.of(context).running.peek();
              return nameOf(file == null ? null : file.getParent());
            });
  }

  private static Value nameOf(@Nullable Path path) {
    return path == null ? IN_MEMORY : StringValue.of(path.toString());
  }

  private static Value include(CallContext context, Value[] arguments, boolean once) {
    StringValue name = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    if (name.isEmpty()) {
      return NullValue.NULL;
    }
    Path path = HostState.path(context, name);
    byte[] source = path == null ? null : read(path);
    if (path == null || source == null || source.length == 0) {
      Arguments.report(context, Severity.WARNING, "IO error while importing: '" + name + "'");
      return BoolValue.FALSE;
    }
    Inclusions inclusions = Inclusions.of(context);
    Path file = path.normalize();
    boolean isNew = inclusions.seen.add(file);
    return once && !isNew ? BoolValue.TRUE : run(context, inclusions, file, source);
  }

  private static byte @Nullable [] read(Path path) {
    try (InputStream file = Files.newInputStream(path)) {
      return file.readNBytes(READ_MAX);
    } catch (IOException e) {
      return null;
    }
  }

  private static Value run(CallContext context, Inclusions inclusions, Path file, byte[] source) {
    inclusions.running.push(file);
    try {
      return context.include(file.toString(), source);
    } finally {
      inclusions.running.pop();
    }
  }
}
