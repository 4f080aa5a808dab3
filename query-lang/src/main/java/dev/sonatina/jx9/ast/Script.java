package dev.sonatina.jx9.ast;

import java.util.List;

/** A whole script. */
public record Script(List<Statement> statements) {
  public Script {
    statements = List.copyOf(statements);
  }
}
