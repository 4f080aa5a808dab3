package dev.sonatina.jx9;

import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.FloatValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads relaxed record literals: what Jx9 accepts as a value, as far as it is data.
 *
 * <pre>
 *   value   = sum { ("&amp;" | "^" | "|" | "&lt;&lt;" | "&gt;&gt;") sum }     (all of one strength here, from the left)
 *   sum     = product { ("+" | "-" | "..") product }
 *   product = factor { ("*" | "/" | "%") factor }
 *   factor  = ("-" | "+" | "~") factor | "(" value ")" | object | array | string | number | word
 *   object  = "{" { key ":" value "," } "}"            key = word | string | number
 *   array   = "[" { value "," } "]"
 * </pre>
 *
 * <p>Commas may be missing at the end, or be too many. A word is {@code true}, {@code false},
 * {@code null} in any case, or a string.
 */
final class LiteralReader {
  private final LiteralText text;
  private final int depthMax;
  private int depth;

  LiteralReader(byte[] text, int depthMax) {
    this.text = new LiteralText(text);
    this.depthMax = depthMax;
  }

  /** The value that is the whole text. */
  Value read() {
    Value value = value();
    if (text.peek() != LiteralText.END) {
      throw text.error("Unexpected character after the literal");
    }
    return value;
  }

  private Value value() {
    Value left = sum();
    while (true) {
      if (text.takes("<<")) {
        left = IntValue.of(left.toInt() << sum().toInt());
      } else if (text.takes(">>")) {
        left = IntValue.of(left.toInt() >> sum().toInt());
      } else if (text.takes("&")) {
        left = IntValue.of(left.toInt() & sum().toInt());
      } else if (text.takes("|")) {
        left = IntValue.of(left.toInt() | sum().toInt());
      } else if (text.takes("^")) {
        left = IntValue.of(left.toInt() ^ sum().toInt());
      } else {
        return left;
      }
    }
  }

  private Value sum() {
    Value left = product();
    while (true) {
      if (text.takes("+")) {
        left = combine('+', left, product());
      } else if (text.takes("-")) {
        left = combine('-', left, product());
      } else if (text.takes("..")) {
        left = left.toStringValue().append(product().toStringValue());
      } else {
        return left;
      }
    }
  }

  private Value product() {
    Value left = factor();
    while (true) {
      if (text.takes("*")) {
        left = combine('*', left, factor());
      } else if (text.takes("/")) {
        left = combine('/', left, factor());
      } else if (text.takes("%")) {
        left = combine('%', left, factor());
      } else {
        return left;
      }
    }
  }

  private static Value combine(char operator, Value left, Value right) {
    Value a = left.toNumber();
    Value b = right.toNumber();
    if (operator == '/') {
      return b.toFloat() == 0
          ? FloatValue.of(a.toFloat())
          : FloatValue.reduce(a.toFloat() / b.toFloat());
    }
    if (operator == '%') {
      return IntValue.of(b.toInt() == 0 ? 0 : a.toInt() % b.toInt());
    }
    if (a instanceof IntValue && b instanceof IntValue) {
      return IntValue.of(
          switch (operator) {
            case '+' -> a.toInt() + b.toInt();
            case '-' -> a.toInt() - b.toInt();
            default -> a.toInt() * b.toInt();
          });
    }
    return FloatValue.reduce(
        switch (operator) {
          case '+' -> a.toFloat() + b.toFloat();
          case '-' -> a.toFloat() - b.toFloat();
          default -> a.toFloat() * b.toFloat();
        });
  }

  private Value factor() {
    depth++;
    if (depth > depthMax) {
      throw text.error("Nesting exceeds the limit of " + depthMax + " levels");
    }
    Value value = innerFactor();
    depth--;
    return value;
  }

  private Value innerFactor() {
    int c = text.peek();
    switch (c) {
      case '{' -> {
        return object();
      }
      case '[' -> {
        return array();
      }
      case '"', '\'' -> {
        return text.string();
      }
      case '(' -> {
        text.take();
        Value value = value();
        expect(")");
        return value;
      }
      case '-' -> {
        text.take();
        return negated();
      }
      case '+' -> {
        text.take();
        return factor().toNumber();
      }
      case '~' -> {
        text.take();
        return IntValue.of(~factor().toInt());
      }
      default -> {
        if (NumberReader.isDigit(c)) {
          return number(text.number(), false);
        }
        if (LiteralText.startsWord(c)) {
          return word();
        }
        throw text.error(
            c == LiteralText.END
                ? "Unexpected end of the literal"
                : "Unexpected character in a literal");
      }
    }
  }

  /** The sign belongs to the number, so that the smallest int can be written. */
  private Value negated() {
    if (NumberReader.isDigit(text.peek())) {
      return number(text.number(), true);
    }
    Value number = factor().toNumber();
    return number instanceof IntValue
        ? IntValue.of(-number.toInt())
        : FloatValue.of(-number.toFloat());
  }

  private Value number(String digits, boolean negative) {
    String signed = negative ? "-" + digits : digits;
    boolean decimal =
        digits.equals("0")
            || !digits.startsWith("0")
            || digits.startsWith("0.")
            || digits.startsWith("0e");
    try {
      if (decimal && digits.chars().allMatch(Character::isDigit)) {
        return whole(signed);
      }
      if (decimal || digits.indexOf('.') >= 0) {
        return FloatValue.of(Double.parseDouble(signed));
      }
    } catch (NumberFormatException e) {
      throw text.error("Malformed number '" + digits + "'");
    }
    byte[] bytes = digits.getBytes(StandardCharsets.ISO_8859_1);
    long value = NumberReader.toInt(bytes, bytes.length);
    return IntValue.of(negative ? -value : value);
  }

  private static Value whole(String signed) {
    try {
      return IntValue.of(Long.parseLong(signed));
    } catch (NumberFormatException e) {
      return FloatValue.of(Double.parseDouble(signed));
    }
  }

  private Value word() {
    StringValue word = text.word();
    if (text.peek() == '(') {
      throw text.error("A literal cannot call a function");
    }
    return switch (word.toString().toLowerCase(Locale.ROOT)) {
      case "true" -> BoolValue.TRUE;
      case "false" -> BoolValue.FALSE;
      case "null" -> NullValue.NULL;
      default -> word;
    };
  }

  private Value object() {
    text.take();
    MapValue object = MapValue.object();
    skipCommas();
    while (!text.takes("}")) {
      StringValue key = key();
      expect(":");
      object.put(key, value());
      if (text.peek() != '}' && text.peek() != ',') {
        throw text.error("JSON Object: Missing closing braces '}'");
      }
      skipCommas();
    }
    return object;
  }

  private StringValue key() {
    int c = text.peek();
    if (c == '"' || c == '\'') {
      return text.string();
    }
    if (LiteralText.startsWord(c)) {
      return text.word();
    }
    if (NumberReader.isDigit(c)) {
      return StringValue.of(text.number());
    }
    throw text.error(
        c == LiteralText.END
            ? "JSON Object: Missing closing braces '}'"
            : "JSON Object: Unexpected expression, key must be of type string, literal or simple variable");
  }

  private Value array() {
    text.take();
    MapValue array = MapValue.array();
    skipCommas();
    while (!text.takes("]")) {
      if (text.peek() == LiteralText.END) {
        throw text.error("JSON Array: Missing closing square bracket ']'");
      }
      array.append(value());
      if (text.peek() != ']' && text.peek() != ',') {
        throw text.error("JSON Array: Missing closing square bracket ']'");
      }
      skipCommas();
    }
    return array;
  }

  private void skipCommas() {
    while (text.peek() == ',') {
      text.take();
    }
  }

  private void expect(String symbol) {
    if (!text.takes(symbol)) {
      throw text.error("Expected '" + symbol + "'");
    }
  }
}
