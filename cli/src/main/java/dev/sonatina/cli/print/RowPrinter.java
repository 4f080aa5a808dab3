package dev.sonatina.cli.print;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Records as rows under the names of their members. The first records are kept until enough of them
 * tell which members there are; what later ones have beyond those is left out, and told at the end.
 */
abstract class RowPrinter implements RecordPrinter {

  /** So many records decide about the columns. */
  private static final int SAMPLE_RECORDS = 1_000;

  private static final String ID = "__id";

  private final Consumer<String> notes;
  private final Set<String> columns = new LinkedHashSet<>();
  private final Set<String> leftOut = new LinkedHashSet<>();
  private List<Map<String, Cell>> sample = new ArrayList<>();
  private boolean isBegun;

  RowPrinter(Consumer<String> notes) {
    this.notes = notes;
  }

  /**
   * Writes what stands above the rows.
   *
   * @param names of the columns
   * @param first the rows that are going to be written first
   */
  abstract void begin(List<String> names, List<Map<String, Cell>> first) throws IOException;

  abstract void printRow(Map<String, Cell> row) throws IOException;

  @Override
  public final void print(byte[] json) throws IOException {
    Map<String, Cell> row = Cell.row(json);
    if (isBegun) {
      row.keySet().stream().filter(name -> !columns.contains(name)).forEach(leftOut::add);
      printRow(row);
      return;
    }
    columns.addAll(row.keySet());
    sample.add(row);
    if (sample.size() == SAMPLE_RECORDS) {
      begin();
    }
  }

  private void begin() throws IOException {
    List<String> names = new ArrayList<>(columns);
    if (names.remove(ID)) {
      names.add(0, ID);
    }
    List<Map<String, Cell>> first = sample;
    sample = List.of();
    isBegun = true;
    begin(names, first);
    for (Map<String, Cell> row : first) {
      printRow(row);
    }
  }

  @Override
  public void end() throws IOException {
    if (!isBegun && !sample.isEmpty()) {
      begin();
    }
    if (!leftOut.isEmpty()) {
      notes.accept(
          "left out what the first "
              + SAMPLE_RECORDS
              + " records do not have: "
              + String.join(", ", leftOut));
    }
  }
}
