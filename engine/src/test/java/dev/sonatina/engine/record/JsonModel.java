package dev.sonatina.engine.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java objects, to compare records with: maps, lists, strings, Long, BigInteger,
 * Double, Boolean and null.
 */
final class JsonModel {

  static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  /** An object as it is written: names may be repeated. */
  record Members(List<Map.Entry<String, Object>> entries) {}

  /** Stands for JSON's null inside generated values. */
  static final Object NULL = new Object();

  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "c",
          "rid",
          "fid",
          "__id",
          "io step",
          "\u00e9\n\"",
          "7",
          "-3",
          "",
          "0",
          "x".repeat(300),
          "y".repeat(256));

  private static final List<String> STRINGS =
      List.of(
          "",
          "\ud800",
          "a\udfffb",
          "\ud83d\ude00",
          "\"\\/\b\f\n\r\t\u0000\u001f\u007f",
          "\u00e9\u20ac");

  private JsonModel() {}

  /** A random object, the same for the same state of {@code random}. */
  static Members object(Random random, int depth) {
    List<Map.Entry<String, Object>> entries = new ArrayList<>();
    int count = random.nextInt(random.nextInt(8) == 0 ? 60 : 8);
    for (int i = 0; i < count; i++) {
      entries.add(Map.entry(name(random), value(random, depth - 1)));
    }
    return new Members(entries);
  }

  private static Object value(Random random, int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      return random.nextBoolean() ? object(random, depth) : list(random, depth);
    }
    return switch (random.nextInt(8)) {
      case 0 -> NULL;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong() >> random.nextInt(64);
      case 3 -> (long) random.nextInt(-70, 70);
      case 4 -> new BigInteger(63, random).setBit(63);
      case 5 -> finite(random);
      case 6 -> random.nextInt(-1000, 1000) / 8.0;
      default -> string(random);
    };
  }

  private static List<Object> list(Random random, int depth) {
    List<Object> list = new ArrayList<>();
    int count = random.nextInt(random.nextInt(8) == 0 ? 400 : 20);
    for (int i = 0; i < count; i++) {
      list.add(value(random, depth - 1));
    }
    return list;
  }

  private static double finite(Random random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : 0.1;
  }

  private static String name(Random random) {
    return random.nextBoolean() ? NAMES.get(random.nextInt(NAMES.size())) : letters(random, 6);
  }

  private static String string(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> STRINGS.get(random.nextInt(STRINGS.size()));
      case 1 -> letters(random, 300);
      case 2 -> letters(random, 12);
      default -> {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
          text.append((char) random.nextInt(1 + random.nextInt(0x10000)));
        }
        yield text.toString();
      }
    };
  }

  private static String letters(Random random, int lengthMax) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(lengthMax); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  /** The text of a generated value, with blanks where JSON allows them. */
  static String text(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value == NULL) {
      out.append(" null");
    } else if (value instanceof Members members) {
      out.append("{ ");
      String comma = "";
      for (Map.Entry<String, Object> entry : members.entries()) {
        out.append(comma);
        quote(entry.getKey(), out);
        out.append(" :");
        write(entry.getValue(), out);
        comma = ",\n";
      }
      out.append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      String comma = "";
      for (Object element : list) {
        out.append(comma);
        write(element, out);
        comma = " , ";
      }
      out.append(']');
    } else if (value instanceof String text) {
      quote(text, out);
    } else {
      out.append(value);
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** What reading the text of a generated value gives. */
  static @Nullable Object plain(Object value) {
    if (value == NULL) {
      return null;
    }
    if (value instanceof Members members) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      members.entries().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
      return map;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> plain = new ArrayList<>();
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    return value;
  }

  /** Reads JSON text strictly. */
  static @Nullable Object parse(byte[] text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      Object value = parse(parser);
      if (parser.nextToken() != null) {
        throw new AssertionError(
            "text after the value: " + new String(text, StandardCharsets.UTF_8));
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(new String(text, StandardCharsets.UTF_8), e);
    }
  }

  private static @Nullable Object parse(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          if (map.containsKey(name)) {
            throw new AssertionError("name repeated: " + name);
          }
          map.put(name, parse(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(parse(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> parser.getBigIntegerValue();
          };
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new AssertionError(parser.currentToken());
    };
  }
}
