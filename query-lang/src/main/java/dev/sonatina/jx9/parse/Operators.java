package dev.sonatina.jx9.parse;

import dev.sonatina.grammar.Jx9Parser;
import dev.sonatina.jx9.ast.BinaryOperator;
import dev.sonatina.jx9.ast.UnaryOperator;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** What the tokens of operators and literals mean. */
final class Operators {
  private Operators() {}

  static BinaryOperator binary(Token token) {
    return switch (token.getType()) {
      case Jx9Parser.STAR -> BinaryOperator.MULTIPLY;
      case Jx9Parser.SLASH -> BinaryOperator.DIVIDE;
      case Jx9Parser.PERCENT -> BinaryOperator.MODULO;
      case Jx9Parser.PLUS -> BinaryOperator.ADD;
      case Jx9Parser.MINUS -> BinaryOperator.SUBTRACT;
      case Jx9Parser.CONCAT -> BinaryOperator.CONCATENATE;
      case Jx9Parser.SHIFT_LEFT -> BinaryOperator.SHIFT_LEFT;
      case Jx9Parser.SHIFT_RIGHT -> BinaryOperator.SHIFT_RIGHT;
      case Jx9Parser.LESS -> BinaryOperator.LESS;
      case Jx9Parser.GREATER -> BinaryOperator.GREATER;
      case Jx9Parser.LESS_OR_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
      case Jx9Parser.GREATER_OR_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
      case Jx9Parser.LESS_GREATER -> BinaryOperator.LESS_GREATER;
      case Jx9Parser.EQUAL -> BinaryOperator.EQUAL;
      case Jx9Parser.NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
      case Jx9Parser.IDENTICAL -> BinaryOperator.IDENTICAL;
      case Jx9Parser.NOT_IDENTICAL -> BinaryOperator.NOT_IDENTICAL;
      case Jx9Parser.AMPERSAND -> BinaryOperator.BIT_AND;
      case Jx9Parser.CARET -> BinaryOperator.BIT_XOR;
      case Jx9Parser.BAR -> BinaryOperator.BIT_OR;
      case Jx9Parser.AND -> BinaryOperator.AND;
      case Jx9Parser.OR -> BinaryOperator.OR;
      default -> throw new IllegalStateException("no binary operator: " + token.getText());
    };
  }

  /** The operator that an assignment combines with; null for a plain one. */
  static @Nullable BinaryOperator compound(Token token) {
    return switch (token.getType()) {
      case Jx9Parser.ASSIGN -> null;
      case Jx9Parser.PLUS_ASSIGN -> BinaryOperator.ADD;
      case Jx9Parser.MINUS_ASSIGN -> BinaryOperator.SUBTRACT;
      case Jx9Parser.CONCAT_ASSIGN -> BinaryOperator.CONCATENATE;
      case Jx9Parser.STAR_ASSIGN -> BinaryOperator.MULTIPLY;
      case Jx9Parser.SLASH_ASSIGN -> BinaryOperator.DIVIDE;
      case Jx9Parser.PERCENT_ASSIGN -> BinaryOperator.MODULO;
      case Jx9Parser.AND_ASSIGN -> BinaryOperator.BIT_AND;
      case Jx9Parser.OR_ASSIGN -> BinaryOperator.BIT_OR;
      case Jx9Parser.XOR_ASSIGN -> BinaryOperator.BIT_XOR;
      case Jx9Parser.SHIFT_LEFT_ASSIGN -> BinaryOperator.SHIFT_LEFT;
      case Jx9Parser.SHIFT_RIGHT_ASSIGN -> BinaryOperator.SHIFT_RIGHT;
      default -> throw new IllegalStateException("no assignment: " + token.getText());
    };
  }

  static UnaryOperator unary(Token token) {
    return switch (token.getType()) {
      case Jx9Parser.MINUS -> UnaryOperator.MINUS;
      case Jx9Parser.PLUS -> UnaryOperator.PLUS;
      case Jx9Parser.TILDE -> UnaryOperator.BIT_NOT;
      case Jx9Parser.BANG -> UnaryOperator.NOT;
      case Jx9Parser.CAST_INT -> UnaryOperator.CAST_INT;
      case Jx9Parser.CAST_FLOAT -> UnaryOperator.CAST_FLOAT;
      case Jx9Parser.CAST_STRING -> UnaryOperator.CAST_STRING;
      case Jx9Parser.CAST_BOOL -> UnaryOperator.CAST_BOOL;
      default -> throw new IllegalStateException("no unary operator: " + token.getText());
    };
  }

  /** A string literal without its quotes. */
  static String unquote(String literal) {
    return literal.substring(1, literal.length() - 1);
  }

  /**
   * How many loops the number after {@code break} or {@code continue} means: what the number is as
   * an int, at least one.
   */
  static int jumpLevels(String number) {
    int at = 0;
    int radix = 10;
    if (number.length() > 1 && number.charAt(0) == '0') {
      radix =
          switch (number.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
          };
      at = radix == 8 ? 1 : 2;
    }
    // Longer decimal numbers keep their first eighteen digits, as elsewhere in the language.
    int end = radix == 10 ? Math.min(number.length(), 18) : number.length();
    long levels = 0;
    while (at < end && Character.digit(number.charAt(at), radix) >= 0) {
      levels = levels * radix + Character.digit(number.charAt(at++), radix);
    }
    return Math.max(1, (int) levels);
  }
}
