package dev.sonatina.jx9.run;

/** The six ways to judge the outcome of a comparison. */
public enum Relation {
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL;

  /** Whether a comparison with this outcome fits. */
  boolean holds(int outcome) {
    return switch (this) {
      case EQUAL -> outcome == 0;
      case NOT_EQUAL -> outcome != 0;
      case LESS -> outcome < 0;
      case LESS_OR_EQUAL -> outcome <= 0;
      case GREATER -> outcome > 0;
      case GREATER_OR_EQUAL -> outcome >= 0;
    };
  }

  boolean holds(long left, long right) {
    return switch (this) {
      case EQUAL -> left == right;
      case NOT_EQUAL -> left != right;
      case LESS -> left < right;
      case LESS_OR_EQUAL -> left <= right;
      case GREATER -> left > right;
      case GREATER_OR_EQUAL -> left >= right;
    };
  }

  /**
   * For floats; a value that is not a number counts as equal to every other, as in the original.
   */
  boolean holds(double left, double right) {
    return switch (this) {
      case EQUAL -> !(left < right) && !(left > right);
      case NOT_EQUAL -> left < right || left > right;
      case LESS -> left < right;
      case LESS_OR_EQUAL -> !(left > right);
      case GREATER -> left > right;
      case GREATER_OR_EQUAL -> !(left < right);
    };
  }

  /** The relation with its sides exchanged. */
  Relation mirrored() {
    return switch (this) {
      case EQUAL, NOT_EQUAL -> this;
      case LESS -> GREATER;
      case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
      case GREATER -> LESS;
      case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
    };
  }
}
