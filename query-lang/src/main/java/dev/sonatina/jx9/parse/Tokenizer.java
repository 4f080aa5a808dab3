package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Lexer;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * The lexer with nowdoc strings, whose end is named at their beginning, and with a closing quote
 * for a string that the end of the script cuts off. A nowdoc is:
 *
 * <pre>
 *   &lt;&lt;&lt;NAME        the name may be quoted
 *   text
 *   NAME;            or NAME alone on its line, or at the end of the script
 * </pre>
 *
 * <p>The text of a nowdoc token is the text without white space at its end. Where what follows
 * {@code <<<} has not this form, the token stays {@code NOWDOC_START}, which no rule of the grammar
 * accepts.
 */
final class Tokenizer extends Jx9Lexer {
  Tokenizer(CharStream input) {
    super(input);
    removeErrorListeners();
  }

  @Override
  public Token nextToken() {
    Token token = super.nextToken();
    return switch (token.getType()) {
      case NOWDOC_START -> nowdoc(token);
      case UNCLOSED -> closed(token);
      default -> token;
    };
  }

  private static Token closed(Token cut) {
    char quote = cut.getText().charAt(0);
    CommonToken token = new CommonToken(cut);
    token.setType(quote == '"' ? DOUBLE_QUOTED : SINGLE_QUOTED);
    token.setText(cut.getText() + quote);
    return token;
  }

  private Token nowdoc(Token start) {
    CharStream input = getInputStream();
    NowdocScanner scanner =
        new NowdocScanner(
            input.getText(org.antlr.v4.runtime.misc.Interval.of(input.index(), input.size() - 1)));
    if (!scanner.scan()) {
      return start;
    }
    input.seek(input.index() + scanner.length());
    getInterpreter().setLine(getInterpreter().getLine() + scanner.lines());
    getInterpreter().setCharPositionInLine(scanner.lengthOfLastLine());
    CommonToken token = new CommonToken(start);
    token.setType(NOWDOC);
    token.setStopIndex(input.index() - 1);
    token.setText(scanner.text());
    return token;
  }
}
