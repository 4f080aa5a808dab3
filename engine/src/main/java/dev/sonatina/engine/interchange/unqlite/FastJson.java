package dev.sonatina.engine.interchange.unqlite;

/**
 * The bytes of a record or schema: one byte of type, then what belongs to it.
 *
 * <pre>
 *   01 (key 05 value 06)* 02     object; keys are strings, or ints for int keys
 *   03 (value 06)* 04            array
 *   08 length bytes              string, u32 length
 *   0A value                     int, 8 bytes
 *   12 length text               float, u16 length, the text of "%.15g"
 *   17   18   19                 null, true, false
 * </pre>
 *
 * The comma (06) follows every element, the last too.
 */
final class FastJson {

  static final int OBJECT_START = 1;
  static final int OBJECT_END = 2;
  static final int ARRAY_START = 3;
  static final int ARRAY_END = 4;
  static final int COLON = 5;
  static final int COMMA = 6;
  static final int STRING = 8;
  static final int INT = 10;
  static final int FLOAT = 18;
  static final int NULL = 23;
  static final int TRUE = 24;
  static final int FALSE = 25;

  private FastJson() {}
}
