package dev.sonatina.cli;

import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.vfs.FailureText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * Tells the user why a command failed, in one line and never with a stack trace, and chooses the
 * exit code. An error in a script also shows the line it is on, with a mark below it.
 */
final class FailureReport {

  /** Set to anything, it adds the stack trace to an internal error, for a bug report. */
  static final String DEBUG_VARIABLE = "SONATINA_DEBUG";

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
      line(messageOf(known));
      return known.exitCode();
    }
    if (failure instanceof ScriptFailure script) {
      printScriptFailure(script.source(), script.failure());
      return ExitCode.of(script.failure().code());
    }
    if (failure instanceof SonatinaException refused) {
      line(messageOf(refused));
      return ExitCode.of(refused.code());
    }
    if (failure instanceof IOException) {
      line(messageOf(failure));
      return ExitCode.CANNOT_OPEN;
    }
    if (failure instanceof OutOfMemoryError) {
      line("out of memory; give Java more, for instance SONATINA_JAVA_OPTS=-Xmx4g");
      return ExitCode.LIMIT_REACHED;
    }
    line("internal error: " + failure + " (" + DEBUG_VARIABLE + "=1 shows where)");
    if (System.getenv(DEBUG_VARIABLE) != null) {
      failure.printStackTrace(stdio.err());
    }
    return ExitCode.SCRIPT_ERROR;
  }

  /** Prints why the arguments make no sense, with the nearest that would. */
  ExitCode printUsage(CommandLine.ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    line(messageOf(failure));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, stdio.err()) && !quiet) {
      stdio
          .err()
          .println("Try '" + command.getCommandSpec().qualifiedName(" ") + " --help' for its use.");
    }
    return ExitCode.USAGE;
  }

  private void printScriptFailure(ScriptSource source, SonatinaException failure) {
    if (failure.line() == 0) {
      line(source.name() + ": " + messageOf(failure));
      return;
    }
    String message = OWN_PLACE.matcher(messageOf(failure)).replaceFirst("");
    String column = failure.column() == 0 ? "" : ":" + failure.column();
    stdio.err().println(source.name() + ":" + failure.line() + column + ": " + oneLine(message));
    if (!quiet) {
      SourceExcerpt excerpt = SourceExcerpt.of(source.line(failure.line()), failure.column());
      stdio.err().println("  " + excerpt.text());
      if (failure.column() > 0) {
        String mark = stdio.palette(Stdio.Stream.ERR).bad("^");
        stdio.err().println("  " + excerpt.indent() + mark);
      }
    }
  }

  private static String messageOf(Throwable failure) {
    if (failure instanceof FileSystemException known && known.getFile() != null) {
      return known.getFile() + ": " + FailureText.reason(known, Path.of(known.getFile()));
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private void line(String message) {
    stdio.note(oneLine(message));
  }

  /** A message of several lines, from a server for instance, still is one line here. */
  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
