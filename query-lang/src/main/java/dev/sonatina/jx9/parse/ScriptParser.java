package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser;
import dev.sonatina.jx9.ast.Script;
import dev.sonatina.jx9.diagnostic.Diagnostic;
import dev.sonatina.jx9.diagnostic.Jx9SyntaxException;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/**
 * Parses scripts. Thread-safe; what it learns about the grammar from one script makes the next one
 * faster.
 *
 * <p>A text goes from bytes to tokens ({@link Tokenizer}), whose nesting is checked ({@link
 * NestingGuard}) and among which the first error is looked for ({@link StatementFaults}), through
 * the generated parser ({@link GrammarRunner}) to the tree ({@link StatementBuilder}, {@link
 * ExpressionBuilder}).
 */
public final class ScriptParser {
  /**
   * What is learnt of the grammar is the same for every parser, bounded, and safe for every thread.
   * A parser of its own for each database would make the first scripts of each slow again.
   */
  private static final ParserCaches CACHES = new ParserCaches();

  private final ParseLimits limits;

  /** A parser of texts within {@code limits}. */
  public ScriptParser(ParseLimits limits) {
    this.limits = limits;
  }

  /**
   * A script and how many lambdas were named up to its end.
   *
   * @param lambdas the number of the last lambda
   */
  public record Result(Script script, int lambdas) {}

  /** The tree of a script; throws {@link Jx9SyntaxException} with the first error. */
  public Script parse(byte[] text) {
    return parse(text, 0).script();
  }

  /** As {@link #parse(byte[])}, with lambdas numbered after {@code lambdasBefore}. */
  public Result parse(byte[] text, int lambdasBefore) {
    SourceText source = SourceText.of(text);
    if (text.length > limits.sourceBytesMax()) {
      throw new Jx9SyntaxException(
          new Diagnostic(
              SourcePosition.START,
              "Script of " + text.length + " bytes exceeds the limit of " + limits.sourceBytesMax(),
              ""));
    }
    GrammarRunner grammar = new GrammarRunner(CACHES, limits);
    BuildState state = new BuildState(limits.treeDepthMax(), lambdasBefore);
    try {
      CommonTokenStream tokens = grammar.tokens(source);
      StatementFaults.checkScript(source, tokens.getTokens(), grammar);
      Jx9Parser.ScriptContext tree = grammar.script(source, tokens);
      TreeContext context = new TreeContext(source, state, grammar);
      return new Result(
          new Script(
              context.statements().build(tree.statement()),
              state.constantNames(),
              state.includesFiles()),
          state.lambdas());
    } catch (Rejection e) {
      throw new Jx9SyntaxException(diagnostic(e));
    } catch (StackOverflowError e) {
      // The guards make this a matter of a tiny thread stack. The caches may be in the middle of a
      // change.
      CACHES.reset();
      throw grammar.tooDeep(source, SourcePosition.START);
    } finally {
      CACHES.trim();
    }
  }

  private static Diagnostic diagnostic(Rejection rejection) {
    Token token = rejection.token();
    SourceText source = rejection.source();
    SourcePosition position =
        source.position(token.getLine(), token.getStartIndex(), token.getCharPositionInLine());
    return source.diagnostic(position, SourceText.toUtf8(rejection.text()));
  }
}
