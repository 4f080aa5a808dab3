package dev.sonatina.engine.query.column;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a collection as of one version of the store.
 *
 * @param version the version
 * @param rows ids from here on are not covered
 * @param columns the columns by path
 * @param changed rows that were, or may have been, changed since the version
 */
record Generation(long version, long rows, Map<Path, Column> columns, Rows changed) {

  Generation {
    columns = Map.copyOf(columns);
  }

  @Nullable Column column(Path path) {
    return columns.get(path);
  }

  long memoryBytes() {
    return columns.values().stream().mapToLong(Column::memoryBytes).sum() + rows / 8;
  }
}
