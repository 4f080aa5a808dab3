package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.ResourceValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The environment and the process of the host. */
final class HostSystemFunctions {
  private static final long SLEEP_STEP_MILLIS = 20;

  /** What {@code umask} answers, since a Java process cannot know its own. */
  private static final int UMASK_USUAL = 022;

  private HostSystemFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("host system")
        .function(
            "chdir(path)",
            "Changes the script's working directory.",
            "",
            "",
            HostSystemFunctions::changeDirectory)
        .function(
            "chroot(path)",
            "False: a script cannot do that.",
            "",
            "",
            (context, arguments) -> BoolValue.FALSE)
        .function(
            "getcwd()",
            "The script's working directory.",
            "",
            "",
            (context, arguments) -> StringValue.of(HostState.of(context).directory().toString()))
        .function(
            "getenv(name)",
            "The value of an environment variable; false if it is not set.",
            "",
            "",
            HostSystemFunctions::environment)
        .function(
            "putenv(setting)",
            "Sets an environment variable, for the script, from name=value.",
            "",
            "",
            HostSystemFunctions::setEnvironment)
        .alias("setenv", "putenv")
        .function(
            "sys_get_temp_dir()",
            "The directory for temporary files.",
            "",
            "",
            (context, arguments) -> StringValue.of(temporaryDirectory()))
        .function(
            "get_current_user()",
            "The user's name.",
            "",
            "",
            (context, arguments) -> StringValue.of(property("user.name")))
        .function(
            "getpid()",
            "The number of the process.",
            "",
            "",
            (context, arguments) -> IntValue.of(ProcessHandle.current().pid()))
        .function(
            "getuid()", "The user's number.", "", "", (context, arguments) -> ownId("unix:uid"))
        .function(
            "getgid()", "The group's number.", "", "", (context, arguments) -> ownId("unix:gid"))
        .function(
            "umask([mask])",
            "The usual mask, which cannot be changed.",
            "",
            "",
            (context, arguments) -> IntValue.of(UMASK_USUAL))
        .function(
            "uname([part])",
            "The system's name (s), host (n), release (r), version (v), machine (m) or all of it.",
            "",
            "",
            HostSystemFunctions::systemName)
        .function(
            "sleep(seconds)",
            "Waits, and gives 0.",
            "",
            "",
            (context, arguments) -> sleep(context, arguments, 1000))
        .function("usleep(microseconds)", "Waits.", "", "", HostSystemFunctions::sleepMicroseconds);
    zip(functions);
  }

  /** Zip archives are not supported; their functions answer as if no archive could be opened. */
  private static void zip(Definitions functions) {
    for (String name :
        new String[] {
          "zip_open",
          "zip_close",
          "zip_read",
          "zip_entry_open",
          "zip_entry_close",
          "zip_entry_name",
          "zip_entry_filesize",
          "zip_entry_compressedsize",
          "zip_entry_compressionmethod",
          "zip_entry_read",
          "zip_entry_reset_cursor"
        }) {
      functions.function(
          name + "(…)",
          "False: archives are not supported.",
          name + "()",
          "false",
          (context, arguments) -> BoolValue.FALSE);
    }
  }

  /** Adds the standard streams. */
  static void defineConstants(Library.Builder library) {
    ResourceValue in =
        ResourceValue.of(new HostStream(new FileInputStream(FileDescriptor.in).getChannel(), null));
    ResourceValue out =
        ResourceValue.of(
            new HostStream(new FileOutputStream(FileDescriptor.out).getChannel(), null));
    ResourceValue err =
        ResourceValue.of(
            new HostStream(new FileOutputStream(FileDescriptor.err).getChannel(), null));
    library
        .constant("STDIN", in)
        .constant("stdin", in)
        .constant("STDOUT", out)
        .constant("stdout", out)
        .constant("STDERR", err)
        .constant("stderr", err);
  }

  private static Value changeDirectory(CallContext context, Value[] arguments) {
    Path path = HostState.path(context, arguments, 0);
    if (path == null || !Files.isDirectory(path)) {
      return BoolValue.FALSE;
    }
    HostState.of(context).changeDirectory(path.normalize());
    return BoolValue.TRUE;
  }

  private static Value environment(CallContext context, Value[] arguments) {
    StringValue name = Arguments.string(arguments, 0);
    String value = name == null ? null : HostState.of(context).variable(name.toString());
    return value == null ? BoolValue.FALSE : StringValue.of(value);
  }

  private static Value setEnvironment(CallContext context, Value[] arguments) {
    StringValue setting = Arguments.string(arguments, 0);
    String text = setting == null ? "" : setting.toString();
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      return BoolValue.FALSE;
    }
    HostState.of(context).setVariable(text.substring(0, equals), text.substring(equals + 1));
    return BoolValue.TRUE;
  }

  static String temporaryDirectory() {
    return property("java.io.tmpdir");
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  private static Value ownId(String attribute) {
    try {
      return Files.getAttribute(Path.of("/proc/self"), attribute) instanceof Number id
          ? IntValue.of(id.longValue())
          : IntValue.ZERO;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return IntValue.ZERO;
    }
  }

  private static Value systemName(CallContext context, Value[] arguments) {
    StringValue mode = Arguments.string(arguments, 0);
    String system = property("os.name");
    String release = property("os.version");
    String machine = property("os.arch");
    String host = orEmpty(System.getenv("HOSTNAME"));
    return StringValue.of(
        switch (mode == null || mode.isEmpty() ? 'a' : mode.byteAt(0)) {
          case 's' -> system;
          case 'n' -> host;
          case 'r', 'v' -> release;
          case 'm' -> machine;
          default -> system + " " + release + " " + host + " " + machine;
        });
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "localhost" : text;
  }

  private static Value sleep(CallContext context, Value[] arguments, long unitMillis) {
    int count = Arguments.int32(arguments, 0, -1);
    if (!Arguments.isType(arguments, 0, ValueType.INT) || count < 0) {
      return BoolValue.FALSE;
    }
    pause(context, count * unitMillis);
    return IntValue.ZERO;
  }

  private static Value sleepMicroseconds(CallContext context, Value[] arguments) {
    pause(context, Math.max(0, Arguments.int32(arguments, 0, 0)) / 1000);
    return NullValue.NULL;
  }

  /** Waits in small steps, so that the run can be stopped. */
  private static void pause(CallContext context, long millis) {
    try {
      for (long left = millis; left > 0; left -= SLEEP_STEP_MILLIS) {
        Thread.sleep(Math.min(left, SLEEP_STEP_MILLIS));
        context.meter().checkpoint();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
