package dev.sonatina.jx9.ast;

import java.util.List;
import java.util.Set;

/**
 * A whole script.
 *
 * @param constantNames the names of all {@code const} declarations in it, which are known before
 *     anything runs
 * @param includesFiles whether it has an {@code include} or {@code import}, which may declare more
 */
public record Script(List<Statement> statements, Set<String> constantNames, boolean includesFiles) {
  public Script {
    statements = List.copyOf(statements);
    constantNames = Set.copyOf(constantNames);
  }
}
