package dev.sonatina.engine.record;

import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Member names that stand in the record itself, because the dictionary has no room for them: the
 * rare case, so simply done.
 */
final class InlineNames {

  private InlineNames() {}

  /** The name at a place in an array. */
  private static StringValue read(byte[] bytes, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return Layout.string(buffer, at, bytes.length);
  }

  static boolean isIntLike(byte[] bytes, int at) {
    StringValue name = read(bytes, at);
    return name.isEmpty() || MapValue.isIntKey(name);
  }

  static int compare(byte[] bytes, int a, int b) {
    return read(bytes, a).compareTo(read(bytes, b));
  }

  /**
   * Orders {@code indexes[from..to]} by the names at their positions, equal ones as they came.
   *
   * @return whether a name occurs more than once
   */
  static boolean sort(int[] indexes, int from, int to, int[] positions, byte[] bytes) {
    record Name(StringValue text, int index) {}
    Name[] names = new Name[to - from];
    for (int i = from; i < to; i++) {
      names[i - from] = new Name(read(bytes, positions[indexes[i]]), indexes[i]);
    }
    Arrays.sort(names, Comparator.comparing(Name::text).thenComparingInt(Name::index));
    boolean repeated = false;
    for (int i = 0; i < names.length; i++) {
      indexes[from + i] = names[i].index();
      repeated |= i > 0 && names[i].text().equalTo(names[i - 1].text());
    }
    return repeated;
  }
}
