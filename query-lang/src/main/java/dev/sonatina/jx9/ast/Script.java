package dev.sonatina.jx9.ast;

import java.util.List;
import java.util.Set;

/**
 * A whole script.
 *
 * @param constantNames the names of all {@code const} declarations in it, which are known before
 *     anything runs
 */
public record Script(List<Statement> statements, Set<String> constantNames) {
  public Script {
    statements = List.copyOf(statements);
    constantNames = Set.copyOf(constantNames);
  }
}
