package dev.sonatina.engine.record;

import dev.sonatina.jx9.value.StringValue;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings between characters, stored bytes and JSON text.
 *
 * <p>Stored strings are bytes and need not be well-formed UTF-8. JSON text made from them always
 * is: a lone surrogate, stored as the three bytes of its code, becomes a {@code \\ud800} escape;
 * any other malformed byte becomes U+FFFD.
 */
final class JsonStrings {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final long EACH = 0x0101010101010101L;
  static final long HIGH_BITS = 0x8080808080808080L;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /**
   * What a byte below 0x80 needs in JSON: 0 nothing, 'u' a six-character escape, else the letter
   * after the backslash.
   */
  private static final byte[] ESCAPES = new byte[128];

  static {
    Arrays.fill(ESCAPES, 0, 0x20, (byte) 'u');
    ESCAPES['\b'] = 'b';
    ESCAPES['\f'] = 'f';
    ESCAPES['\n'] = 'n';
    ESCAPES['\r'] = 'r';
    ESCAPES['\t'] = 't';
    ESCAPES['"'] = '"';
    ESCAPES['\\'] = '\\';
  }

  private JsonStrings() {}

  /** Whether the bytes may stand between quotes in JSON as they are. */
  static boolean isPlain(byte[] text, int from, int to) {
    int at = from;
    for (; at <= to - 8; at += 8) {
      long eight = (long) LONGS.get(text, at);
      long suspects =
          eight
              | (eight - 0x20 * EACH)
              | zeroBytes(eight ^ '"' * EACH)
              | zeroBytes(eight ^ '\\' * EACH);
      if ((suspects & HIGH_BITS) != 0) {
        break;
      }
    }
    while (at < to) {
      int size = plainSize(text, at, to);
      if (size == 0) {
        return false;
      }
      at += size;
    }
    return true;
  }

  /** Whether the bytes are UTF-8. */
  static boolean isWellFormed(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      int size = text[at] >= 0 ? 1 : multiByteSize(text, at, to);
      if (size == 0) {
        return false;
      }
      at += size;
    }
    return true;
  }

  /**
   * Marks the zero bytes of {@code eight} in their high bits, and perhaps some above a zero byte.
   */
  static long zeroBytes(long eight) {
    return (eight - EACH) & ~eight;
  }

  /** The size of the character at {@code at}, 0 if it is malformed or needs an escape. */
  private static int plainSize(byte[] text, int at, int to) {
    byte first = text[at];
    if (first >= 0) {
      return ESCAPES[first] == 0 ? 1 : 0;
    }
    return multiByteSize(text, at, to);
  }

  /** The size of a well-formed character of more than one byte, 0 if it is malformed. */
  private static int multiByteSize(byte[] text, int at, int to) {
    int first = text[at] & 0xFF;
    if (first >= 0xC2 && first < 0xE0) {
      return isContinued(text, at + 1, to) ? 2 : 0;
    }
    if (at + 1 >= to) {
      return 0;
    }
    int second = text[at + 1] & 0xFF;
    if (first >= 0xE0 && first < 0xF0) {
      boolean isInRange =
          second >= (first == 0xE0 ? 0xA0 : 0x80) && second < (first == 0xED ? 0xA0 : 0xC0);
      return isInRange && isContinued(text, at + 2, to) ? 3 : 0;
    }
    if (first >= 0xF0 && first < 0xF5) {
      boolean isInRange =
          second >= (first == 0xF0 ? 0x90 : 0x80) && second < (first == 0xF4 ? 0x90 : 0xC0);
      return isInRange && isContinued(text, at + 2, to) && isContinued(text, at + 3, to) ? 4 : 0;
    }
    return 0;
  }

  private static boolean isContinued(byte[] text, int at, int to) {
    return at < to && (text[at] & 0xC0) == 0x80;
  }

  /**
   * Writes characters as UTF-8, a lone surrogate as the three bytes of its code.
   *
   * @param out has room for three bytes a character
   * @return where the bytes end
   */
  static int encode(char[] text, int from, int to, byte[] out, int at) {
    int i = from;
    while (i < to) {
      int code = text[i++];
      if (code >= Character.MIN_HIGH_SURROGATE
          && code <= Character.MAX_HIGH_SURROGATE
          && i < to
          && Character.isLowSurrogate(text[i])) {
        code = Character.toCodePoint((char) code, text[i++]);
      }
      at = encode(code, out, at);
    }
    return at;
  }

  /** Writes one code point, or one unit of a lone surrogate, and answers where it ends. */
  static int encode(int code, byte[] out, int at) {
    if (code < 0x80) {
      out[at] = (byte) code;
      return at + 1;
    }
    if (code < 0x800) {
      out[at] = (byte) (0xC0 | code >> 6);
      out[at + 1] = (byte) (0x80 | (code & 0x3F));
      return at + 2;
    }
    if (code < 0x10000) {
      out[at] = (byte) (0xE0 | code >> 12);
      out[at + 1] = (byte) (0x80 | (code >> 6 & 0x3F));
      out[at + 2] = (byte) (0x80 | (code & 0x3F));
      return at + 3;
    }
    out[at] = (byte) (0xF0 | code >> 18);
    out[at + 1] = (byte) (0x80 | (code >> 12 & 0x3F));
    out[at + 2] = (byte) (0x80 | (code >> 6 & 0x3F));
    out[at + 3] = (byte) (0x80 | (code & 0x3F));
    return at + 4;
  }

  /** The bytes of a name. */
  static StringValue encode(String text) {
    char[] chars = text.toCharArray();
    byte[] out = new byte[3 * chars.length];
    return StringValue.of(out, 0, encode(chars, 0, chars.length, out, 0));
  }

  /**
   * Writes the inside of a JSON string.
   *
   * @param out has room for six bytes a byte
   * @return where the text ends
   */
  static int escape(byte[] text, int from, int to, byte[] out, int at) {
    int i = from;
    while (i < to) {
      int first = text[i];
      if (first >= 0) {
        at = escapeAscii(first, out, at);
        i++;
        continue;
      }
      int size = multiByteSize(text, i, to);
      if (size > 0) {
        System.arraycopy(text, i, out, at, size);
        at += size;
        i += size;
      } else if (isLoneSurrogate(text, i, to)) {
        at =
            escapeUnit(
                (text[i] & 0x0F) << 12 | (text[i + 1] & 0x3F) << 6 | (text[i + 2] & 0x3F), out, at);
        i += 3;
      } else {
        out[at++] = (byte) 0xEF;
        out[at++] = (byte) 0xBF;
        out[at++] = (byte) 0xBD;
        i++;
      }
    }
    return at;
  }

  private static boolean isLoneSurrogate(byte[] text, int at, int to) {
    return at + 2 < to
        && text[at] == (byte) 0xED
        && (text[at + 1] & 0xE0) == 0xA0
        && (text[at + 2] & 0xC0) == 0x80;
  }

  private static int escapeAscii(int c, byte[] out, int at) {
    byte escape = ESCAPES[c];
    if (escape == 0) {
      out[at] = (byte) c;
      return at + 1;
    }
    if (escape == 'u') {
      return escapeUnit(c, out, at);
    }
    out[at] = '\\';
    out[at + 1] = escape;
    return at + 2;
  }

  private static int escapeUnit(int unit, byte[] out, int at) {
    out[at] = '\\';
    out[at + 1] = 'u';
    out[at + 2] = HEX[unit >> 12 & 0xF];
    out[at + 3] = HEX[unit >> 8 & 0xF];
    out[at + 4] = HEX[unit >> 4 & 0xF];
    out[at + 5] = HEX[unit & 0xF];
    return at + 6;
  }

  /** {@code ,"name":} as it stands in JSON behind another member. */
  static byte[] quoteName(StringValue name) {
    byte[] inside = new byte[6 * name.length()];
    int size = escape(name.array(), 0, name.length(), inside, 0);
    ByteArrayOutputStream quoted = new ByteArrayOutputStream(size + 4);
    quoted.write(',');
    quoted.write('"');
    quoted.write(inside, 0, size);
    quoted.write('"');
    quoted.write(':');
    return quoted.toByteArray();
  }
}
