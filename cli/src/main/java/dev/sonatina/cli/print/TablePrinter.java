package dev.sonatina.cli.print;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table as wide as the first rows need it, numbers to the right. Long values are cut; columns
 * that do not fit are left out, and named at the end.
 */
final class TablePrinter extends RowPrinter {

  private static final int CELL_WIDTH_MAX = 40;
  private static final String GAP = "  ";

  private record Column(String name, int width, boolean isNumeric) {}

  private final LineSink lines;
  private final Surroundings surroundings;
  private final List<Column> columns = new ArrayList<>();
  private List<String> hidden = List.of();

  TablePrinter(LineSink lines, Surroundings surroundings) {
    super(surroundings.notes());
    this.lines = lines;
    this.surroundings = surroundings;
  }

  @Override
  void begin(List<String> names, List<Map<String, Cell>> first) throws IOException {
    int used = -GAP.length();
    for (String name : names) {
      Column column = column(name, first);
      used += GAP.length() + column.width;
      if (surroundings.width() > 0 && used > surroundings.width() && !columns.isEmpty()) {
        hidden = names.subList(columns.size(), names.size());
        break;
      }
      columns.add(column);
    }
    Palette palette = surroundings.palette();
    write(palette.heading(line(column -> shown(column.name))));
    write(palette.faint(line(column -> "─".repeat(column.width))));
  }

  private static Column column(String name, List<Map<String, Cell>> rows) {
    int width = Math.max(1, length(shown(name)));
    boolean isNumeric = true;
    for (Map<String, Cell> row : rows) {
      Cell cell = row.get(name);
      if (cell != null) {
        width = Math.max(width, length(shown(cell.text())));
        isNumeric &= cell.kind() == JsonTokens.Kind.NUMBER || cell.isNull();
      }
    }
    return new Column(name, width, isNumeric);
  }

  @Override
  void printRow(Map<String, Cell> row) throws IOException {
    write(line(column -> cut(text(row.get(column.name)), column.width)));
  }

  private static String text(@Nullable Cell cell) {
    return cell == null ? "" : shown(cell.text());
  }

  private String line(Function<Column, String> cells) {
    StringJoiner line = new StringJoiner(GAP);
    for (Column column : columns) {
      String text = cells.apply(column);
      String padding = " ".repeat(Math.max(0, column.width - length(text)));
      line.add(column.isNumeric ? padding + text : text + padding);
    }
    return line.toString().stripTrailing();
  }

  /** As it fits into a cell: what would leave the line or move the cursor is written out. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(CELL_WIDTH_MAX + 1L)
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> shown.append("\\n");
                case '\t' -> shown.append("\\t");
                case '\r' -> shown.append("\\r");
                default -> shown.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c);
              }
            });
    return cut(shown.toString(), CELL_WIDTH_MAX);
  }

  private static String cut(String text, int width) {
    return length(text) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private void write(String line) throws IOException {
    lines.writeLine(line.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void end() throws IOException {
    super.end();
    if (!hidden.isEmpty()) {
      surroundings
          .notes()
          .accept(hidden.size() + " columns did not fit: " + String.join(", ", hidden));
    }
  }
}
