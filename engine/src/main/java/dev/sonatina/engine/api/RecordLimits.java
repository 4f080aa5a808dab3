package dev.sonatina.engine.api;

/**
 * What a record may be, checked before anything is stored.
 *
 * @param sizeMaxBytes size of the text and of the stored form (16 MiB)
 * @param nestingMax levels of objects and arrays (200)
 * @param numberLengthMax digits of a number (1,000)
 */
public record RecordLimits(int sizeMaxBytes, int nestingMax, int numberLengthMax) {

  public static RecordLimits defaults() {
    return new RecordLimits(16 * 1024 * 1024, 200, 1_000);
  }

  public RecordLimits withSizeMaxBytes(int value) {
    return new RecordLimits(value, nestingMax, numberLengthMax);
  }

  public RecordLimits withNestingMax(int value) {
    return new RecordLimits(sizeMaxBytes, value, numberLengthMax);
  }

  public RecordLimits withNumberLengthMax(int value) {
    return new RecordLimits(sizeMaxBytes, nestingMax, value);
  }
}
