package dev.sonatina.net.protocol.json;

import dev.sonatina.net.protocol.json.JsonValue.ArrayValue;
import dev.sonatina.net.protocol.json.JsonValue.BooleanValue;
import dev.sonatina.net.protocol.json.JsonValue.FloatNumber;
import dev.sonatina.net.protocol.json.JsonValue.IntegerNumber;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonValue.StringValue;
import dev.sonatina.net.protocol.json.JsonValue.UnsignedNumber;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.Map;

/** Writes JSON without white space. */
public final class JsonWriter {

  /** The order of member names where they are sorted: that of their UTF-8 bytes. */
  public static final Comparator<String> BYTE_ORDER = JsonWriter::compareCodePoints;

  private final StringBuilder out = new StringBuilder();
  private final boolean sorted;

  private JsonWriter(boolean sorted) {
    this.sorted = sorted;
  }

  /** Members in their own order. */
  public static String write(JsonValue value) {
    JsonWriter writer = new JsonWriter(false);
    writer.append(value);
    return writer.out.toString();
  }

  /** Members sorted by name at every level. */
  public static String writeSorted(JsonValue value) {
    JsonWriter writer = new JsonWriter(true);
    writer.append(value);
    return writer.out.toString();
  }

  private void append(JsonValue value) {
    if (value instanceof StringValue string) {
      appendString(string.value());
    } else if (value instanceof UnsignedNumber number) {
      out.append(Long.toUnsignedString(number.bits()));
    } else if (value instanceof IntegerNumber number) {
      out.append(number.value());
    } else if (value instanceof FloatNumber number) {
      appendFloat(number.value());
    } else if (value instanceof BooleanValue truth) {
      out.append(truth.value());
    } else if (value instanceof ArrayValue array) {
      appendArray(array);
    } else if (value instanceof ObjectValue object) {
      appendObject(object);
    } else {
      out.append("null");
    }
  }

  private void appendArray(ArrayValue array) {
    char separator = '[';
    for (JsonValue element : array.elements()) {
      out.append(separator);
      append(element);
      separator = ',';
    }
    out.append(array.elements().isEmpty() ? "[]" : "]");
  }

  private void appendObject(ObjectValue object) {
    char separator = '{';
    var entries = object.members().entrySet().stream();
    if (sorted) {
      entries = entries.sorted(Map.Entry.comparingByKey(BYTE_ORDER));
    }
    for (Map.Entry<String, JsonValue> member : entries.toList()) {
      out.append(separator);
      appendString(member.getKey());
      out.append(':');
      append(member.getValue());
      separator = ',';
    }
    out.append(object.members().isEmpty() ? "{}" : "}");
  }

  private void appendString(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** The fewest digits that read back as the same double; what has no JSON form becomes null. */
  private void appendFloat(double value) {
    if (!Double.isFinite(value)) {
      out.append("null");
      return;
    }
    if (value == 0) {
      out.append(1 / value < 0 ? "-0.0" : "0.0");
      return;
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = exact;
    for (int precision = 15; precision <= 17; precision++) {
      shortest = exact.round(new MathContext(precision));
      if (shortest.doubleValue() == value) {
        break;
      }
    }
    shortest = shortest.stripTrailingZeros();
    int magnitude = shortest.precision() - shortest.scale();
    if (magnitude > 15 || magnitude <= -4) {
      appendScientific(shortest, magnitude - 1);
    } else {
      String plain = shortest.toPlainString();
      out.append(plain);
      if (plain.indexOf('.') < 0) {
        out.append(".0");
      }
    }
  }

  private void appendScientific(BigDecimal value, int exponent) {
    String digits = value.unscaledValue().abs().toString();
    if (value.signum() < 0) {
      out.append('-');
    }
    out.append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append(exponent < 0 ? "e-" : "e+");
    int size = Math.abs(exponent);
    if (size < 10) {
      out.append('0');
    }
    out.append(size);
  }

  private static int compareCodePoints(String left, String right) {
    int i = 0;
    while (i < left.length() && i < right.length()) {
      int a = left.codePointAt(i);
      int b = right.codePointAt(i);
      if (a != b) {
        return Integer.compare(a, b);
      }
      i += Character.charCount(a);
    }
    return Integer.compare(left.length(), right.length());
  }
}
