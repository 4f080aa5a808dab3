package dev.sonatina.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** One run of the command inside a test, with streams that are kept and a clock that is set. */
final class CliRun {

  final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
  final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
  final AtomicLong nanoTime = new AtomicLong();
  final Stdio stdio;
  int exitCode;

  private CliRun(String input, Set<Stdio.Stream> terminals) {
    stdio =
        new Stdio(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            outBytes,
            new PrintStream(errBytes, true, StandardCharsets.UTF_8),
            terminals,
            nanoTime::get);
  }

  /** Streams that are no terminals, with this input. */
  static CliRun withInput(String input) {
    return new CliRun(input, Set.of());
  }

  /** Streams that are all terminals. */
  static CliRun onTerminal() {
    return new CliRun("", EnumSet.allOf(Stdio.Stream.class));
  }

  /** Runs the command and returns its exit code. */
  int run(String... arguments) {
    return Main.run(stdio, arguments);
  }

  String out() {
    return outBytes.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return errBytes.toString(StandardCharsets.UTF_8);
  }
}
