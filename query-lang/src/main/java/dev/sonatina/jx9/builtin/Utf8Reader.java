package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.value.StringValue;

/**
 * Reads code points as the original does: any number of continuation bytes, and U+FFFD for what is
 * not allowed.
 */
final class Utf8Reader {
  private static final int REPLACEMENT = 0xFFFD;

  private final StringValue text;
  private final Meter meter;
  private int at;

  Utf8Reader(StringValue text, Meter meter) {
    this.text = text;
    this.meter = meter;
  }

  boolean hasNext() {
    return at < text.length();
  }

  /** The byte that comes next; there must be one. */
  byte peek() {
    return text.byteAt(at);
  }

  /** Where the next code point starts. */
  int position() {
    return at;
  }

  /** Goes on reading at {@code position}. */
  void moveTo(int position) {
    at = position;
  }

  /** The next code point; 0 at the end, where it stays. */
  int next() {
    if (at >= text.length()) {
      return 0;
    }
    int c = text.byteAt(at++) & 0xFF;
    if (c < 0xC0) {
      return c;
    }
    int point = leadBits(c);
    while (at < text.length() && (text.byteAt(at) & 0xC0) == 0x80) {
      meter.checkpoint(at);
      point = (point << 6) + (text.byteAt(at++) & 0x3F);
    }
    boolean isForbidden =
        point < 0x80 || (point & 0xFFFFF800) == 0xD800 || (point & 0xFFFFFFFE) == 0xFFFE;
    return isForbidden ? REPLACEMENT : point;
  }

  /** The bits of the code point that the first byte of a sequence holds. */
  static int leadBits(int c) {
    if (c < 0xE0) {
      return c & 0x1F;
    }
    if (c < 0xF0) {
      return c & 0x0F;
    }
    if (c < 0xF8) {
      return c & 0x07;
    }
    return c < 0xFC ? c & 0x03 : c == 0xFD ? 1 : 0;
  }
}
