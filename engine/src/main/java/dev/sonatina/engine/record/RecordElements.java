package dev.sonatina.engine.record;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes an encoded array apart: nothing in a value depends on where it lies, so each element
 * becomes a record by its bytes.
 */
final class RecordElements {

  private RecordElements() {}

  /**
   * The elements of an array.
   *
   * @throws DatabaseException LIMIT_EXCEEDED if there are more than {@code countMax}
   */
  static List<byte[]> of(byte[] record, int length, int countMax) {
    ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    int root = RecordFormat.HEADER_SIZE;
    int tag = Layout.tag(bytes, root, length);
    int count = Layout.count(bytes, tag, root, length);
    if (count > countMax) {
      throw new DatabaseException(
          ErrorCode.LIMIT_EXCEEDED,
          "record: an array of "
              + count
              + " elements, each a record (expected: at most "
              + countMax
              + " with this heap)");
    }
    int at = Layout.firstElement(Layout.width(tag, root), root, count, length);
    List<byte[]> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int after = Layout.after(bytes, at, length);
      byte[] element = new byte[RecordFormat.HEADER_SIZE + after - at];
      element[0] = RecordFormat.VERSION;
      System.arraycopy(record, at, element, RecordFormat.HEADER_SIZE, after - at);
      elements.add(element);
      at = after;
    }
    return elements;
  }
}
