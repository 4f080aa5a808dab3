package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.print.OutputMode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands of a shell that begin with a point, in sqlite's words where it has them. */
final class ShellCommands {

  private static final String MODES =
      Arrays.stream(OutputMode.values()).map(OutputMode::label).collect(Collectors.joining(", "));

  /** What a command does; {@code rest} is what stands behind its name. */
  interface Action {
    void run(String rest) throws IOException;
  }

  private record Entry(String arguments, String help, Action action) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Stdio stdio;
  private final ShellSession session;
  private @Nullable Integer exitStatus;
  private int failed;

  ShellCommands(Stdio stdio, ShellSession session) {
    this.stdio = stdio;
    this.session = session;
    add(".help", "[PART]", "these commands, or those with PART in their names", this::help);
    add(".open", "DATABASE", "go over to another database, made if there is none", this::open);
    new ShellRecordCommands(session).addTo(this);
    add(".mode", "[MODE]", "how records are printed: " + MODES, this::mode);
    add(".read", "FILE", "run a script", this::read);
    add(".edit", "", "write an entry with $EDITOR, from the last one", rest -> edit());
    add(".output", "[FILE]", "send output to a file, or here again", this::output);
    add(".once", "FILE", "send the output of what comes next to a file", this::once);
    add(".timer", "on|off", "tell how long each entry took", state -> session.timing(isOn(state)));
    add(
        ".stats",
        "on|off",
        "tell what each filter looked at",
        state -> session.counting(isOn(state)));
    add(".commit", "", "sync what was written", rest -> session.commit());
    add(".functions", "[NAME]", "the functions of Jx9", this::functions);
    new ShellFileCommands(stdio, session).addTo(this);
    add(".exit", "[STATUS]", "leave; so does Ctrl-D", this::exit);
  }

  /** Adds a command; without arguments in brackets, or any, there must be some. */
  void add(String name, String arguments, String help, Action action) {
    entries.put(name, new Entry(arguments, help, action));
  }

  List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** The status to leave with, null to stay. */
  @Nullable Integer exitStatus() {
    return exitStatus;
  }

  /**
   * Carries out a line that begins with a point.
   *
   * @return how it ended, 0 if all went well
   */
  int run(String line) throws IOException {
    failed = 0;
    String[] words = line.strip().split("\\s+", 2);
    Entry entry = entries.get(words[0]);
    if (entry == null) {
      throw new CliException(
          ExitCode.USAGE,
          "there is no command "
              + words[0]
              + NearestWord.hint(words[0], entries.keySet())
              + " (.help lists all)");
    }
    String rest = words.length > 1 ? words[1] : "";
    boolean mayBeEmpty = entry.arguments.isEmpty() || entry.arguments.startsWith("[");
    if (rest.isEmpty() && !mayBeEmpty) {
      throw new CliException(ExitCode.USAGE, "expected: " + words[0] + " " + entry.arguments);
    }
    entry.action.run(rest);
    session.output().flush();
    return failed;
  }

  /** Notes how the command ends that is being carried out, which has told the reason already. */
  void ended(int status) {
    failed = status;
  }

  private void help(String part) throws IOException {
    for (Map.Entry<String, Entry> each : entries.entrySet()) {
      if (each.getKey().contains(part)) {
        Entry entry = each.getValue();
        session.line(
            String.format(
                Locale.ROOT, "%-32s %s", each.getKey() + " " + entry.arguments, entry.help));
      }
    }
  }

  private void open(String address) {
    session.open(address, address.endsWith(".unqlite") ? Access.READ : Access.CREATE);
  }

  private void read(String file) throws IOException {
    int status = session.run(ScriptSource.ofFile(pathOf(file)));
    if (status != 0) {
      exitStatus = status;
    }
  }

  /** The file or directory that somebody typed. */
  static Path pathOf(String file) {
    try {
      return Path.of(file.strip());
    } catch (InvalidPathException e) {
      throw new CliException(ExitCode.USAGE, "'" + file + "' is no path: " + e.getReason(), e);
    }
  }

  private void output(String file) throws IOException {
    session.outputTo(file.isEmpty() ? null : pathOf(file));
  }

  private void once(String file) throws IOException {
    session.outputOnceTo(pathOf(file));
  }

  private void mode(String name) throws IOException {
    if (name.isBlank()) {
      session.line(session.mode().label());
      return;
    }
    for (OutputMode mode : OutputMode.values()) {
      if (mode.label().equals(name.strip())) {
        session.mode(mode);
        return;
      }
    }
    throw new CliException(ExitCode.USAGE, "expected: .mode " + MODES.replace(", ", "|"));
  }

  private void edit() throws IOException {
    ScriptSource edited = new ShellEditor(ShellEditor.ofEnvironment()).edit(session.lastEntry());
    if (!edited.text().isBlank()) {
      ended(session.run(edited));
    }
  }

  private static boolean isOn(String state) {
    if (!state.equals("on") && !state.equals("off")) {
      throw new CliException(ExitCode.USAGE, "expected: on or off");
    }
    return state.equals("on");
  }

  private void functions(String name) {
    String[] arguments =
        name.isEmpty() ? new String[] {"functions"} : new String[] {"functions", name};
    ended(Main.run(stdio.withOut(session.output()), arguments));
  }

  private void exit(String status) {
    try {
      exitStatus = status.isEmpty() ? 0 : Integer.parseInt(status.strip()) & 0xff;
    } catch (NumberFormatException e) {
      throw new CliException(ExitCode.USAGE, "expected: .exit [STATUS], a number", e);
    }
  }
}
