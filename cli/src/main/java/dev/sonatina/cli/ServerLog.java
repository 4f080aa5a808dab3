package dev.sonatina.cli;

import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Sends what the libraries log to standard error, a line each, in the form of sonata-daemon.
 *
 * <p>Java finds {@link Quiet} by its name when the first thing is logged, which for most commands
 * is never.
 */
final class ServerLog extends Handler {

  /** Sets up logging for commands that answer one question: only what is alarming shows. */
  public static final class Quiet {

    public Quiet() {
      install(System.err, Threshold.WARNING);
    }

    /** Sets up logging for the time when there is something to log. */
    static void start() {
      System.setProperty("java.util.logging.config.class", Quiet.class.getName());
    }
  }

  /** How much is logged, in sonata-daemon's words. */
  enum Threshold {
    TRACE,
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    CRITICAL,
    OFF;

    private Level level() {
      return switch (this) {
        case TRACE -> Level.FINER;
        case DEBUG -> Level.FINE;
        case INFO -> Level.INFO;
        case WARNING -> Level.WARNING;
        case ERROR, CRITICAL -> Level.SEVERE;
        case OFF -> Level.OFF;
      };
    }
  }

  private final DateTimeFormatter time =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
          .withZone(ZoneId.systemDefault());
  private final PrintStream target;
  private final SimpleFormatter formatter = new SimpleFormatter();

  private ServerLog(PrintStream target) {
    this.target = target;
  }

  /** From now on everything from this level up goes to the stream, and nothing anywhere else. */
  static void start(PrintStream target, Threshold threshold) {
    LogManager.getLogManager().reset();
    install(target, threshold);
  }

  private static void install(PrintStream target, Threshold threshold) {
    Logger root = Logger.getLogger("");
    root.setLevel(threshold.level());
    root.addHandler(new ServerLog(target));
  }

  @Override
  public void publish(LogRecord record) {
    StringBuilder line = new StringBuilder();
    line.append('[').append(time.format(record.getInstant())).append("] [");
    line.append(nameOf(record.getLevel())).append("] ");
    line.append(formatter.formatMessage(record));
    for (Throwable each = record.getThrown(); each != null; each = each.getCause()) {
      line.append(" (").append(each).append(')');
    }
    target.println(line);
  }

  @Override
  public void flush() {
    target.flush();
  }

  @Override
  public void close() {
    flush();
  }

  private static String nameOf(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "warning";
    }
    return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
  }
}
