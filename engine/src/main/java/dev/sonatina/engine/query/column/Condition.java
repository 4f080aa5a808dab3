package dev.sonatina.engine.query.column;

import dev.sonatina.jx9.value.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of a filter: whenever the filter selects a record, the condition holds for it. */
public sealed interface Condition {

  /** Nothing is known. */
  static Condition always() {
    return new And(List.of());
  }

  /** The paths that are compared. */
  default Set<Path> paths() {
    Set<Path> paths = new LinkedHashSet<>();
    if (this instanceof Compare compare) {
      paths.add(compare.path());
    } else if (this instanceof And and) {
      and.parts().forEach(part -> paths.addAll(part.paths()));
    } else if (this instanceof Or or) {
      or.parts().forEach(part -> paths.addAll(part.paths()));
    }
    return paths;
  }

  /** Whether nothing is known. */
  default boolean isAlways() {
    return this instanceof And and && and.parts().isEmpty();
  }

  /** A comparison of the value at a path with a constant that is no array or object. */
  record Compare(Path path, Comparator comparator, Value constant) implements Condition {
    @Override
    public String toString() {
      return path + " " + comparator + " " + constant.toStringValue();
    }
  }

  /** All parts hold. */
  record And(List<Condition> parts) implements Condition {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
      return parts.isEmpty() ? "ANY" : join(parts, " AND ");
    }
  }

  /** Some part holds. */
  record Or(List<Condition> parts) implements Condition {
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
      return join(parts, " OR ");
    }
  }

  /** Both hold. */
  static Condition and(Condition left, Condition right) {
    if (left.isAlways()) {
      return right;
    }
    return right.isAlways() ? left : new And(List.of(left, right));
  }

  /** One holds. */
  static Condition or(Condition left, Condition right) {
    return left.isAlways() || right.isAlways() ? always() : new Or(List.of(left, right));
  }

  private static String join(List<Condition> parts, String word) {
    return parts.stream().map(Condition::toString).collect(Collectors.joining(word, "(", ")"));
  }
}
