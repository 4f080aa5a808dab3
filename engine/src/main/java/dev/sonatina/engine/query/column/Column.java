package dev.sonatina.engine.query.column;

import java.util.Arrays;
import java.util.List;

/**
 * The values of one path in the records of a collection. Immutable but for the string table, which
 * only grows.
 */
final class Column {

  private final List<ColumnBlock> blocks;
  private final StringTable strings;

  Column(ColumnBlock[] blocks, StringTable strings) {
    this.blocks = Arrays.asList(blocks);
    this.strings = strings;
  }

  ColumnBlock block(int index) {
    return blocks.get(index);
  }

  int blockCount() {
    return blocks.size();
  }

  StringTable strings() {
    return strings;
  }

  long memoryBytes() {
    return strings.memoryBytes() + blocks.stream().mapToLong(ColumnBlock::memoryBytes).sum();
  }
}
