package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser;
import dev.sonatina.jx9.parse.FaultNode.Term;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first error of a script as the original compiler reports it, by going through the
 * tokens the way that compiler does.
 *
 * <p>The original accepts and refuses scripts in ways that no grammar describes well: it cuts flat
 * lists of tokens at brackets, commas and semicolons, and complains wherever that fails first. This
 * pass decides what is an error, where, and in which words; the grammar then finds the structure of
 * what has passed, by types of tokens that are decided here too. Nothing is built. An error is
 * thrown as {@link Rejection}.
 */
final class StatementFaults {
  private final TokenRow tokens;
  private final GrammarRunner grammar;
  private final ExpressionFaults expressions;
  private final Deque<Integer> loops = new ArrayDeque<>();
  private int at;
  private int end;

  private StatementFaults(TokenRow tokens, GrammarRunner grammar) {
    this.tokens = tokens;
    this.grammar = grammar;
    this.expressions = new ExpressionFaults(tokens, this);
    this.end = tokens.size();
    this.loops.push(0);
  }

  /**
   * Looks at a whole script; if it has no error, its tokens get the types by which the grammar
   * knows what they are for.
   */
  static void checkScript(SourceText source, List<Token> tokens, GrammarRunner grammar) {
    StatementFaults faults = new StatementFaults(new TokenRow(source, tokens), grammar);
    while (faults.at < faults.end) {
      faults.statement();
    }
    faults.tokens.throwUncounted();
    faults.tokens.classify();
  }

  /** As {@link #checkScript} for an expression inside a string. */
  static void checkEmbedded(SourceText source, List<Token> tokens, GrammarRunner grammar) {
    StatementFaults faults = new StatementFaults(new TokenRow(source, tokens), grammar);
    faults.expressions.check(0, faults.end);
    faults.tokens.throwUncounted();
    faults.tokens.classify();
  }

  /** Looks at an expression inside a string of this text. */
  void checkEmbedded(String text) {
    SourceText inner = new SourceText(text);
    checkEmbedded(inner, grammar.tokens(inner).getTokens(), grammar);
  }

  // --- statements

  private int type() {
    return at < end ? tokens.type(at) : Token.EOF;
  }

  private void statement() {
    if (at >= end) {
      return;
    }
    if (tokens.isKeyword(at) && !tokens.isConstruct(at)) {
      keywordStatement();
    } else if (type() == Jx9Parser.DIE || type() == Jx9Parser.EXIT) {
      tokens.note(at, Jx9Parser.HALT);
      at++;
      expression();
    } else {
      expression();
    }
    skipSemicolons();
  }

  private void skipSemicolons() {
    while (type() == Jx9Parser.SEMICOLON) {
      at++;
    }
  }

  private void expression() {
    at = expressions.check(at, end);
  }

  private void keywordStatement() {
    switch (type()) {
      case Jx9Parser.IF -> conditional();
      case Jx9Parser.FUNCTION -> function();
      case Jx9Parser.FOREACH -> foreach();
      case Jx9Parser.WHILE -> whileLoop();
      case Jx9Parser.FOR -> forLoop();
      case Jx9Parser.SWITCH -> choice();
      case Jx9Parser.RETURN -> {
        at++;
        expression();
      }
      case Jx9Parser.BREAK, Jx9Parser.CONTINUE -> jump();
      case Jx9Parser.STATIC -> persistent();
      case Jx9Parser.UPLINK -> uplink();
      case Jx9Parser.CONST -> constant();
      default -> throw tokens.unexpected(at, "Syntax error: Unexpected keyword");
    }
  }

  private void body() {
    if (type() != Jx9Parser.OPEN_BRACE) {
      statement();
      skipSemicolons();
      return;
    }
    int open = at;
    at++;
    while (type() != Jx9Parser.CLOSE_BRACE) {
      if (at >= end) {
        throw tokens.error(open, "Missing closing braces '}'");
      }
      statement();
    }
    at++;
    skipSemicolons();
  }

  private void loopBody() {
    loops.push(loops.pop() + 1);
    body();
    loops.push(loops.pop() - 1);
  }

  /**
   * Looks at what is between parentheses, the first of which stands before {@code start}, and
   * complains about what is left over.
   */
  private void condition(int start, int close, String complaint) {
    int stop = expressions.checkValue(start, close);
    if (stop < close) {
      throw tokens.unexpected(stop, complaint);
    }
    at = close + 1;
  }

  private void conditional() {
    at++;
    while (true) {
      if (type() != Jx9Parser.OPEN_PAREN) {
        throw tokens.error(at, "if/else/elseif: Missing '('");
      }
      int close = tokens.closing(at, end);
      // A parenthesis behind the lambda that ends here is good enough for this check.
      boolean isClosed = close < end || tokens.type(end) == Jx9Parser.CLOSE_PAREN;
      if (!isClosed || close == at + 1) {
        throw tokens.error(at + 1, "if/else/elseif: Missing ')'");
      }
      condition(at + 1, close, "Unexpected token");
      body();
      if (type() == Jx9Parser.ELSEIF) {
        at++;
      } else if (type() == Jx9Parser.ELSE && tokens.type(at + 1) == Jx9Parser.IF) {
        tokens.note(at, Jx9Parser.ELSE_IF);
        at += 2;
      } else {
        break;
      }
    }
    if (type() == Jx9Parser.ELSE) {
      at++;
      body();
    }
  }

  private void whileLoop() {
    int keyword = at;
    at++;
    if (type() != Jx9Parser.OPEN_PAREN) {
      throw tokens.error(keyword, "Expected '(' after 'while' keyword");
    }
    int close = tokens.closing(at, end);
    if (close >= end || close == at + 1) {
      throw tokens.error(keyword, "Expected expression after 'while' keyword");
    }
    condition(at + 1, close, "Unexpected token");
    loopBody();
  }

  private void forLoop() {
    int keyword = at;
    at++;
    if (type() != Jx9Parser.OPEN_PAREN) {
      throw tokens.error(keyword, "Expected '(' after 'for' keyword");
    }
    int close = tokens.closing(at, end);
    if (close >= end || close == at + 1) {
      throw tokens.error(keyword, "for: Invalid expression");
    }
    int stop = expressions.check(at + 1, close);
    if (tokens.type(stop) != Jx9Parser.SEMICOLON) {
      throw tokens.error(stop, "for: Expected ';' after initialization expressions");
    }
    stop = expressions.check(stop + 1, close);
    if (tokens.type(stop) != Jx9Parser.SEMICOLON) {
      throw tokens.error(stop, "for: Expected ';' after conditionals expressions");
    }
    at = close + 1;
    loopBody();
    int step = stop + 1;
    while (step < close && tokens.type(step) == Jx9Parser.SEMICOLON) {
      step++;
    }
    stop = expressions.check(step, close);
    if (stop < close) {
      throw tokens.error(stop, "for: Expected ')' after post-expressions");
    }
  }

  private void foreach() {
    int keyword = at;
    at++;
    if (type() != Jx9Parser.OPEN_PAREN) {
      throw tokens.error(keyword, "foreach: Expected '('");
    }
    int close = tokens.closing(at, end);
    if (close >= end || close == at + 1) {
      throw tokens.error(keyword, "foreach: Missing expression");
    }
    int start = at + 1;
    int as = start;
    while (as < close && tokens.type(as) != Jx9Parser.AS) {
      as++;
    }
    if (as == start) {
      throw tokens.error(start, "foreach: Missing array/object expression");
    }
    condition(start, as, "foreach: Unexpected token");
    if (as + 1 >= close) {
      throw tokens.error(as + 1, "foreach: Missing $key => $value pair");
    }
    int comma = as + 1;
    while (comma < close && tokens.type(comma) != Jx9Parser.COMMA) {
      comma++;
    }
    int value = as + 1;
    if (comma < close) {
      if (comma == value) {
        throw tokens.error(value, "foreach: Missing $key");
      }
      loopVariable(value, comma);
      value = comma + 1;
    }
    if (value >= close) {
      throw tokens.error(value, "foreach: Missing $value");
    }
    loopVariable(value, close);
    at = close + 1;
    loopBody();
  }

  private void loopVariable(int start, int stop) {
    expressions.checkTerm(start, stop, root -> checkLoopVariable(root, start));
  }

  private void checkLoopVariable(@Nullable FaultNode root, int start) {
    String complaint = "foreach: Expecting a variable name";
    if (root == null) {
      // The original takes the last step of what is iterated for the variable.
      tokens.keepUncounted(tokens.error(start, complaint));
    } else if (root.term != Term.VARIABLE) {
      throw tokens.error(root.start, complaint);
    }
  }

  // --- switch

  private void choice() {
    int keyword = at;
    at++;
    if (type() != Jx9Parser.OPEN_PAREN) {
      throw tokens.error(keyword, "Expected '(' after 'switch' keyword");
    }
    int close = tokens.closing(at, end);
    if (close >= end || close == at + 1) {
      throw tokens.error(keyword, "Expected expression after 'switch' keyword");
    }
    condition(at + 1, close, "Switch: Unexpected token");
    if (at + 1 >= end || (type() != Jx9Parser.OPEN_BRACE && type() != Jx9Parser.COLON)) {
      throw tokens.unexpected(Math.min(at, end - 1), "Switch: Unexpected token");
    }
    at++;
    loops.push(loops.pop() + 1);
    while (at < end && type() != Jx9Parser.CLOSE_BRACE) {
      label();
      at++;
      while (at < end
          && type() != Jx9Parser.CLOSE_BRACE
          && type() != Jx9Parser.CASE
          && type() != Jx9Parser.DEFAULT) {
        body();
      }
    }
    loops.push(loops.pop() - 1);
    at = Math.min(at + 1, end);
  }

  /** A label up to its colon or semicolon. */
  private void label() {
    if (type() == Jx9Parser.DEFAULT) {
      at++;
    } else if (type() == Jx9Parser.CASE) {
      at++;
      int stop = endOfLabel();
      if (stop == at) {
        throw tokens.error(at, "Empty case expression");
      }
      expressions.checkUpTo(at, stop);
      at = stop;
    } else {
      throw tokens.unexpected(at, "Switch: Unexpected token");
    }
    if (at < end && type() != Jx9Parser.COLON && type() != Jx9Parser.SEMICOLON) {
      throw tokens.unexpected(at, "Unexpected token");
    }
  }

  /** Only parentheses hide a colon or a semicolon. */
  private int endOfLabel() {
    int nesting = 0;
    for (int i = at; i < end; i++) {
      switch (tokens.type(i)) {
        case Jx9Parser.OPEN_PAREN -> nesting++;
        case Jx9Parser.CLOSE_PAREN -> nesting--;
        case Jx9Parser.COLON, Jx9Parser.SEMICOLON -> {
          if (nesting < 1) {
            return i;
          }
        }
        default -> {}
      }
    }
    return end;
  }

  // --- jumps and declarations

  private void jump() {
    int keyword = at;
    String word = tokens.text(keyword);
    at++;
    int levels = 1;
    if (tokens.isNumber(at) && at < end) {
      levels = Operators.jumpLevels(tokens.text(at));
      at++;
    }
    if (levels > loops.element()) {
      int reported = word.equals("break") ? at : keyword;
      throw tokens.error(
          reported, "A '" + word + "' statement may only be used within a loop or switch");
    }
  }

  private void persistent() {
    int keyword = at;
    at++;
    boolean inFunction = loops.size() > 1;
    if (type() != Jx9Parser.DOLLAR || (inFunction && !tokens.isWord(at + 1))) {
      throw tokens.error(keyword, "Expected variable after 'static' keyword");
    }
    if (!inFunction) {
      expression();
      return;
    }
    at += 2;
    if (at < end && type() != Jx9Parser.SEMICOLON && type() != Jx9Parser.ASSIGN) {
      throw tokens.unexpected(at, "static: Unexpected token");
    }
    if (type() == Jx9Parser.ASSIGN) {
      int assign = at;
      at = expressions.check(at + 1, end);
      if (tokens.isHidden(assign + 1, at)) {
        tokens.hide(assign, at);
      }
    }
  }

  private void uplink() {
    at++;
    while (at < end && type() != Jx9Parser.SEMICOLON) {
      int stop = tokens.endOfItem(at, end);
      if (at < stop) {
        if (type() != Jx9Parser.DOLLAR) {
          throw tokens.error(at, "uplink: Expected variable name");
        }
        expressions.check(at + 1, stop);
      }
      at = stop;
      while (type() == Jx9Parser.COMMA) {
        at++;
      }
    }
  }

  private void constant() {
    int keyword = at;
    at++;
    boolean isName =
        at < end
            && (tokens.isWord(at)
                || type() == Jx9Parser.SINGLE_QUOTED
                || type() == Jx9Parser.DOUBLE_QUOTED);
    if (!isName) {
      throw tokens.error(keyword, "const: Invalid constant name");
    }
    String name = tokens.isWord(at) ? tokens.text(at) : Operators.unquote(tokens.text(at));
    switch (name.toLowerCase(Locale.ROOT)) {
      case "true", "false", "null" ->
          throw tokens.error(keyword, "const: Cannot redeclare a reserved constant '" + name + "'");
      default -> at++;
    }
    if (type() != Jx9Parser.ASSIGN) {
      throw tokens.error(keyword, "const: Expected '=' after constant name");
    }
    at = expressions.checkConstant(at + 1, end);
  }

  // --- functions

  private void function() {
    int keyword = at;
    at++;
    if (at >= end || !tokens.isWord(at)) {
      throw tokens.error(keyword, "Invalid function name");
    }
    int name = at;
    at++;
    if (type() != Jx9Parser.OPEN_PAREN) {
      throw tokens.error(name, "Expected '(' after function name '" + tokens.text(name) + "'");
    }
    definition(tokens.text(name));
  }

  /** Looks at a lambda, whose tokens are known to reach from its parameters to its body. */
  void checkLambda(int start, int stop) {
    int outerAt = at;
    int outerEnd = end;
    at = start + 1;
    end = stop;
    if (tokens.isWord(at)) {
      at++;
    }
    definition("[lambda]");
    at = outerAt;
    end = outerEnd;
  }

  private void definition(String name) {
    int open = at;
    int close = tokens.closing(open, end);
    if (close >= end) {
      throw tokens.error(open, "Missing ')' after function '" + name + "' signature");
    }
    int parameter = open + 1;
    while (parameter < close) {
      parameter = parameter(open + 1, parameter, close);
    }
    at = close + 1;
    loops.push(0);
    body();
    loops.pop();
  }

  /**
   * Looks at one parameter; answers where the next one begins. Errors of its name are reported at
   * the first parameter.
   */
  private int parameter(int first, int start, int close) {
    int i = start;
    if (tokens.isWord(i)) {
      i++;
    }
    if (i >= close) {
      throw tokens.error(first, "Missing argument name");
    }
    if (tokens.type(i) != Jx9Parser.DOLLAR || i + 1 >= close || !tokens.isWord(i + 1)) {
      throw tokens.error(first, "Invalid argument name");
    }
    i += 2;
    if (i < close && tokens.type(i) == Jx9Parser.ASSIGN) {
      i++;
      int stop = i;
      int nesting = 0;
      while (stop < close && !(tokens.type(stop) == Jx9Parser.COMMA && nesting <= 0)) {
        nesting += tokens.isOpening(stop) ? 1 : tokens.isClosing(stop) ? -1 : 0;
        stop++;
      }
      if (stop == i) {
        throw tokens.error(i, "Missing argument default value");
      }
      expressions.checkUpTo(i, stop);
      i = stop;
    }
    if (i < close && tokens.type(i) != Jx9Parser.COMMA) {
      throw tokens.unexpected(i, "Unexpected token");
    }
    return i + 1;
  }
}
