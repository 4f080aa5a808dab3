package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import java.io.Console;
import java.nio.file.Path;

/** Where the token that admin calls bring comes from: never the command line, which others see. */
final class TokenOption {

  private static final String TOKEN_VARIABLE = "SONATINA_TOKEN";

  private final Argument<Path> file;

  private final Argument<Boolean> isAsked;

  TokenOption(Verb verb) {
    file =
        verb.option("--token-file", "FILE", "Has the token of admin calls, or $SONATINA_TOKEN.")
            .as(Path.class);
    isAsked = verb.flag("--ask-token", "Ask for the token, without showing it.");
  }

  /**
   * The token, empty if there is none.
   *
   * @throws CliException if the file or the terminal has none
   */
  String token() {
    if (isAsked.value()) {
      return typed();
    }
    Path file = this.file.orNull();
    if (file == null) {
      return System.getenv().getOrDefault(TOKEN_VARIABLE, "");
    }
    String token = ServeCommand.text(file).strip();
    if (token.isEmpty()) {
      throw new CliException(ExitCode.CANNOT_OPEN, file + ": no token in it");
    }
    return token;
  }

  @SuppressWarnings("SystemConsoleNull") // Where there is one without a terminal, it reads nothing.
  private static String typed() {
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("token: ");
    if (typed == null) {
      throw new CliException(ExitCode.USAGE, "--ask-token: there is no terminal to ask on");
    }
    return new String(typed);
  }
}
