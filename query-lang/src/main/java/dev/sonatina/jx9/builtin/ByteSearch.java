package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.value.StringValue;
import java.util.Arrays;

/** Finds strings in strings, with or without regard to the case of ASCII letters. */
final class ByteSearch {
  /** How many bytes may be compared before the meter hears of it. */
  private static final int WORK_MAX = 1 << 15;

  private final StringValue pattern;
  private final boolean ignoresCase;
  private final Meter meter;
  private final byte first;
  private int work;

  ByteSearch(StringValue pattern, boolean ignoresCase, Meter meter) {
    this.pattern = ignoresCase ? lower(pattern, meter) : pattern;
    this.ignoresCase = ignoresCase;
    this.meter = meter;
    this.first = pattern.isEmpty() ? 0 : this.pattern.byteAt(0);
  }

  /**
   * The first match that starts at {@code from} or later and ends before {@code to}, -1 if there is
   * none.
   */
  int next(StringValue text, int from, int to) {
    byte[] bytes = text.array();
    int last = to - pattern.length();
    for (int at = from; at <= last; at++) {
      byte c = bytes[at];
      if ((c == first || (ignoresCase && lower(c) == first)) && matches(bytes, at)) {
        count(at - from);
        return at;
      }
      if (++work > WORK_MAX) {
        count(0);
      }
    }
    return -1;
  }

  /**
   * The last match that starts at {@code from} or later and ends before {@code to}, -1 if there is
   * none.
   */
  int last(StringValue text, int from, int to) {
    byte[] bytes = text.array();
    for (int at = to - pattern.length(); at >= from; at--) {
      if (matches(bytes, at)) {
        return at;
      }
      if (++work > WORK_MAX) {
        count(0);
      }
    }
    return -1;
  }

  private boolean matches(byte[] bytes, int at) {
    int length = pattern.length();
    if (ignoresCase) {
      return matchesIgnoringCase(bytes, at);
    }
    int same = Arrays.mismatch(bytes, at, at + length, pattern.array(), 0, length);
    work += same < 0 ? 1 : same >> 3;
    return same < 0;
  }

  private boolean matchesIgnoringCase(byte[] bytes, int at) {
    byte[] wanted = pattern.array();
    int length = pattern.length();
    for (int i = 0; i < length; i++) {
      if (lower(bytes[at + i]) != wanted[i]) {
        work += i;
        return false;
      }
    }
    return true;
  }

  private void count(int more) {
    meter.step(1 + ((work + more) >> 6));
    work = 0;
  }

  /** ASCII capitals become small, everything else stays. */
  static byte lower(byte c) {
    return c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
  }

  /** ASCII small letters become capitals, everything else stays. */
  static byte upper(byte c) {
    return c >= 'a' && c <= 'z' ? (byte) (c - 32) : c;
  }

  static StringValue lower(StringValue text, Meter meter) {
    byte[] bytes = text.bytes();
    for (int i = 0; i < bytes.length; i++) {
      meter.checkpoint(i);
      bytes[i] = lower(bytes[i]);
    }
    return StringValue.wrap(bytes);
  }

  static StringValue upper(StringValue text, Meter meter) {
    byte[] bytes = text.bytes();
    for (int i = 0; i < bytes.length; i++) {
      meter.checkpoint(i);
      bytes[i] = upper(bytes[i]);
    }
    return StringValue.wrap(bytes);
  }
}
