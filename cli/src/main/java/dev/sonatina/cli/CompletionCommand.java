package dev.sonatina.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints the script by which a shell completes this command. */
@Command(
    name = "completion",
    description = "Prints a script by which bash or zsh completes verbs and options.",
    footer = {
      "",
      "Example: sonatina completion > ~/.local/share/bash-completion/completions/sonatina"
    })
final class CompletionCommand implements Callable<Integer> {

  private final Stdio stdio;

  CompletionCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    stdio.out().print(AutoComplete.bash("sonatina", Main.commandLine(stdio)));
    return ExitCode.DONE.status();
  }
}
