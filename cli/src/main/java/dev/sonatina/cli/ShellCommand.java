package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.engine.api.SonatinaException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs scripts as they are typed. */
@Command(
    name = "shell",
    description = "Runs Jx9 as it is typed, and commands that begin with a point.",
    footer = {
      "",
      "An entry runs once its brackets are closed, or with an empty line. An expression",
      "alone prints its value. Variables stay, but not with a database behind a server.",
      "Ctrl-C ends a script, twice within a second it ends the shell, as does Ctrl-D. A *",
      "in the prompt says that something may not be synced yet: .commit does that. From a",
      "pipe the first error ends the shell.",
      "",
      "Example: sonatina shell runs/today"
    })
final class ShellCommand implements Callable<Integer> {

  private static final int PROMPT_NAME_MAX = 24;

  private final Stdio stdio;

  @Parameters(
      paramLabel = "DATABASE",
      arity = "0..1",
      defaultValue = ":mem:",
      description = "The database (default: an empty one in memory).")
  private String database = ":mem:";

  @Option(names = "--create", description = "Make the database if there is none.")
  private boolean create;

  @Option(names = "--readonly", description = "Refuse every write.")
  private boolean readOnly;

  @Option(
      names = "--allow-host",
      description = "Let scripts use this machine: files, environment, other scripts.")
  private boolean allowHost;

  @Option(
      names = "--keep-going",
      description = "Go on after errors in a pipe; the exit code is that of the last one.")
  private boolean keepGoing;

  @Mixin private final OutputOption form = new OutputOption();

  @Mixin private final LimitOption limits = new LimitOption();

  ShellCommand(Stdio stdio) {
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
    boolean isFile = database.endsWith(".unqlite");
    Access access = readOnly || isFile ? Access.READ : create ? Access.CREATE : Access.WRITE;
    return new ShellSession(
        stdio, database, access, new ScriptSettings(allowHost, limits), isInteractive);
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
      if (line == null || (ended != 0 && !input.isInteractive() && !keepGoing)) {
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
