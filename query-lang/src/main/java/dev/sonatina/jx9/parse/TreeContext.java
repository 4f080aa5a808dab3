package dev.sonatina.jx9.parse;

import dev.sonatina.jx9.ast.Expression;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/**
 * What the builders of one text share: the text itself, the state of the whole script, and each
 * other.
 */
final class TreeContext {
  private final SourceText source;
  private final BuildState state;
  private final GrammarRunner grammar;
  private final ExpressionBuilder expressions;
  private final StatementBuilder statements;

  TreeContext(SourceText source, BuildState state, GrammarRunner grammar) {
    this.source = source;
    this.state = state;
    this.grammar = grammar;
    this.expressions = new ExpressionBuilder(this);
    this.statements = new StatementBuilder(this);
  }

  BuildState state() {
    return state;
  }

  ExpressionBuilder expressions() {
    return expressions;
  }

  StatementBuilder statements() {
    return statements;
  }

  SourcePosition position(Token token) {
    return source.position(token.getLine(), token.getStartIndex(), token.getCharPositionInLine());
  }

  void enter(Token at) {
    enter(1, at);
  }

  void enter(int levels, Token at) {
    if (!state.enter(levels)) {
      throw grammar.tooDeep(source, position(at));
    }
  }

  void enterInterpolation(Token at) {
    if (!state.enterInterpolation()) {
      throw grammar.tooDeep(source, position(at));
    }
  }

  void leave() {
    state.leave(1);
  }

  void leave(int levels) {
    state.leave(levels);
  }

  /**
   * The tree of an expression that stands inside a string; its lines count from 1, as in the
   * original.
   */
  Expression embedded(String text) {
    SourceText inner = new SourceText(text);
    CommonTokenStream innerTokens = grammar.tokens(inner);
    StatementFaults.checkEmbedded(inner, innerTokens.getTokens(), grammar);
    TreeContext context = new TreeContext(inner, state, grammar);
    return context.expressions().sequence(grammar.interpolated(inner, innerTokens).sequence());
  }
}
