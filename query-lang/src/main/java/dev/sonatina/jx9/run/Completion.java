package dev.sonatina.jx9.run;

/** How a statement ended. */
final class Completion {
  /** The next statement follows. */
  static final int NORMAL = 0;

  /** The function returns what is in the result registers of its frame. */
  static final int RETURN = -1;

  /** The innermost loop is left. */
  static final int BREAK = 2;

  /** The innermost loop goes on with its next round. */
  static final int CONTINUE = 3;

  private static final int LEVEL = 2;

  private Completion() {}

  /** {@code completion} of the loop that is {@code levels} out, the innermost being 1. */
  static int outward(int completion, int levels) {
    return completion + LEVEL * (levels - 1);
  }

  /** What is left of a break or continue for the loops around one that it leaves. */
  static int inward(int completion) {
    return completion == RETURN ? RETURN : completion - LEVEL;
  }
}
