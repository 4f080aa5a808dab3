package dev.sonatina.cli;

import dev.sonatina.cli.print.LineSink;
import dev.sonatina.cli.print.OutputMode;
import dev.sonatina.cli.print.RecordPrinter;
import dev.sonatina.cli.print.RecordPrinter.Surroundings;
import dev.sonatina.engine.api.Record;
import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Where a verb prints records: a table a screen at a time for a person, JSON Lines for a program,
 * unless options say otherwise. Used by one thread.
 */
final class RecordOutput implements AutoCloseable {

  private static final int WIDTH_DEFAULT = 80;

  private final RecordPrinter printer;
  private final @Nullable Terminal terminal;

  RecordOutput(Stdio stdio, OutputOption options) throws IOException {
    boolean isRead = stdio.isTerminal(Stdio.Stream.OUT);
    boolean isPaged = isRead && stdio.isTerminal(Stdio.Stream.IN) && !options.isPagerOff();
    OutputMode asked = options.mode();
    OutputMode mode = asked != null ? asked : isRead ? OutputMode.TABLE : OutputMode.JSONL;
    LineSink lines = stdio.out()::writeLine;
    int width = isRead ? WIDTH_DEFAULT : 0;
    if (isPaged) {
      terminal = TerminalScreen.openTerminal();
      TerminalScreen screen = new TerminalScreen(terminal);
      width = screen.size().width();
      PagedOutput pages = new PagedOutput(stdio.out(), screen);
      lines =
          line -> {
            pages.write(line);
            pages.write('\n');
          };
    } else {
      terminal = null;
    }
    printer =
        RecordPrinter.of(
            mode, lines, new Surroundings(stdio.palette(Stdio.Stream.OUT), width, stdio::note));
  }

  void print(Record record) throws IOException {
    printer.print(record.jsonBytes());
  }

  /** Prints what was kept; to be called once, after the last record. */
  void end() throws IOException {
    printer.end();
  }

  @Override
  public void close() throws IOException {
    if (terminal != null) {
      terminal.close();
    }
  }
}
