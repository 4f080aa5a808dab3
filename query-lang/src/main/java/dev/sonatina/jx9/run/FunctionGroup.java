package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All functions of one name. A later declaration does not replace an earlier one; the arguments of
 * a call choose.
 */
public final class FunctionGroup {
  private static final int CANDIDATES_MAX = 10;

  private final List<FunctionCode> newestFirst = new ArrayList<>();

  /** A group without functions. */
  public FunctionGroup() {}

  /** A group of the same functions, to add others to. */
  public FunctionGroup(FunctionGroup known) {
    newestFirst.addAll(known.newestFirst);
  }

  /** Adds a declaration; only while compiling. */
  public void add(FunctionCode function) {
    newestFirst.add(0, function);
  }

  /** The only function, null if there are several. */
  @Nullable FunctionCode single() {
    return newestFirst.size() == 1 ? newestFirst.get(0) : null;
  }

  /** The function declared last. */
  FunctionCode newest() {
    return newestFirst.get(0);
  }

  /**
   * The function for these arguments: of those with as many parameters, newest first and ten at
   * most, the one whose typed parameters agree longest with the types of the arguments; the newest
   * of all if none has as many.
   */
  FunctionCode select(Value[] arguments) {
    List<FunctionCode> candidates = new ArrayList<>();
    for (FunctionCode function : newestFirst) {
      if (function.parameters().length == arguments.length && candidates.size() < CANDIDATES_MAX) {
        candidates.add(function);
      }
    }
    if (candidates.isEmpty()) {
      return newest();
    }
    FunctionCode best = candidates.get(0);
    if (arguments.length == 0 || candidates.size() == 1) {
      return best;
    }
    String types = types(arguments);
    int longest = -1;
    for (FunctionCode candidate : candidates) {
      int common = commonPrefix(types, candidate.signature());
      if (common > longest) {
        longest = common;
        best = candidate;
      }
    }
    return best;
  }

  private static String types(Value[] arguments) {
    StringBuilder letters = new StringBuilder();
    for (Value argument : arguments) {
      letters.append(
          switch (argument.type()) {
            case MAP -> 'h';
            case BOOL -> 'b';
            case INT -> 'i';
            case STRING -> 's';
            case FLOAT -> 'f';
            case NULL, RESOURCE -> 'n';
          });
    }
    return letters.toString();
  }

  private static int commonPrefix(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return i;
      }
    }
    return length;
  }
}
