package dev.sonatina.cli;

import dev.sonatina.engine.api.VerifyReport;
import java.io.IOException;

/**
 * The commands of a shell that move records between the database and files and look after it. Each
 * does, to the database that is open, what the verb of that name does from outside.
 */
final class ShellFileCommands {

  private final Stdio stdio;
  private final ShellSession session;

  ShellFileCommands(Stdio stdio, ShellSession session) {
    this.stdio = stdio;
    this.session = session;
  }

  void addTo(ShellCommands commands) {
    commands.add(
        ".import",
        "FILE COLLECTION",
        "load JSON Lines, JSON or CSV; all or nothing",
        rest -> commands.ended(load(rest)));
    commands.add(
        ".export",
        "FILE",
        "write the database to a .unqlite file",
        file -> commands.ended(Main.run(output(), "export", session.address(), file.strip())));
    commands.add(
        ".backup",
        "DIRECTORY",
        "copy the database as it is now",
        directory ->
            print(
                BackupCommand.backup(session.database(), ShellCommands.pathOf(directory), stdio)));
    commands.add(".verify", "", "look for damage", rest -> commands.ended(verify()));
    commands.add(
        ".info", "", "what the files take", rest -> print(InfoCommand.answer(session.database())));
    commands.add(".limits", "", "what a script may use before it is stopped", rest -> limits());
  }

  /** Where the answers of verbs go: what a verb writes is flushed into the session's output. */
  private Stdio output() {
    return stdio.withOut(session.output());
  }

  private void print(Answer answer) throws IOException {
    Stdio output = output();
    answer.print(output, false);
    output.out().flush();
  }

  /** The collection is the last word: names of files have blanks more often. */
  private int load(String rest) throws IOException {
    String words = rest.strip();
    int space = words.lastIndexOf(' ');
    if (space < 0 || words.startsWith("- ")) {
      throw new CliException(ExitCode.USAGE, "expected: .import FILE COLLECTION");
    }
    String file = ShellCommands.pathOf(words.substring(0, space)).toString();
    return LoadCommand.load(session.database(), words.substring(space + 1), file, stdio).status();
  }

  private int verify() throws IOException {
    VerifyReport report;
    try (WorkBar bar = new WorkBar(stdio, "verifying")) {
      report = session.database().verify(bar);
    }
    print(VerifyCommand.answer(report));
    return VerifyCommand.status(report);
  }

  private void limits() throws IOException {
    if (session.isRemote()) {
      throw new CliException(ExitCode.REFUSED, "a server limits the scripts sent to it, unseen");
    }
    Stdio output = output();
    LimitsCommand.print(session.scripts().inEffect(), output);
    output.out().flush();
  }
}
