package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.WritableToken;
import org.jspecify.annotations.Nullable;

/** The tokens of one text, as the original's compiler asks about them. */
final class TokenRow {
  private static final int NO_PARTNER = Integer.MAX_VALUE;

  private final SourceText source;
  private final List<Token> tokens;
  private final int size;

  /**
   * For each opening bracket the one that closes it, counting brackets of its own kind only, or
   * brackets of all kinds.
   */
  private final int[] partner;

  private final int[] anyPartner;

  private final Map<Integer, Integer> notes = new HashMap<>();
  private final BitSet hidden = new BitSet();
  private @Nullable Rejection uncounted;

  /** The last of the tokens is that of the end of the text. */
  TokenRow(SourceText source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
    this.size = tokens.size() - 1;
    this.partner = new int[size];
    this.anyPartner = new int[size];
    Arrays.fill(partner, NO_PARTNER);
    Arrays.fill(anyPartner, NO_PARTNER);
    pair(partner, Jx9Parser.OPEN_PAREN, Jx9Parser.CLOSE_PAREN);
    pair(partner, Jx9Parser.OPEN_BRACKET, Jx9Parser.CLOSE_BRACKET);
    pair(partner, Jx9Parser.OPEN_BRACE, Jx9Parser.CLOSE_BRACE);
    pairAny();
  }

  private void pair(int[] partners, int open, int close) {
    int[] stack = new int[size];
    int depth = 0;
    for (int i = 0; i < size; i++) {
      if (type(i) == open) {
        stack[depth++] = i;
      } else if (type(i) == close && depth > 0) {
        partners[stack[--depth]] = i;
      }
    }
  }

  private void pairAny() {
    int[] stack = new int[size];
    int depth = 0;
    for (int i = 0; i < size; i++) {
      if (isOpening(i)) {
        stack[depth++] = i;
      } else if (isClosing(i) && depth > 0) {
        anyPartner[stack[--depth]] = i;
      }
    }
  }

  /**
   * Notes what a token is for; its type changes with {@link #classify}, when nobody needs the old
   * one any more.
   */
  void note(int index, int newType) {
    notes.put(index, newType);
  }

  /** Notes that the tokens from {@code start} to before {@code end} mean nothing. */
  void hide(int start, int end) {
    hidden.set(start, end);
  }

  /** Whether none of the tokens from {@code start} to before {@code end} means anything. */
  boolean isHidden(int start, int end) {
    return hidden.nextClearBit(start) >= end;
  }

  /** Gives the tokens the types that were noted, and hides what means nothing from the grammar. */
  void classify() {
    notes.forEach((index, newType) -> writable(index).setType(newType));
    hidden.stream().forEach(index -> writable(index).setChannel(Token.HIDDEN_CHANNEL));
  }

  private WritableToken writable(int index) {
    return (WritableToken) tokens.get(index);
  }

  /**
   * Keeps an error that the original lets pass, and that leaves it with a damaged stack: any other
   * error of the script comes before it.
   */
  void keepUncounted(Rejection error) {
    if (uncounted == null) {
      uncounted = error;
    }
  }

  /** Throws the first error that was kept, if there is one. */
  void throwUncounted() {
    if (uncounted != null) {
      throw uncounted;
    }
  }

  int size() {
    return size;
  }

  /** The type of a token, that of the end of the text behind the last one. */
  int type(int index) {
    return index >= 0 && index < size ? tokens.get(index).getType() : Token.EOF;
  }

  /** The text of a token, of a cast the name of its type; empty behind the last one. */
  String text(int index) {
    return switch (type(index)) {
      case Jx9Parser.CAST_INT -> "(int)";
      case Jx9Parser.CAST_FLOAT -> "(float)";
      case Jx9Parser.CAST_STRING -> "(string)";
      case Jx9Parser.CAST_BOOL -> "(bool)";
      default -> index < size ? tokens.get(index).getText() : "";
    };
  }

  /** An error at a token, or at the last one if there is none there. */
  Rejection error(int index, String message) {
    return new Rejection(source, tokens.get(Math.max(0, Math.min(index, size - 1))), message);
  }

  /** An error whose message ends with a token in quotes, a string without its own. */
  Rejection unexpected(int index, String message) {
    String text = text(index);
    boolean isString =
        type(index) == Jx9Parser.SINGLE_QUOTED || type(index) == Jx9Parser.DOUBLE_QUOTED;
    return error(index, message + " '" + (isString ? Operators.unquote(text) : text) + "'");
  }

  boolean isOpening(int index) {
    return switch (type(index)) {
      case Jx9Parser.OPEN_PAREN, Jx9Parser.OPEN_BRACKET, Jx9Parser.OPEN_BRACE -> true;
      default -> false;
    };
  }

  boolean isClosing(int index) {
    return switch (type(index)) {
      case Jx9Parser.CLOSE_PAREN, Jx9Parser.CLOSE_BRACKET, Jx9Parser.CLOSE_BRACE -> true;
      default -> false;
    };
  }

  boolean isKeyword(int index) {
    int type = type(index);
    return type >= Jx9Parser.PRINT && type < Jx9Parser.IDENTIFIER;
  }

  /** Whether the token is a word, keyword or not. */
  boolean isWord(int index) {
    return isKeyword(index) || type(index) == Jx9Parser.IDENTIFIER;
  }

  boolean isNumber(int index) {
    return type(index) == Jx9Parser.INTEGER || type(index) == Jx9Parser.REAL;
  }

  boolean isConstruct(int index) {
    return switch (type(index)) {
      case Jx9Parser.PRINT, Jx9Parser.EXIT, Jx9Parser.DIE, Jx9Parser.INCLUDE, Jx9Parser.IMPORT ->
          true;
      default -> false;
    };
  }

  /**
   * The token that closes the bracket at {@code open}, counting brackets of its kind only; {@code
   * end} if it is not before that.
   */
  int closing(int open, int end) {
    return Math.min(partner[open], end);
  }

  /**
   * The first token from {@code from} on that closes a bracket which is open there, {@code end} if
   * there is none.
   */
  int closingAny(int from, int end) {
    int i = from;
    while (i < end && !isClosing(i)) {
      i = after(i, end);
    }
    return Math.min(i, end);
  }

  /**
   * The comma or semicolon outside of brackets at which the expression starting here ends, {@code
   * end} if there is none.
   */
  int endOfItem(int from, int end) {
    int i = from;
    while (i < end && type(i) != Jx9Parser.COMMA && type(i) != Jx9Parser.SEMICOLON) {
      i = after(i, end);
    }
    return Math.min(i, end);
  }

  /** The token after {@code index}, or after the bracket that opens there. */
  private int after(int index, int end) {
    if (!isOpening(index)) {
      return index + 1;
    }
    return anyPartner[index] >= end ? end : anyPartner[index] + 1;
  }

  /**
   * The semicolon outside of braces at which the statement starting here ends, {@code end} if there
   * is none.
   */
  int endOfStatement(int from, int end) {
    int i = from;
    while (i < end && type(i) != Jx9Parser.SEMICOLON) {
      if (type(i) == Jx9Parser.CLOSE_BRACE) {
        // A brace too many: from here on every semicolon ends the statement.
        return nextSemicolon(i, end);
      }
      i = type(i) != Jx9Parser.OPEN_BRACE ? i + 1 : partner[i] >= end ? end : partner[i] + 1;
    }
    return Math.min(i, end);
  }

  private int nextSemicolon(int from, int end) {
    int nesting = 0;
    for (int i = from; i < end; i++) {
      switch (type(i)) {
        case Jx9Parser.OPEN_BRACE -> nesting++;
        case Jx9Parser.CLOSE_BRACE -> nesting--;
        case Jx9Parser.SEMICOLON -> {
          if (nesting <= 0) {
            return i;
          }
        }
        default -> {}
      }
    }
    return end;
  }
}
