package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run has changed of its process: the working directory and the environment. A Java process
 * cannot change its own, so a script's changes are seen by the script only.
 */
final class HostState {
  private Path directory = Path.of("").toAbsolutePath();
  private final Map<String, String> environment = new HashMap<>();

  static HostState of(CallContext context) {
    return context.local(HostState.class, HostState::new);
  }

  Path directory() {
    return directory;
  }

  void changeDirectory(Path target) {
    directory = target;
  }

  /** The value of an environment variable, null if it is not set. */
  @Nullable String variable(String name) {
    String own = environment.get(name);
    return own != null ? own : System.getenv(name);
  }

  void setVariable(String name, String value) {
    environment.put(name, value);
  }

  /**
   * The path that the argument at {@code index} names, null unless it is a string that can be one.
   */
  static @Nullable Path path(CallContext context, Value[] arguments, int index) {
    StringValue text = Arguments.string(arguments, index);
    return text == null ? null : path(context, text);
  }

  /**
   * The path that {@code text} names in the working directory; everything before a zero byte
   * counts.
   */
  static @Nullable Path path(CallContext context, StringValue text) {
    String name = new String(text.bytes(), StandardCharsets.UTF_8);
    int zero = name.indexOf(0);
    if (zero >= 0) {
      name = name.substring(0, zero);
    }
    if (name.startsWith("file://")) {
      name = name.substring("file://".length());
    }
    try {
      return name.isEmpty() ? null : of(context).directory().resolve(name);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** As {@link #path}; what is no path is reported. */
  static @Nullable Path neededPath(CallContext context, Value[] arguments) {
    if (Arguments.string(arguments, 0) == null) {
      Arguments.report(context, Severity.WARNING, "Expecting a file path");
      return null;
    }
    Path path = path(context, arguments, 0);
    if (path == null) {
      reportUnopened(context, arguments[0]);
    }
    return path;
  }

  static void reportUnopened(CallContext context, Value path) {
    Arguments.report(context, Severity.ERROR, "IO error while opening '" + path + "'");
  }
}
