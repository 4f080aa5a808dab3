package dev.sonatina.engine.query.column;

/** The comparison operators of filters, by the sign of comparing the left side with the right. */
public enum Comparator {
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL,
  EQUAL,
  NOT_EQUAL,
  IDENTICAL,
  NOT_IDENTICAL;

  boolean isStrict() {
    return this == IDENTICAL || this == NOT_IDENTICAL;
  }

  boolean test(int sign) {
    return switch (this) {
      case LESS -> sign < 0;
      case LESS_OR_EQUAL -> sign <= 0;
      case GREATER -> sign > 0;
      case GREATER_OR_EQUAL -> sign >= 0;
      case EQUAL, IDENTICAL -> sign == 0;
      case NOT_EQUAL, NOT_IDENTICAL -> sign != 0;
    };
  }

  /** The operator that says the same with its sides exchanged. */
  public Comparator mirrored() {
    return switch (this) {
      case LESS -> GREATER;
      case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
      case GREATER -> LESS;
      case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
      case EQUAL, NOT_EQUAL, IDENTICAL, NOT_IDENTICAL -> this;
    };
  }

  /** The operator that is true where this one is false. */
  public Comparator negated() {
    return switch (this) {
      case LESS -> GREATER_OR_EQUAL;
      case LESS_OR_EQUAL -> GREATER;
      case GREATER -> LESS_OR_EQUAL;
      case GREATER_OR_EQUAL -> LESS;
      case EQUAL -> NOT_EQUAL;
      case NOT_EQUAL -> EQUAL;
      case IDENTICAL -> NOT_IDENTICAL;
      case NOT_IDENTICAL -> IDENTICAL;
    };
  }
}
