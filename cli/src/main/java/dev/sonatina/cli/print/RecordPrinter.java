package dev.sonatina.cli.print;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Writes records in one of the {@link OutputMode}s, each as soon as its form allows. Used by one
 * thread.
 */
public interface RecordPrinter {

  /**
   * Writes a record, or keeps it until more are known.
   *
   * @param json the record as compact JSON in UTF-8
   */
  void print(byte[] json) throws IOException;

  /** Writes what was kept; to be called once, after the last record. */
  void end() throws IOException;

  /**
   * What a form may make use of.
   *
   * @param palette the colours to use; programs get none in any case
   * @param width how many characters fit side by side, 0 if that does not matter
   * @param notes told of what the form had to leave out
   */
  record Surroundings(Palette palette, int width, Consumer<String> notes) {}

  /** A printer of this form. */
  static RecordPrinter of(OutputMode mode, LineSink lines, Surroundings surroundings) {
    return switch (mode) {
      case JSONL -> new LinePrinter(lines, new JsonLayout(surroundings.palette(), false));
      case PRETTY -> new LinePrinter(lines, new JsonLayout(surroundings.palette(), true));
      case RAW -> new RawPrinter(lines);
      case JSON -> new ArrayPrinter(lines);
      case CSV -> new CsvPrinter(lines, surroundings);
      case TABLE -> new TablePrinter(lines, surroundings);
    };
  }
}
