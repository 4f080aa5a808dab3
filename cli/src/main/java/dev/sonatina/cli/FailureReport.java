package dev.sonatina.cli;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.vfs.FailureText;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.IntegerNumber;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonValue.StringValue;
import dev.sonatina.net.protocol.json.JsonWriter;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * Tells the user why a command failed, in one line and never with a stack trace, and chooses the
 * exit code. An error in a script also shows the line it is on, with a mark below it. Programs that
 * ask for it get one JSON object instead, with a code, the message and, where there are such, file,
 * line and column.
 */
final class FailureReport {

  /** Set to anything, it adds the stack trace to an internal error, for a bug report. */
  static final String DEBUG_VARIABLE = "SONATINA_DEBUG";

  private static final String INTERNAL = "INTERNAL";

  /** Some messages begin with the place that is printed in front of them. */
  private static final Pattern OWN_PLACE = Pattern.compile("^line \\d+(, column \\d+)?: ");

  private final Stdio stdio;
  private final boolean quiet;

  /**
   * @param quiet leaves out everything but the one line
   */
  FailureReport(Stdio stdio, boolean quiet) {
    this.stdio = stdio;
    this.quiet = quiet;
  }

  /** Prints the reason and returns how the command ends. */
  ExitCode print(Throwable failure) {
    if (ClosedOutputException.isBehind(failure)) {
      return ExitCode.DONE;
    }
    if (failure instanceof CliException known) {
      report(known.exitCode().name(), messageOf(known));
      return known.exitCode();
    }
    if (failure instanceof ScriptFailure script) {
      printScriptFailure(script.source(), script.failure());
      return ExitCode.of(script.failure().code());
    }
    if (failure instanceof SonatinaException refused) {
      report(refused.code().name(), messageOf(refused));
      return ExitCode.of(refused.code());
    }
    if (failure instanceof IOException) {
      report(ErrorCode.IO_FAILURE.name(), messageOf(failure));
      return ExitCode.CANNOT_OPEN;
    }
    if (failure instanceof OutOfMemoryError) {
      report(
          ErrorCode.LIMIT_EXCEEDED.name(),
          "out of memory; give Java more, for instance SONATINA_JAVA_OPTS=-Xmx4g");
      return ExitCode.LIMIT_REACHED;
    }
    report(INTERNAL, "internal error: " + failure + " (" + DEBUG_VARIABLE + "=1 shows where)");
    if (System.getenv(DEBUG_VARIABLE) != null) {
      failure.printStackTrace(stdio.err());
    }
    return ExitCode.SCRIPT_ERROR;
  }

  /** Prints why the arguments make no sense, with the nearest that would. */
  ExitCode printUsage(CommandLine.ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    report(ExitCode.USAGE.name(), messageOf(failure));
    if (stdio.areErrorsJson()) {
      return ExitCode.USAGE;
    }
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, stdio.err()) && !quiet) {
      stdio
          .err()
          .println("Try '" + command.getCommandSpec().qualifiedName(" ") + " --help' for its use.");
    }
    return ExitCode.USAGE;
  }

  private void printScriptFailure(ScriptSource source, SonatinaException failure) {
    if (failure.line() == 0 && !stdio.areErrorsJson()) {
      report(failure.code().name(), source.name() + ": " + messageOf(failure));
      return;
    }
    String message = OWN_PLACE.matcher(messageOf(failure)).replaceFirst("");
    printPlace(source.name(), failure.line(), failure.column(), failure.code(), message);
    if (!quiet && !stdio.areErrorsJson()) {
      SourceExcerpt excerpt = SourceExcerpt.of(source.line(failure.line()), failure.column());
      stdio.err().println("  " + excerpt.text());
      if (failure.column() > 0) {
        String mark = stdio.palette(Stdio.Stream.ERR).bad("^");
        stdio.err().println("  " + excerpt.indent() + mark);
      }
    }
  }

  /**
   * Prints what is wrong at a place of a file.
   *
   * @param column 0 if it is not known
   */
  void printPlace(String file, long line, int column, ErrorCode code, String message) {
    if (stdio.areErrorsJson()) {
      Map<String, JsonValue> members = members(code.name(), message);
      members.put("file", new StringValue(file));
      members.put("line", new IntegerNumber(line));
      members.put("column", new IntegerNumber(column));
      printJson(members);
      return;
    }
    String place = file + ":" + line + (column == 0 ? "" : ":" + column);
    stdio.err().println(place + ": " + oneLine(message));
  }

  private static String messageOf(Throwable failure) {
    if (failure instanceof FileSystemException known && known.getFile() != null) {
      return known.getFile() + ": " + FailureText.reason(known, Path.of(known.getFile()));
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private void report(String code, String message) {
    if (stdio.areErrorsJson()) {
      printJson(members(code, message));
    } else {
      stdio.note(oneLine(message));
    }
  }

  private static Map<String, JsonValue> members(String code, String message) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("code", new StringValue(code));
    members.put("message", new StringValue(oneLine(message)));
    return members;
  }

  private void printJson(Map<String, JsonValue> members) {
    stdio.err().println(JsonWriter.write(new ObjectValue(members)));
  }

  /** A message of several lines, from a server for instance, still is one line here. */
  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
