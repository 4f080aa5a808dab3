package dev.sonatina.jx9.run;

/** Where the result of {@link Node#evaluate} is. */
public final class Kind {
  /** In {@link Frame#value}; anything but an int or a float. */
  public static final int VALUE = 0;

  /** In {@link Frame#intResult}. */
  public static final int INT = 1;

  /** In {@link Frame#floatResult}. */
  public static final int FLOAT = 2;

  private Kind() {}
}
