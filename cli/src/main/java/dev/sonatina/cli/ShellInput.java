package dev.sonatina.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where a shell gets its lines from. Used by one thread. */
interface ShellInput extends AutoCloseable {

  /** The user has given up the line that was being typed. */
  final class GivenUpException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * The next line, without its end; null when there are no more.
   *
   * @param prompt what a person sees in front of it
   */
  @Nullable String read(String prompt) throws IOException, GivenUpException;

  /** Whether a person is typing, who sees errors and goes on. */
  boolean isInteractive();

  /** Where a person reads the answers; null if nobody does. */
  default PagedOutput.@Nullable Screen screen() {
    return null;
  }

  /** What Ctrl-C does while no line is being read. */
  default void onInterrupt(Runnable action) {}

  @Override
  default void close() throws IOException {}

  /** Lines from a pipe or file: no prompt, no echo. */
  static ShellInput piped(Stdio stdio) {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(stdio.in(), StandardCharsets.UTF_8));
    return new ShellInput() {
      @Override
      public @Nullable String read(String prompt) throws IOException {
        return lines.readLine();
      }

      @Override
      public boolean isInteractive() {
        return false;
      }
    };
  }
}
