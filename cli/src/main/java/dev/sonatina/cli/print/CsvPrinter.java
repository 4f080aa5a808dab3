package dev.sonatina.cli.print;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values as RFC 4180 has them, but for the ends of lines, which are those of Unix.
 * What is missing and what is null is empty, an empty string is {@code ""}.
 */
final class CsvPrinter extends RowPrinter {

  private final LineSink lines;
  private List<String> names = List.of();

  CsvPrinter(LineSink lines, Surroundings surroundings) {
    super(surroundings.notes());
    this.lines = lines;
  }

  @Override
  void begin(List<String> names, List<Map<String, Cell>> first) throws IOException {
    this.names = names;
    StringJoiner line = new StringJoiner(",");
    names.forEach(name -> line.add(quoted(name)));
    write(line);
  }

  @Override
  void printRow(Map<String, Cell> row) throws IOException {
    StringJoiner line = new StringJoiner(",");
    for (String name : names) {
      line.add(field(row.get(name)));
    }
    write(line);
  }

  private void write(StringJoiner line) throws IOException {
    lines.writeLine(line.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String field(@Nullable Cell cell) {
    return cell == null || cell.isNull() ? "" : quoted(cell.text());
  }

  private static String quoted(String text) {
    boolean isPlain = !text.isEmpty();
    for (int i = 0; i < text.length() && isPlain; i++) {
      isPlain = ",\"\n\r".indexOf(text.charAt(i)) < 0;
    }
    return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
