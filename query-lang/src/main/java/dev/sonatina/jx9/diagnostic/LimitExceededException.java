package dev.sonatina.jx9.diagnostic;

import org.jspecify.annotations.Nullable;

/** A script that asked for more than it may have. */
public final class LimitExceededException extends Jx9RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String limit;

  /**
   * A stop at a limit.
   *
   * @param limit the limit's name, such as {@code memory}
   * @param allowed what was allowed, with its unit
   */
  public LimitExceededException(String limit, String allowed, @Nullable SourcePosition position) {
    super("script exceeds the limit '" + limit + "' (" + allowed + ")", position, null);
    this.limit = limit;
  }

  /**
   * The name of the limit: {@code steps}, {@code time}, {@code memory}, {@code output} or {@code
   * stack}.
   */
  public String limit() {
    return limit;
  }
}
