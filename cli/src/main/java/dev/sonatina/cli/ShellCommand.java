package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.SonatinaException;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs scripts as they are typed. */
final class ShellCommand extends Verb {

  private static final int PROMPT_NAME_MAX = 24;

  private final Stdio stdio;

  private final Argument<String> database =
      operand("DATABASE", "The database (default: an empty one in memory).")
          .orElse(":mem:")
          .as(String.class);

  private final Argument<Boolean> create = flag("--create", "Make the database if there is none.");

  private final Argument<Boolean> readOnly = flag("--readonly", "Refuse every write.");

  private final Argument<Boolean> allowHost =
      flag("--allow-host", "Let scripts use this machine: files, environment, other scripts.");

  private final Argument<Boolean> keepGoing =
      flag("--keep-going", "Go on after errors in a pipe; the exit code is that of the last one.");

  private final OutputOption form = new OutputOption(this);

  private final LimitOption limits = new LimitOption(this);

  ShellCommand(Stdio stdio) {
    super("shell", "Runs Jx9 as it is typed, and commands that begin with a point.");
    footer(
        "",
        "An entry runs once its brackets are closed, or with an empty line. An expression",
        "alone prints its value. Variables stay, but not with a database behind a server.",
        "Ctrl-C ends a script, twice within a second it ends the shell, as does Ctrl-D. A *",
        "in the prompt says that something may not be synced yet: .commit does that. From a",
        "pipe the first error ends the shell.",
        "",
        "Example: sonatina shell runs/today");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    boolean isTerminal = isTerminal();
    try (ShellSession session = session(isTerminal)) {
      ShellCommands commands = new ShellCommands(stdio, session);
      try (ShellInput input =
          isTerminal
              ? new TerminalInput(
                  new ShellWords(session, commands.names())::all, stdio.palette(Stdio.Stream.OUT))
              : ShellInput.piped(stdio)) {
        input.onInterrupt(() -> session.interrupt());
        session.mode(form.mode());
        PagedOutput.Screen screen = input.screen();
        if (screen != null) {
          session.readOn(screen, !form.isPagerOff());
        }
        if (isTerminal) {
          stdio.note("type Jx9, .help for commands, Ctrl-D to leave");
        }
        return run(input, session, commands);
      }
    }
  }

  private ShellSession session(boolean isInteractive) {
    boolean isFile = database.value().endsWith(".unqlite");
    Access access =
        readOnly.value() || isFile ? Access.READ : create.value() ? Access.CREATE : Access.WRITE;
    return new ShellSession(
        stdio,
        database.value(),
        access,
        new ScriptSettings(allowHost.value(), limits),
        isInteractive);
  }

  private int run(ShellInput input, ShellSession session, ShellCommands commands)
      throws IOException {
    ShellEntry entry = new ShellEntry();
    int status = 0;
    while (true) {
      @Nullable String line;
      try {
        line = input.read(entry.isEmpty() ? prompt(session) : "...> ");
      } catch (ShellInput.GivenUpException e) {
        if (session.interrupt()) {
          return ExitCode.INTERRUPTED.status();
        }
        entry = new ShellEntry();
        continue;
      }
      boolean isCommand = line != null && entry.isEmpty() && line.startsWith(".");
      if (line != null && !isCommand) {
        entry.add(line);
        if (!line.isBlank() && !entry.isWhole()) {
          continue;
        }
      }
      int ended = carryOut(isCommand ? line : null, entry, session, commands);
      if (ended != 0) {
        status = ended;
      }
      Integer exit = commands.exitStatus();
      if (exit != null) {
        return exit;
      }
      if (line == null || (ended != 0 && !input.isInteractive() && !keepGoing.value())) {
        return input.isInteractive() ? 0 : status;
      }
      entry = new ShellEntry();
    }
  }

  /** Carries out a command, or else an entry, and says what went wrong. */
  private int carryOut(
      @Nullable String command, ShellEntry entry, ShellSession session, ShellCommands commands)
      throws IOException {
    long from = stdio.nanoTime().getAsLong();
    try {
      if (command != null) {
        return commands.run(command);
      }
      String script = entry.script(session.isRemote());
      return script.isEmpty() ? 0 : session.run(new ScriptSource("<input>", script));
    } catch (CliException | ScriptFailure | SonatinaException | IOException e) {
      boolean isEnough = ClosedOutputException.isBehind(e);
      if (isEnough && !isTerminal()) {
        throw e;
      }
      stdio.out().flush();
      return isEnough ? 0 : new FailureReport(stdio, false).print(e).status();
    } finally {
      if (session.isTiming()) {
        long nanos = stdio.nanoTime().getAsLong() - from;
        session.note(String.format(Locale.ROOT, "%.1f ms", nanos / 1e6));
      }
      session.entryEnded();
    }
  }

  private boolean isTerminal() {
    return stdio.isTerminal(Stdio.Stream.IN) && stdio.isTerminal(Stdio.Stream.OUT);
  }

  private static String prompt(ShellSession session) {
    String name = session.address();
    boolean isLong = name.length() > PROMPT_NAME_MAX;
    String shown = isLong ? "…" + name.substring(name.length() - PROMPT_NAME_MAX) : name;
    return shown + (session.isPending() ? "*> " : "> ");
  }
}
