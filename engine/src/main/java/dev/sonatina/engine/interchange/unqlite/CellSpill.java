package dev.sonatina.engine.interchange.unqlite;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Cells on their way to their buckets, sorted by the low bits of their hashes into parts.
 *
 * <p>Which bucket a cell belongs to is known only when the number of buckets is, after the last
 * cell. So they wait here: the newest of each part in memory, the others in blocks of a temporary
 * file, which small databases never need. Cells of a part come back in the order they went in.
 */
final class CellSpill implements AutoCloseable {

  /** How many parts there are; those of a part have the same hash modulo this. */
  static final int PARTS = 256;

  /** Room for the largest local cell of the largest page. */
  private static final int BLOCK_SIZE = 32 << 10;

  private static final int FIRST_SIZE = 1 << 10;

  /** Receives cells, header and local payload. */
  interface Visitor {
    void cell(byte[] bytes, int at, int length);
  }

  /** The cells of a part: blocks in the file, then what is in memory. */
  private static final class Part {
    private byte[] buffer = new byte[0];
    private int length;

    /** Where in the file each block lies, and how many bytes it has. */
    private long[] blocks = new long[0];

    private int blockCount;
  }

  private final Supplier<Output> fileMaker;
  private final Part[] parts = new Part[PARTS];
  private @Nullable Output file;
  private long fileEnd;
  private long size;

  /**
   * @param fileMaker makes the temporary file when it is needed; closing the spill closes it
   */
  CellSpill(Supplier<Output> fileMaker) {
    this.fileMaker = fileMaker;
    Arrays.setAll(parts, i -> new Part());
  }

  /** How many bytes all cells have. */
  long size() {
    return size;
  }

  /** Adds a cell, at most half a page long. */
  void add(byte[] cell, int length) {
    Part part = parts[BigEndian.i32(cell, 0) & (PARTS - 1)];
    if (part.length + length > BLOCK_SIZE) {
      writeBlock(part);
    }
    if (part.length + length > part.buffer.length) {
      int grown = Math.max(FIRST_SIZE, Math.max(part.length + length, part.buffer.length * 2));
      part.buffer = Arrays.copyOf(part.buffer, Math.min(BLOCK_SIZE, grown));
    }
    System.arraycopy(cell, 0, part.buffer, part.length, length);
    part.length += length;
    size += length;
  }

  /** Hands out the cells of a part in the order in which they were added. */
  void forEach(int number, Visitor visitor) {
    Part part = parts[number];
    if (file != null) {
      byte[] block = new byte[part.blockCount == 0 ? 0 : BLOCK_SIZE];
      for (int i = 0; i < part.blockCount; i++) {
        int length = (int) (part.blocks[i] & (2L * BLOCK_SIZE - 1));
        file.read(part.blocks[i] / (2L * BLOCK_SIZE) * BLOCK_SIZE, block, 0, length);
        split(block, length, visitor);
      }
    }
    split(part.buffer, part.length, visitor);
  }

  /** The length of a cell with what is local of it. */
  static int cellLength(byte[] bytes, int at) {
    return BigEndian.i64(bytes, at + Cell.OVERFLOW_AT) != 0
        ? Cell.HEADER_SIZE
        : Cell.HEADER_SIZE
            + BigEndian.i32(bytes, at + Cell.KEY_LENGTH_AT)
            + (int) BigEndian.i64(bytes, at + Cell.DATA_LENGTH_AT);
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }

  private static void split(byte[] bytes, int length, Visitor visitor) {
    for (int at = 0; at < length; ) {
      int cellLength = cellLength(bytes, at);
      visitor.cell(bytes, at, cellLength);
      at += cellLength;
    }
  }

  /** Blocks start at multiples of their size, so a block's number and length fit one number. */
  private void writeBlock(Part part) {
    if (file == null) {
      file = fileMaker.get();
    }
    file.write(fileEnd, part.buffer, 0, part.length);
    if (part.blockCount == part.blocks.length) {
      part.blocks = Arrays.copyOf(part.blocks, Math.max(4, part.blockCount * 2));
    }
    part.blocks[part.blockCount++] = fileEnd / BLOCK_SIZE * (2L * BLOCK_SIZE) + part.length;
    fileEnd += BLOCK_SIZE;
    part.length = 0;
  }
}
