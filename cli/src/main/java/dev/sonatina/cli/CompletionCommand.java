package dev.sonatina.cli;

import dev.sonatina.cli.verb.Verb;
import java.io.IOException;
import picocli.AutoComplete;

/** Prints the script by which a shell completes this command. */
final class CompletionCommand extends Verb {

  private final Stdio stdio;

  CompletionCommand(Stdio stdio) {
    super("completion", "Prints a script by which bash or zsh completes verbs and options.");
    footer(
        "", "Example: sonatina completion > ~/.local/share/bash-completion/completions/sonatina");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    stdio.out().print(AutoComplete.bash("sonatina", Main.commandLine(stdio)));
    return ExitCode.DONE.status();
  }
}
