package dev.sonatina.cli;

import dev.sonatina.cli.print.Palette;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The standard streams of one run of the command, and what they are connected to. Commands get it
 * handed in and touch no other stream, so that a test can stand in for the terminal.
 */
final class Stdio {

  /** One of the three standard streams. */
  enum Stream {
    IN,
    OUT,
    ERR
  }

  /** When to use colours. */
  enum ColourMode {
    AUTO,
    ALWAYS,
    NEVER
  }

  private final InputStream in;
  private final StandardOutput out;
  private final PrintStream err;
  private final Set<Stream> terminals;
  private final LongSupplier nanoTime;
  private ColourMode colourMode = ColourMode.AUTO;
  private boolean areErrorsJson;
  private Map<String, String> environment = Map.of();
  private @Nullable Path home;

  /**
   * @param terminals those of the streams that are terminals
   * @param nanoTime a clock for progress and durations
   */
  Stdio(
      InputStream in,
      OutputStream out,
      PrintStream err,
      Set<Stream> terminals,
      LongSupplier nanoTime) {
    this.in = in;
    this.out = new StandardOutput(out, nanoTime);
    this.err = err;
    this.terminals = terminals;
    this.nanoTime = nanoTime;
  }

  /**
   * The streams of this process.
   *
   * <p>Which of them are terminals is beyond what Java can tell, so the launcher says so in the
   * property {@code sonatina.terminals}; without it none is.
   */
  static Stdio ofProcess() {
    Stdio stdio =
        new Stdio(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
            new FileOutputStream(FileDescriptor.out),
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
            terminalsOfProcess(),
            System::nanoTime);
    stdio.setColourMode(colourModeOfProcess());
    stdio.setSurroundings(System.getenv(), Path.of(System.getProperty("user.home", ".")));
    return stdio;
  }

  /** Standard input. */
  InputStream in() {
    return in;
  }

  /** The same streams, but what goes to standard output goes elsewhere, which is no terminal. */
  Stdio withOut(OutputStream elsewhere) {
    Set<Stream> others = EnumSet.noneOf(Stream.class);
    others.addAll(terminals);
    others.remove(Stream.OUT);
    Stdio redirected = new Stdio(in, elsewhere, err, others, nanoTime);
    redirected.environment = environment;
    redirected.home = home;
    return redirected;
  }

  /** Standard output: the answer, and nothing else. */
  StandardOutput out() {
    return out;
  }

  /** Standard error: messages and progress. */
  PrintStream err() {
    return err;
  }

  LongSupplier nanoTime() {
    return nanoTime;
  }

  boolean isTerminal(Stream stream) {
    return terminals.contains(stream);
  }

  /** The variables of the process; none in a test. */
  Map<String, String> environment() {
    return environment;
  }

  /** The directory with the user's own files; null in a test. */
  @Nullable Path home() {
    return home;
  }

  void setSurroundings(Map<String, String> variables, Path directory) {
    environment = variables;
    home = directory;
  }

  void setColourMode(ColourMode mode) {
    colourMode = mode;
  }

  void setErrorsAsJson(boolean asJson) {
    areErrorsJson = asJson;
  }

  /** Whether programs read what goes wrong. */
  boolean areErrorsJson() {
    return areErrorsJson;
  }

  /** Colours for a stream: by default none unless it is a terminal. */
  Palette palette(Stream stream) {
    boolean coloured =
        switch (colourMode) {
          case AUTO -> isTerminal(stream);
          case ALWAYS -> true;
          case NEVER -> false;
        };
    return coloured ? Palette.COLOURED : Palette.PLAIN;
  }

  /** Prints one line of ours on standard error. */
  void note(String message) {
    err.println("sonatina: " + message);
  }

  private static Set<Stream> terminalsOfProcess() {
    Set<Stream> terminals = EnumSet.noneOf(Stream.class);
    for (String name : System.getProperty("sonatina.terminals", "").split(",", -1)) {
      Arrays.stream(Stream.values())
          .filter(stream -> stream.name().toLowerCase(Locale.ROOT).equals(name))
          .forEach(terminals::add);
    }
    return terminals;
  }

  /** What the environment asks for, in the two ways that are customary. */
  private static ColourMode colourModeOfProcess() {
    if (isSet("NO_COLOR") || "dumb".equals(System.getenv("TERM"))) {
      return ColourMode.NEVER;
    }
    return isSet("CLICOLOR_FORCE") ? ColourMode.ALWAYS : ColourMode.AUTO;
  }

  private static boolean isSet(String variable) {
    String value = System.getenv(variable);
    return value != null && !value.isEmpty() && !value.equals("0");
  }
}
