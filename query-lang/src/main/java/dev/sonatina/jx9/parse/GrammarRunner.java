package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser;
import dev.sonatina.jx9.diagnostic.Jx9SyntaxException;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the generated parser over one text: first with the fast prediction that may give up on a
 * correct text, then, if it did, with the full one, whose first error counts.
 */
final class GrammarRunner {
  private final ParserCaches caches;
  private final ParseLimits limits;

  GrammarRunner(ParserCaches caches, ParseLimits limits) {
    this.caches = caches;
    this.limits = limits;
  }

  /** The tokens of a text, none of them nested too deep. */
  CommonTokenStream tokens(SourceText source) {
    Tokenizer tokenizer = new Tokenizer(CharStreams.fromString(source.bytes()));
    caches.attach(tokenizer);
    CommonTokenStream tokens = new CommonTokenStream(tokenizer);
    tokens.fill();
    Token tooDeep = new NestingGuard(limits.tokenNestingMax()).firstTooDeep(tokens.getTokens());
    if (tooDeep != null) {
      throw tooDeep(
          source,
          source.position(
              tooDeep.getLine(), tooDeep.getStartIndex(), tooDeep.getCharPositionInLine()),
          limits.tokenNestingMax());
    }
    return tokens;
  }

  Jx9Parser.ScriptContext script(SourceText source, CommonTokenStream tokens) {
    return parse(source, tokens, Jx9Parser::script);
  }

  Jx9Parser.InterpolatedContext interpolated(SourceText source, CommonTokenStream tokens) {
    return parse(source, tokens, Jx9Parser::interpolated);
  }

  private <T> T parse(SourceText source, CommonTokenStream tokens, Function<Jx9Parser, T> rule) {
    Jx9Parser parser = new Jx9Parser(tokens);
    caches.attach(parser);
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    parser.setErrorHandler(new BailErrorStrategy());
    // The first tokens may have been hidden since they were read.
    tokens.seek(0);
    try {
      return rule.apply(parser);
    } catch (ParseCancellationException e) {
      tokens.seek(0);
      parser.reset();
      parser.getInterpreter().setPredictionMode(PredictionMode.LL);
      parser.setErrorHandler(new DefaultErrorStrategy());
      parser.addErrorListener(new FirstError(source));
      return rule.apply(parser);
    }
  }

  Jx9SyntaxException tooDeep(SourceText source, SourcePosition position) {
    return tooDeep(source, position, limits.treeDepthMax());
  }

  private static Jx9SyntaxException tooDeep(SourceText source, SourcePosition position, int max) {
    return new Jx9SyntaxException(
        source.diagnostic(position, "Nesting exceeds the limit of " + max + " levels"));
  }

  /** Stops at the first error. */
  private static final class FirstError extends BaseErrorListener {
    private final SourceText source;

    FirstError(SourceText source) {
      this.source = source;
    }

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object offendingSymbol,
        int line,
        int charPositionInLine,
        String message,
        @Nullable RecognitionException e) {
      throw new Rejection(source, (Token) offendingSymbol, message);
    }
  }
}
