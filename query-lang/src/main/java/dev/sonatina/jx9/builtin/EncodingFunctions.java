package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.ByteBuilder;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.NumberReader;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.nio.charset.StandardCharsets;

/** Encodings of byte strings. */
final class EncodingFunctions {
  private static final byte[] BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SOUNDEX =
      "01230120022455012623010202".getBytes(StandardCharsets.US_ASCII);

  private EncodingFunctions() {}

  static void define(Definitions functions) {
    functions
        .topic("encoding")
        .function(
            "base64_encode(s)",
            "s in base 64; false if it is empty.",
            "base64_encode(\"abc\")",
            "YWJj",
            EncodingFunctions::base64Encode)
        .function(
            "base64_decode(s)",
            "The bytes s stands for; bytes outside the alphabet count as A. False if s is empty.",
            "base64_decode(\"YWJj\")",
            "abc",
            EncodingFunctions::base64Decode)
        .alias("convert_uuencode", "base64_encode")
        .alias("convert_uudecode", "base64_decode")
        .function(
            "urlencode(s)",
            "s with spaces as + and other bytes but letters, digits and -_.$ as %XX; false if it is empty.",
            "urlencode(\"a b~\")",
            "a+b%7E",
            EncodingFunctions::urlEncode)
        .alias("rawurlencode", "urlencode")
        .function(
            "urldecode(s)",
            "The text s stands for; false if it is empty.",
            "urldecode(\"a+b%7E\")",
            "a b~",
            EncodingFunctions::urlDecode)
        .alias("rawurldecode", "urldecode")
        .function(
            "bin2hex(s)",
            "The bytes in hexadecimal.",
            "bin2hex(\"az\")",
            "617a",
            EncodingFunctions::hexadecimal)
        .function(
            "utf8_encode(s)",
            "s, taken as Latin-1, in UTF-8; null if it is empty.",
            "strlen(utf8_encode(\"\\xe9\"))",
            "2",
            EncodingFunctions::utf8Encode)
        .function(
            "utf8_decode(s)",
            "The low bytes of the code points of s, up to a zero; null if s is empty.",
            "strlen(utf8_decode(\"é\"))",
            "1",
            EncodingFunctions::utf8Decode)
        .function(
            "soundex(s)",
            "The four-character sound code of a word.",
            "soundex(\"Robert\")",
            "R163",
            EncodingFunctions::soundex);
  }

  private static Value base64Encode(CallContext context, Value[] arguments) {
    StringValue text = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    if (text.isEmpty()) {
      return BoolValue.FALSE;
    }
    ByteBuilder out = new ByteBuilder(64, context.meter());
    int length = text.length();
    for (int i = 0; i < length; i += 3) {
      int left = length - i;
      int bits = (text.byteAt(i) & 0xFF) << 16;
      bits |= left > 1 ? (text.byteAt(i + 1) & 0xFF) << 8 : 0;
      bits |= left > 2 ? text.byteAt(i + 2) & 0xFF : 0;
      out.append(BASE64[bits >> 18]).append(BASE64[bits >> 12 & 63]);
      out.append(left > 1 ? BASE64[bits >> 6 & 63] : '=')
          .append(left > 2 ? BASE64[bits & 63] : '=');
    }
    return out.finish();
  }

  private static int sixBits(byte c) {
    int low = c & 0x7F;
    if (low >= 'A' && low <= 'Z') {
      return low - 'A';
    }
    if (low >= 'a' && low <= 'z') {
      return low - 'a' + 26;
    }
    if (low >= '0' && low <= '9') {
      return low - '0' + 52;
    }
    return low == '+' ? 62 : low == '/' ? 63 : 0;
  }

  private static Value base64Decode(CallContext context, Value[] arguments) {
    StringValue text = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    if (text.isEmpty()) {
      return BoolValue.FALSE;
    }
    int length = text.length();
    while (length > 0 && text.byteAt(length - 1) == '=') {
      length--;
    }
    if (length < 2) {
      return NullValue.NULL;
    }
    ByteBuilder out = new ByteBuilder(64, context.meter());
    for (int i = 0; i + 1 < length; i += 4) {
      int left = length - i;
      int bits = sixBits(text.byteAt(i)) << 18 | sixBits(text.byteAt(i + 1)) << 12;
      bits |= left > 2 ? sixBits(text.byteAt(i + 2)) << 6 : 0;
      bits |= left > 3 ? sixBits(text.byteAt(i + 3)) : 0;
      out.append(bits >> 16);
      if (left > 2) {
        out.append(bits >> 8);
      }
      if (left > 3) {
        out.append(bits);
      }
    }
    return out.finish();
  }

  private static Value urlEncode(CallContext context, Value[] arguments) {
    StringValue text = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    if (text.isEmpty()) {
      return BoolValue.FALSE;
    }
    ByteBuilder out = new ByteBuilder(64, context.meter());
    for (int i = 0; i < text.length(); i++) {
      byte c = text.byteAt(i);
      if (CtypeFunctions.isAlphanumeric(c) || c == '_' || c == '-' || c == '$' || c == '.') {
        out.append(c);
      } else if (c == ' ') {
        out.append('+');
      } else {
        out.append('%').append(upperHex(c >> 4)).append(upperHex(c));
      }
    }
    return out.finish();
  }

  private static int upperHex(int digit) {
    return ByteSearch.upper(HEX[digit & 15]);
  }

  private static Value urlDecode(CallContext context, Value[] arguments) {
    StringValue text = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    if (text.isEmpty()) {
      return BoolValue.FALSE;
    }
    ByteBuilder out = new ByteBuilder(64, context.meter());
    int at = 0;
    while (at < text.length()) {
      byte c = text.byteAt(at);
      if (c == '+') {
        out.append(' ');
        at++;
      } else if (c != '%') {
        out.append(c);
        at++;
      } else if (at + 2 >= text.length()) {
        break;
      } else {
        at = decodeEscapes(context.meter(), text, at, out);
      }
    }
    return at == 0 ? NullValue.NULL : out.finish();
  }

  /**
   * Decodes one {@code %XX}, with those that continue it if it starts a UTF-8 sequence; returns
   * where it ends.
   */
  private static int decodeEscapes(Meter meter, StringValue text, int from, ByteBuilder out) {
    int c = escapedByte(text, from);
    int at = from + 3;
    if (c < 0xC0) {
      out.append(c);
      return at;
    }
    int point = Utf8Reader.leadBits(c);
    while (at < text.length() && text.byteAt(at) == '%') {
      int next = escapedByte(text, at);
      if ((next & 0xC0) != 0x80) {
        break;
      }
      meter.step(1);
      point = (point << 6) + (next & 0x3F);
      at += 3;
    }
    writeUtf8(point, out);
    return Math.min(at, text.length());
  }

  private static int escapedByte(StringValue text, int at) {
    return hexValue(text, at + 1) << 4 | hexValue(text, at + 2);
  }

  private static int hexValue(StringValue text, int at) {
    return at < text.length() ? Math.max(NumberReader.hexDigit(text.byteAt(at)), 0) : 0;
  }

  private static void writeUtf8(int point, ByteBuilder out) {
    if (point < 0x80) {
      out.append(point & 0xFF);
    } else if (point < 0x800) {
      out.append(0xC0 + (point >> 6 & 0x1F)).append(0x80 + (point & 0x3F));
    } else if (point < 0x10000) {
      out.append(0xE0 + (point >> 12 & 0x0F));
      out.append(0x80 + (point >> 6 & 0x3F)).append(0x80 + (point & 0x3F));
    } else {
      out.append(0xF0 + (point >> 18 & 0x07)).append(0x80 + (point >> 12 & 0x3F));
      out.append(0x80 + (point >> 6 & 0x3F)).append(0x80 + (point & 0x3F));
    }
  }

  private static Value hexadecimal(CallContext context, Value[] arguments) {
    return arguments.length == 0
        ? NullValue.NULL
        : hexadecimal(context, Arguments.text(context, arguments, 0));
  }

  /** {@code bytes} in small hexadecimal digits. */
  static StringValue hexadecimal(CallContext context, StringValue bytes) {
    ByteBuilder out = new ByteBuilder(64, context.meter());
    for (int i = 0; i < bytes.length(); i++) {
      byte c = bytes.byteAt(i);
      out.append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
    }
    return out.finish();
  }

  private static Value utf8Encode(CallContext context, Value[] arguments) {
    StringValue text = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    if (text.isEmpty()) {
      return NullValue.NULL;
    }
    ByteBuilder out = new ByteBuilder(64, context.meter());
    for (int i = 0; i < text.length(); i++) {
      writeUtf8(text.byteAt(i) & 0xFF, out);
    }
    return out.finish();
  }

  private static Value utf8Decode(CallContext context, Value[] arguments) {
    StringValue text = Arguments.text(context, arguments, 0, StringValue.EMPTY);
    Utf8Reader reader = new Utf8Reader(text, context.meter());
    ByteBuilder out = new ByteBuilder(64, context.meter());
    while (reader.hasNext()) {
      int point = reader.next();
      if (point == 0) {
        break;
      }
      out.append(point);
    }
    return out.length() == 0 ? NullValue.NULL : out.finish();
  }

  private static Value soundex(CallContext context, Value[] arguments) {
    if (arguments.length == 0) {
      return StringValue.EMPTY;
    }
    StringValue word = Arguments.text(context, arguments, 0);
    Arguments.scan(context, word.length());
    int at = 0;
    while (byteAt(word, at) != 0
        && (byteAt(word, at) & 0xC0) != 0xC0
        && !CtypeFunctions.isLetter(byteAt(word, at))) {
      context.meter().checkpoint(at++);
    }
    if (byteAt(word, at) == 0) {
      return StringValue.of("?000");
    }
    byte[] code = {ByteSearch.upper(byteAt(word, at)), '0', '0', '0'};
    int last = soundOf(byteAt(word, at));
    for (int count = 1; count < 4 && byteAt(word, at) != 0; at++) {
      context.meter().checkpoint(at);
      int sound = soundOf(byteAt(word, at));
      if (sound != '0' && sound != last) {
        code[count++] = (byte) sound;
      }
      last = sound;
    }
    return StringValue.wrap(code);
  }

  private static byte byteAt(StringValue text, int index) {
    return index < text.length() ? text.byteAt(index) : 0;
  }

  private static int soundOf(byte c) {
    int low = c & 0x7F;
    return CtypeFunctions.isLetter(low) ? SOUNDEX[(low | 0x20) - 'a'] : '0';
  }
}
