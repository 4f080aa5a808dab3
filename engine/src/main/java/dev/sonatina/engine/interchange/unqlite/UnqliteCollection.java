package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.jx9.value.StringValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A collection as its header record tells: the value stored under the collection's name.
 *
 * <pre>
 *   0       2         10         18        22
 *   | 611E  | next id | live     | created | schema ...
 *   | u16   | u64     | u64      | u32     | FastJson, absent if there is none
 * </pre>
 *
 * @param name the bytes of its name
 * @param nextId the id that the next record gets; 0 if nothing was ever stored
 * @param liveCount how many records there are, as the header says
 * @param createdPacked a {@link PackedTime}
 * @param schemaBytes the schema in FastJson, empty if there is none
 */
public record UnqliteCollection(
    StringValue name, long nextId, long liveCount, int createdPacked, StringValue schemaBytes) {

  static final int HEADER_SIZE = 22;
  private static final int MAGIC = 0x611E;

  /** Whether a value begins as the header of a collection does. */
  static boolean isHeader(byte[] value, int length, long wholeLength) {
    return wholeLength >= HEADER_SIZE && length >= 2 && BigEndian.u16(value, 0) == MAGIC;
  }

  /** Reads the header record of a collection. */
  static UnqliteCollection read(StringValue name, byte[] value, int length) {
    return new UnqliteCollection(
        name,
        BigEndian.i64(value, 2),
        BigEndian.i64(value, 10),
        BigEndian.i32(value, 18),
        StringValue.of(value, HEADER_SIZE, length));
  }

  /** Appends the header record. */
  void write(ByteBuilder out) {
    out.append16(MAGIC);
    out.append64(nextId);
    out.append64(liveCount);
    out.append32(createdPacked);
    out.append(schemaBytes.bytes(), 0, schemaBytes.length());
  }

  /** When it was created, to two seconds; null if the file does not hold a possible date. */
  public @Nullable Instant created() {
    return PackedTime.unpack(createdPacked);
  }
}
