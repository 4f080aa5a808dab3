package dev.sonatina.cli;

import java.io.Console;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the token that admin calls bring comes from: never the command line, which others see. */
final class TokenOption {

  private static final String TOKEN_VARIABLE = "SONATINA_TOKEN";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Has the token of admin calls, or $SONATINA_TOKEN.")
  private @Nullable Path file;

  @Option(names = "--ask-token", description = "Ask for the token, without showing it.")
  private boolean isAsked;

  /**
   * The token, empty if there is none.
   *
   * @throws CliException if the file or the terminal has none
   */
  String token() {
    if (isAsked) {
      return typed();
    }
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
