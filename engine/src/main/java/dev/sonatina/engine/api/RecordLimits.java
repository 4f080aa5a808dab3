package dev.sonatina.engine.api;

/**
 * What a record may be, checked before anything is stored: more ends with {@link
 * ErrorCode#LIMIT_EXCEEDED}. Each limit is at least 1.
 *
 * @param sizeMaxBytes size of the text and of the stored form (16 MiB)
 * @param nestingMax levels of objects and arrays (200)
 * @param numberLengthMax digits of a number (1,000)
 */
public record RecordLimits(int sizeMaxBytes, int nestingMax, int numberLengthMax) {

  public RecordLimits {
    requirePositive("sizeMaxBytes", sizeMaxBytes);
    requirePositive("nestingMax", nestingMax);
    requirePositive("numberLengthMax", numberLengthMax);
  }

  /** The limits that hold unless others are asked for. */
  public static RecordLimits defaults() {
    return new RecordLimits(16 * 1024 * 1024, 200, 1_000);
  }

  /** The same limits with another size of the text and of the stored form. */
  public RecordLimits withSizeMaxBytes(int value) {
    return new RecordLimits(value, nestingMax, numberLengthMax);
  }

  /** The same limits with another number of levels. */
  public RecordLimits withNestingMax(int value) {
    return new RecordLimits(sizeMaxBytes, value, numberLengthMax);
  }

  /** The same limits with another number of digits. */
  public RecordLimits withNumberLengthMax(int value) {
    return new RecordLimits(sizeMaxBytes, nestingMax, value);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new SonatinaException(
          ErrorCode.INVALID_ARGUMENT, name + ": " + value + " (expected: 1 or more)");
    }
  }
}
