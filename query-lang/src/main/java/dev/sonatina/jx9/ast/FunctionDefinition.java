package dev.sonatina.jx9.ast;

import dev.sonatina.jx9.diagnostic.SourcePosition;
import java.util.List;

/**
 * A function with its parameters and body.
 *
 * @param name the declared name, or the name a lambda was given, such as {@code [lambda_1]}
 */
public record FunctionDefinition(
    SourcePosition position, String name, List<Parameter> parameters, List<Statement> body) {
  public FunctionDefinition {
    parameters = List.copyOf(parameters);
    body = List.copyOf(body);
  }
}
